using System.Collections.Immutable;
using PiGen.Core.Hosts;

namespace PiGen.Core.Model;

/// <summary>A manager, the workers behind it and the forwards that lead to them: valid by construction.</summary>
public sealed record Cluster
{
    /// <summary>What the laptops' artifacts are kept under; no manager has this name.</summary>
    public const string Laptop = "laptop";

    /// <summary>The manifest's name in the output folder; no host's folder has it.</summary>
    public const string ManifestName = "pigen.json";

    public required Manager Manager { get; init; }

    public required NodeSet Workers { get; init; }

    /// <summary>In the order of their listen blocks: ssh first, then each exposed port, worker by worker.</summary>
    public required ImmutableArray<Forward> Forwards { get; init; }
}
