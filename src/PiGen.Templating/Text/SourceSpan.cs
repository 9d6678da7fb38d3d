namespace PiGen.Templating.Text;

/// <summary>A run of characters of a <see cref="SourceText"/>: offset and length in UTF-16 units. Length 0 points between characters.</summary>
public readonly record struct SourceSpan(SourceText Source, int Start, int Length)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> Text => Source.Content.AsSpan(Start, Length);

    public SourceSpan Slice(int start, int length) => new(Source, Start + start, length);
}
