using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Escaping;

/// <summary>Scripts of a POSIX shell: a value is always data, part of one word, whatever it holds.</summary>
internal sealed class ShEscaper : Escaper
{
    private static readonly HashSet<string> Reserved =
    [
        .. "if then else elif fi do done case esac while until for in".Split(' '),
    ];

    // Where values have been written and what was open there, so that the script is read once and not from its start each time.
    private readonly List<(int Position, ShContext Context)> _known = [(0, ShContext.Start)];

    public override string? Write(OutputBuffer output, Value value, string text)
    {
        if (text.Contains('\0'))
        {
            return "a value with a NUL cannot be written in a script";
        }
        var context = ContextAt(output);
        if (
            context.Quoting is not (ShQuoting.Single or ShQuoting.Comment or ShQuoting.QuotedDocument)
            && output.Text is [.., '$' or '\\']
        )
        {
            return "a value cannot follow '$' or a backslash, which would take it for something else";
        }
        switch (context.Quoting)
        {
            case ShQuoting.Plain:
                output.Append(IsPlain(text) ? text : Quoted(text));
                return null;
            case ShQuoting.Single:
                output.Append(text.Replace("'", @"'\''", StringComparison.Ordinal));
                return null;
            case ShQuoting.Double:
                WriteEscaped(output, text, "\\\"$`");
                return null;
            case ShQuoting.Comment:
                return HasLineEnd(text) ? NoLineEnd : WriteAsIs(output, text);
            case ShQuoting.Document:
            case ShQuoting.QuotedDocument:
                return WriteInDocument(output, text, context);
            case ShQuoting.Parameter:
            case ShQuoting.Backtick:
            default:
                return IsPlain(text)
                    ? WriteAsIs(output, text)
                    : "only a plain word can be written here; assign the value to a variable first";
        }
    }

    private ShContext ContextAt(OutputBuffer output)
    {
        while (_known[^1].Position > output.Unchanged)
        {
            _known.RemoveAt(_known.Count - 1);
        }
        output.Unchanged = output.Length;
        var (position, known) = _known[^1];
        var context = ShScanner.Scan(output.Text, position, known);
        _known.Add((output.Length, context));
        return context;
    }

    private static bool IsPlain(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(SafeNames.InSh) && !Reserved.Contains(text);

    /// <summary>A word in single quotes, as every POSIX shell reads it back.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string? WriteAsIs(OutputBuffer output, string text)
    {
        output.Append(text);
        return null;
    }

    private static void WriteEscaped(OutputBuffer output, string text, string special)
    {
        foreach (var c in text)
        {
            if (special.Contains(c, StringComparison.Ordinal))
            {
                output.Append('\\');
            }
            output.Append(c);
        }
    }

    // A line of the value that is the delimiter would end the document: any value with line ends and the delimiter is refused.
    private static string? WriteInDocument(OutputBuffer output, string text, ShContext context)
    {
        if (
            text.Contains(context.Delimiter!, StringComparison.Ordinal)
            || text.StartsWith('\t')
            || text.Contains("\n\t", StringComparison.Ordinal)
        )
        {
            return "a value with the here-document's delimiter or a leading tab cannot be written in it";
        }
        if (context.Quoting == ShQuoting.QuotedDocument)
        {
            return WriteAsIs(output, text);
        }
        WriteEscaped(output, text, "\\$`");
        return null;
    }
}
