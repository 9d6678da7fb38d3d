using System.Text;
using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli.Reporting;

/// <summary>What the program reads from and writes to, and whether colours are wanted there.</summary>
public sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error)
{
    // As for a file in its place: see MostBytes.
    private const int MostInput = 16 << 20;

    /// <summary>All of standard input.</summary>
    /// <exception cref="Failure">It cannot be read, or is too large.</exception>
    public string ReadInput()
    {
        var input = new StringBuilder();
        var chunk = new char[64 << 10];
        try
        {
            for (var read = In.Read(chunk); read > 0; read = In.Read(chunk))
            {
                input.Append(chunk, 0, read);
                if (input.Length > MostInput)
                {
                    throw new Failure($"standard input is larger than {MostInput >> 20} MiB", "give it less");
                }
            }
            return input.ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"standard input cannot be read: {e.Message}", "give it a file or a pipe", e);
        }
    }

    /// <summary>Whether a person sits there who can be asked.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Reads a line that is not shown while it is typed; null at the end of input.</summary>
    public Func<string?> ReadSecret { get; init; } = () => null;

    /// <summary>Whether a person agrees to what the question names; only a plain yes is one.</summary>
    /// <exception cref="OperationCanceledException">The person left, by Ctrl-C.</exception>
    public bool Agrees(string question, CancellationToken cancellation)
    {
        Out.Flush();
        Error.Write($"{ShownLines(question)} [y/N] ");
        return CanAsk && Answer(In.ReadLine, cancellation)?.Trim() is "y" or "Y" or "yes" or "Yes";
    }

    /// <summary>Prints what a program may want byte for byte, which it gets; on a terminal it is shown.</summary>
    public void WriteContent(string text) => Out.Write(OutIsTerminal ? ShownLines(text) : text);

    private static string ShownLines(string text) =>
        string.Join('\n', text.Split('\n').Select(line => ShownText.Of(line)));

    /// <exception cref="Failure">There is nobody to ask.</exception>
    /// <exception cref="OperationCanceledException">The person left, by Ctrl-C.</exception>
    public string AskSecret(string prompt, CancellationToken cancellation)
    {
        Out.Flush();
        Error.Write(prompt);
        var secret = CanAsk ? Answer(ReadSecret, cancellation) : null;
        Error.WriteLine();
        return secret ?? throw new Failure("there is nobody to ask for a password", "run this on a terminal");
    }

    /// <summary>Reads a line that is shown while it is typed; empty at the end of input, or where nobody can be asked.</summary>
    /// <exception cref="OperationCanceledException">The person left, by Ctrl-C.</exception>
    public string AskLine(string prompt, CancellationToken cancellation)
    {
        Out.Flush();
        Error.Write(prompt);
        return CanAsk ? Answer(In.ReadLine, cancellation) ?? "" : "";
    }

    // A read of a terminal cannot be called off: it is left to itself, and ends with the program.
    private static string? Answer(Func<string?> read, CancellationToken cancellation)
    {
        var reading = Task.Run(read, CancellationToken.None);
        reading.WaitAsync(cancellation).GetAwaiter().GetResult();
        return reading.Result;
    }

    /// <summary>Whether what is printed can be printed over again.</summary>
    public bool OutIsTerminal { get; init; }

    public bool OutHasColor { get; init; }

    public bool ErrorHasColor { get; init; }
}

/// <summary>Puts SGR colours (ECMA-48 8.3.117) round words, where colours are wanted.</summary>
internal readonly record struct Paint(bool IsOn)
{
    public string Bold(string text) => Sgr("1", text);

    public string Red(string text) => Sgr("31", text);

    public string Green(string text) => Sgr("32", text);

    public string Yellow(string text) => Sgr("33", text);

    public string Blue(string text) => Sgr("34", text);

    private string Sgr(string code, string text) => IsOn ? $"\e[{code}m{text}\e[0m" : text;
}

/// <summary>A page that is shown again and again: on a terminal in the same place (ECMA-48: CUP, EL, ED), elsewhere one after the other.</summary>
internal sealed class Redrawn(Terminal terminal)
{
    private bool _isShown;

    /// <param name="page">Its lines, each ended by a newline.</param>
    public void Show(string page)
    {
        if (terminal.OutIsTerminal)
        {
            var clearing = _isShown ? "" : "\e[2J";
            terminal.Out.Write($"{clearing}\e[H{page.Replace("\n", "\e[K\n", StringComparison.Ordinal)}\e[J");
        }
        else
        {
            terminal.Out.Write(_isShown ? $"\n{page}" : page);
        }
        terminal.Out.Flush();
        _isShown = true;
    }
}

/// <summary>Rows of cells, each column as wide as its widest.</summary>
internal static class Table
{
    private const string Gap = "  ";

    public static void Print(TextWriter writer, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        var widths = Enumerable
            .Range(0, rows.Count == 0 ? 0 : rows[0].Count)
            .Select(column => rows.Max(row => row[column].Text.Length))
            .ToArray();
        foreach (var row in rows)
        {
            var last = row.Count - 1;
            writer.WriteLine(
                string.Join(Gap, row.Select((cell, column) => cell.Wide(column == last ? 0 : widths[column]))).TrimEnd()
            );
        }
    }
}

/// <summary>A cell of a table.</summary>
/// <param name="paint">Colours the text and does not change its width; null for no colour.</param>
internal readonly struct Cell(string text, Func<string, string>? paint = null)
{
    public string Text { get; } = ShownText.Of(text);

    public static implicit operator Cell(string text) => new(text);

    public string Wide(int width) =>
        (paint is null ? Text : paint(Text)) + new string(' ', Math.Max(0, width - Text.Length));
}
