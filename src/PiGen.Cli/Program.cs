using System.Text;
using PiGen.Cli;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
using PiGen.Core;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
bool[] isOpen = [.. Enumerable.Range(0, 3).Select(number => StandardStream.IsOpen(number))];
var output = new StreamWriter(
    isOpen[1] ? AnswerStream.Standard(Console.OpenStandardOutput()) : Stream.Null,
    utf8,
    bufferSize: 1 << 15
);
var error = new StreamWriter(isOpen[2] ? AnswerStream.BestEffort(Console.OpenStandardError()) : Stream.Null, utf8)
{
    AutoFlush = true,
};
using var input = new StreamReader(isOpen[0] ? Console.OpenStandardInput() : Stream.Null, utf8);
var colorless = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
var terminal = new Terminal(input, output, error)
{
    OutIsTerminal = !Console.IsOutputRedirected,
    OutHasColor = !colorless && !Console.IsOutputRedirected,
    CanAsk = isOpen[0] && isOpen[2] && !Console.IsInputRedirected && !Console.IsErrorRedirected,
    ReadSecret = ReadSecret,
    ErrorHasColor = !colorless && !Console.IsErrorRedirected,
};
if (!isOpen[1])
{
    var closed = new Failure("nothing was done: standard output is closed", "let it lead somewhere, as in >/dev/null");
    new DiagnosticPrinter(error, new Paint(terminal.ErrorHasColor)).Print(closed);
    return ExitCode.Refused;
}
return new App(terminal).Run(args);

static string? ReadSecret()
{
    var typed = new StringBuilder();
    while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
    {
        if (key.Key == ConsoleKey.Backspace)
        {
            typed.Length = Math.Max(0, typed.Length - 1);
        }
        else if (key.KeyChar == '\u0015')
        {
            typed.Clear(); // Ctrl-U
        }
        else if (key.KeyChar == '\u0004' && typed.Length == 0)
        {
            return null; // Ctrl-D
        }
        else if (key.KeyChar != '\0')
        {
            typed.Append(key.KeyChar);
        }
    }
    return typed.ToString();
}
