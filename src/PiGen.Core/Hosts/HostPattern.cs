using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>One name of a hostlist, with its ranges: <c>rack[1-2]node[01-03]</c>.</summary>
internal sealed record HostPattern(SourceSpan Span, ImmutableArray<HostPiece> Pieces)
{
    /// <summary>How many names it stands for, a repeated one counted again; <see cref="long.MaxValue"/> when there are more.</summary>
    public long Count => Pieces.Aggregate(1L, static (product, piece) => Saturating.Multiply(product, piece.Count));

    /// <summary>Hands over every name, the leftmost range slowest; the text is gone when <paramref name="visit"/> returns.</summary>
    public void Expand(Action<ReadOnlySpan<char>> visit) => new HostExpansion(Pieces, visit).Run();
}

/// <summary>A part of a <see cref="HostPattern"/>: text as it stands, or the numbers of a bracket.</summary>
internal abstract record HostPiece(SourceSpan Span)
{
    public abstract long Count { get; }

    /// <summary>In characters, of the longest text it stands for.</summary>
    public abstract int Longest { get; }
}

internal sealed record LiteralPiece(SourceSpan Span) : HostPiece(Span)
{
    public override long Count => 1;

    public override int Longest => Span.Length;
}

internal sealed record NumbersPiece(SourceSpan Span, ImmutableArray<NumberRange> Ranges) : HostPiece(Span)
{
    public override long Count { get; } = Ranges.Aggregate(0L, static (sum, range) => Saturating.Add(sum, range.Count));

    public override int Longest { get; } = Ranges.Max(static range => range.Longest);
}
