using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>A part of a <see cref="RangedName"/>: text as it stands, or the numbers of a bracket.</summary>
internal abstract record NamePiece(SourceSpan Span)
{
    public abstract long Count { get; }

    /// <summary>In characters, of the longest text it stands for.</summary>
    public abstract int Longest { get; }
}

internal sealed record LiteralPiece(SourceSpan Span) : NamePiece(Span)
{
    public override long Count => 1;

    public override int Longest => Span.Length;
}

internal sealed record NumbersPiece(SourceSpan Span, ImmutableArray<NumberRange> Ranges) : NamePiece(Span)
{
    public override long Count { get; } = Ranges.Aggregate(0L, static (sum, range) => Saturating.Add(sum, range.Count));

    public override int Longest { get; } = Ranges.Max(static range => range.Longest);
}
