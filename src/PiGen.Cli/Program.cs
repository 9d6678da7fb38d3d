using System.Text;
using PiGen.Cli;
using PiGen.Cli.Reporting;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var output = new StreamWriter(AnswerStream.Standard(Console.OpenStandardOutput()), utf8, bufferSize: 1 << 15);
var error = new StreamWriter(AnswerStream.BestEffort(Console.OpenStandardError()), utf8) { AutoFlush = true };
using var input = new StreamReader(Console.OpenStandardInput(), utf8);
var colorless = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
var terminal = new Terminal(input, output, error)
{
    OutIsTerminal = !Console.IsOutputRedirected,
    OutHasColor = !colorless && !Console.IsOutputRedirected,
    CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
    ReadSecret = ReadSecret,
    ErrorHasColor = !colorless && !Console.IsErrorRedirected,
};
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
        else if (key.KeyChar != '\0')
        {
            typed.Append(key.KeyChar);
        }
    }
    return typed.ToString();
}
