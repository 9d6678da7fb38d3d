using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>One name of a hostlist, with its ranges: <c>rack[1-2]node[01-03]</c>.</summary>
internal sealed record RangedName(SourceSpan Span, ImmutableArray<NamePiece> Pieces)
{
    /// <summary>How many names it stands for, a repeated one counted again; <see cref="long.MaxValue"/> when there are more.</summary>
    public long Count { get; } = CountNames(Pieces);

    /// <summary>Hands over every name, the leftmost range slowest; the text is gone when <paramref name="visit"/> returns.</summary>
    public void Expand(Action<ReadOnlySpan<char>> visit)
    {
        if (Pieces is [LiteralPiece])
            visit(Span.Text);
        else
            new HostExpansion(Pieces, visit).Run();
    }

    private static long CountNames(ImmutableArray<NamePiece> pieces)
    {
        var product = 1L;
        foreach (var piece in pieces)
        {
            product = Saturating.Multiply(product, piece.Count);
        }
        return product;
    }
}
