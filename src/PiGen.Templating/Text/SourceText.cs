namespace PiGen.Templating.Text;

/// <summary>A text that a person wrote, with the name they know it by: a file's path, or an option such as <c>--workers</c>.</summary>
public sealed class SourceText(string name, string content)
{
    private int[]? _lineStarts;

    public string Name { get; } = name;

    public string Content { get; } = content;

    /// <summary>Whether the file has other line ends or a byte order mark, which were taken away.</summary>
    public bool IsNormalized { get; init; }

    public SourceSpan Whole => new(this, 0, Content.Length);

    private int[] LineStarts => _lineStarts ??= FindLineStarts(Content);

    public SourceSpan Span(int start, int length) => new(this, start, length);

    /// <summary>The 1-based line and column (in UTF-16 units) of an offset; the end of the text is a place too.</summary>
    public (int Line, int Column) PlaceOf(int offset)
    {
        var index = Array.BinarySearch(LineStarts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - LineStarts[line] + 1);
    }

    /// <summary>The empty span at a 0-based line and column, or at the text's end where there is no such place.</summary>
    public SourceSpan SpanAt(long line, long column)
    {
        var start = line < LineStarts.Length ? LineStarts[line] : Content.Length;
        return new(this, (int)Math.Min(start + column, Content.Length), 0);
    }

    /// <summary>The text of a 1-based line, without its line ending.</summary>
    public ReadOnlySpan<char> LineAt(int line)
    {
        var start = LineStarts[line - 1];
        var end = line < LineStarts.Length ? LineStarts[line] : Content.Length;
        var text = Content.AsSpan(start, end - start);
        return text.EndsWith("\r\n") ? text[..^2] : text.TrimEnd('\n');
    }

    // A lone \r ends no line: editors that count lines agree on \n and \r\n only.
    private static int[] FindLineStarts(string content)
    {
        var starts = new List<int> { 0 };
        for (var at = content.IndexOf('\n'); at >= 0; at = content.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }
        return [.. starts];
    }
}

/// <summary>A run of characters of a <see cref="SourceText"/>: offset and length in UTF-16 units. Length 0 points between characters.</summary>
public readonly record struct SourceSpan(SourceText Source, int Start, int Length)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> Text => Source.Content.AsSpan(Start, Length);

    public SourceSpan Slice(int start, int length) => new(Source, Start + start, length);
}
