using System.Collections.Immutable;

namespace PiGen.Core.SshConfig;

/// <summary>What a change of a laptop does to a file or folder, in a word.</summary>
public enum LaptopChangeKind
{
    Create,
    Update,
    Delete,
}

/// <summary>One line of a plan: what becomes of a path.</summary>
public sealed record LaptopChange(LaptopChangeKind Kind, string Path);

/// <summary>How a cluster's sections come into a person's ssh_config, or out of it: decided, and not yet done.</summary>
public sealed record LaptopPlan
{
    /// <summary>What the person is shown.</summary>
    public required ImmutableArray<LaptopChange> Changes { get; init; }

    public required ImmutableArray<LaptopStep> Steps { get; init; }

    /// <summary>What brings back the state before, however far the steps have come.</summary>
    public required ImmutableArray<LaptopStep> Undo { get; init; }

    /// <summary>The person's ssh_config as it will be; null for none.</summary>
    public required byte[]? Config { get; init; }

    /// <summary>The cluster's own file as it will be; null for none.</summary>
    public required byte[]? Blocks { get; init; }

    /// <summary>Whether nothing that a person would care about is to be done; to tidy up after a run that was killed may be.</summary>
    public bool IsEmpty => Changes.IsEmpty;
}
