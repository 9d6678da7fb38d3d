using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

/// <summary>Escapes for the text of a here-document, and keeps values from ending it.</summary>
internal static class ShHereDocumentText
{
    public static string? Write(in ShPlace place, OutputBuffer output, ReadOnlySpan<char> value)
    {
        var document = place.HereDocument!;
        var before = output.Text[place.LineStart..];
        var problem =
            ProblemOfLines(document, before[(before.LastIndexOf('\n') + 1)..], value)
            ?? ProblemOfLines(document, document.Joined(before), value);
        if (problem is not null)
        {
            return problem;
        }
        if (place.Dollar == ShDollar.Name)
        {
            return ShProblem.InVariable;
        }
        if (place.IsInBackquotes && value.ContainsAny("\\$`\"'"))
        {
            return ShProblem.Backquotes;
        }
        ShEscaper.AppendEscaped(output, value, document.IsQuoted ? "" : "\\$`");
        return null;
    }

    /// <summary>Whether the line that begins at <paramref name="start"/> is the one that ends the document.</summary>
    public static bool Ends(ShHereDocument document, ReadOnlySpan<char> text, int start)
    {
        if (start > text.Length)
        {
            return false;
        }
        var line = text[start..];
        var end = line.IndexOf('\n');
        return document.IsDelimiter(end < 0 ? line : line[..end]);
    }

    private static string? ProblemOfLines(ShHereDocument document, ReadOnlySpan<char> before, ReadOnlySpan<char> value)
    {
        before = document.StripsTabs ? before.TrimStart('\t') : before;
        foreach (var range in value.Split('\n'))
        {
            var line = value[range];
            if (document.StripsTabs && before.IsEmpty && line is ['\t', ..])
            {
                return ShProblem.StrippedTab;
            }
            if (MayEnd(document.Delimiter, before, line, isWhole: range.End.Value < value.Length))
            {
                return ShProblem.EndsHereDocument(document.Delimiter);
            }
            before = [];
        }
        return null;
    }

    // What stands after the value is not known yet, so its last line may not even begin as the delimiter does.
    private static bool MayEnd(string delimiter, ReadOnlySpan<char> before, ReadOnlySpan<char> line, bool isWhole)
    {
        var length = before.Length + line.Length;
        return (isWhole ? length == delimiter.Length : length is not 0 && length <= delimiter.Length)
            && delimiter.StartsWith(before)
            && delimiter.AsSpan(before.Length).StartsWith(line);
    }
}
