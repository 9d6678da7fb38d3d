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
public sealed record LaptopChange(LaptopChangeKind Kind, string Path)
{
    /// <summary>What the person has to know besides; null for nothing.</summary>
    public string? Remark { get; init; }
}

/// <summary>How a cluster's sections come into a person's ssh_config, or out of it: decided, and not yet done.</summary>
public sealed record LaptopPlan
{
    /// <summary>What the person is shown.</summary>
    public required ImmutableArray<LaptopChange> Changes { get; init; }

    public required ImmutableArray<LaptopStep> Steps { get; init; }

    /// <summary>What brings back the state before, once all steps are done.</summary>
    public required ImmutableArray<LaptopStep> Undo { get; init; }

    /// <summary>The person's ssh_config as it will be; null for none.</summary>
    public required byte[]? Config { get; init; }

    /// <summary>The cluster's own file as it will be; null for none.</summary>
    public required byte[]? Blocks { get; init; }

    /// <summary>Where the person's file before the first install is kept, or would be; null for nowhere.</summary>
    public required LaptopFile? Backup { get; init; }

    /// <summary>Whether it is the person's from now on: it is not what their file is now.</summary>
    public required bool KeepsBackup { get; init; }

    /// <summary>Whether nothing that a person would care about is to be done; to tidy up after a run that was killed may be.</summary>
    public bool IsEmpty => Changes.IsEmpty;
}
