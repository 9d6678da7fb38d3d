using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Escaping;

/// <summary>
/// Unit files: <c>%</c> begins a specifier everywhere; command lines and environments are split into words and unescaped,
/// command lines have <c>$</c> expanded too. See systemd.syntax(7) and systemd.service(5).
/// </summary>
internal sealed class SystemdEscaper : Escaper
{
    private const string ExecPrefixes = "@-:+!|";

    public override string? Write(OutputBuffer output, Value value, string text)
    {
        var line = LogicalLine(output.Text);
        if (HasLineEnd(text))
        {
            return NoLineEnd;
        }
        if (line.TrimStart() is ['#' or ';', ..])
        {
            output.Append(text);
            return text.EndsWith('\\') ? "a comment cannot end with a backslash" : null;
        }
        var equals = line.IndexOf('=');
        if (equals < 0)
        {
            return WriteName(output, text);
        }
        var directive = line[..equals].Trim();
        var isCommand = directive.StartsWith("Exec");
        return isCommand || directive is "Environment"
            ? WriteWord(output, text, line[(equals + 1)..].ToString(), isCommand)
            : WriteText(output, text);
    }

    // A line that ends with a backslash goes on in the next one.
    private static ReadOnlySpan<char> LogicalLine(ReadOnlySpan<char> text)
    {
        var start = text.LastIndexOf('\n') + 1;
        while (start > 1 && text[start - 2] == '\\')
        {
            start = text[..(start - 1)].LastIndexOf('\n') + 1;
        }
        return text[start..];
    }

    private static string? WriteName(OutputBuffer output, string text)
    {
        if (text.AsSpan().ContainsAnyExcept(SafeNames.InUnits))
        {
            return "the name of a section or a setting can only have letters, digits and -";
        }
        output.Append(text);
        return null;
    }

    private static string? WriteText(OutputBuffer output, string text)
    {
        if (text.EndsWith('\\'))
        {
            return "a value that ends with a backslash would take the next line with it";
        }
        output.Append(text.Replace("%", "%%", StringComparison.Ordinal));
        return null;
    }

    private static string? WriteWord(OutputBuffer output, string text, string before, bool isCommand)
    {
        var isFirst = before.AsSpan().TrimStart(" \t").TrimStart(ExecPrefixes).IsEmpty;
        if (isCommand && isFirst && (text.Length == 0 || ExecPrefixes.Contains(text[0], StringComparison.Ordinal)))
        {
            return "a command cannot be empty or begin with one of @ - : + ! |";
        }
        var isQuoted = OpenQuote(before) != '\0';
        if (text.Length == 0 && !isQuoted && (before.Length == 0 || before[^1] is ' ' or '\t' or '='))
        {
            output.Append("\"\"");
        }
        foreach (var c in text)
        {
            WriteCharacter(output, c, isQuoted, isCommand);
        }
        return null;
    }

    private static void WriteCharacter(OutputBuffer output, char c, bool isQuoted, bool isCommand)
    {
        switch (c)
        {
            case '%':
                output.Append("%%");
                break;
            case '$' when isCommand:
                output.Append("$$");
                break;
            case '\\' or '"' or '\'':
                output.Append('\\');
                output.Append(c);
                break;
            case ';' or < ' ' or '\x7f':
            case ' ' when !isQuoted:
                output.Append($"\\x{(int)c:x2}");
                break;
            default:
                output.Append(c);
                break;
        }
    }
}
