using System.Collections.Immutable;

namespace PiGen.Core.SshConfig;

/// <summary>A block as it stands in a person's file.</summary>
/// <param name="Seal">The fingerprint that its begin names.</param>
/// <param name="Lines">With both markers.</param>
public sealed record FoundBlock(string Cluster, string Seal, ImmutableArray<ConfigLine> Lines)
{
    public ConfigLine Begin => Lines[0];

    /// <summary>Whether its lines are as PiGen wrote them.</summary>
    public bool IsIntact => InlineBlock.SealOf(Body) == Seal;

    // In whichever style the file ends its lines, now.
    private string Body =>
        string.Concat(Lines[1..^1].Select(line => string.Concat(line.Span.Text.TrimEnd("\r\n"), "\n")));

    /// <summary>Whether it is what PiGen would write today.</summary>
    internal bool Says(InlineBlock block) => IsIntact && Body == block.Body;
}
