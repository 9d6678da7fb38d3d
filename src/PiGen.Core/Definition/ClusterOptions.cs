using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.Definition;

/// <summary>What a person gave to define a cluster, each value with its place in their text; what they left out is null.</summary>
public sealed record ClusterOptions
{
    /// <summary>All that they wrote, for mistakes that have no place of their own: something is missing.</summary>
    public required SourceSpan Origin { get; init; }

    public SourceText? Workers { get; init; }
    public SourceText? Wlan { get; init; }
    public SourceText? Manager { get; init; }
    public SourceText? ManagerAddress { get; init; }
    public SourceText? User { get; init; }
    public SourceText? Identity { get; init; }
    public SourceText? Port { get; init; }
    public bool NoSsh { get; init; }
    public ImmutableArray<SourceText> Expose { get; init; } = [];

    /// <summary>For what needs no tunnel: the same, without any where nobody said at which address they listen.</summary>
    public ClusterOptions WithTunnelsIfAny() => Wlan is null ? this with { NoSsh = true, Expose = [] } : this;
}
