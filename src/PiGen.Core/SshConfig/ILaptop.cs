using System.Collections.Immutable;

namespace PiGen.Core.SshConfig;

/// <summary>A machine from which a person works, where their ssh_config lies.</summary>
/// <remarks>Paths are absolute, or begin with <c>~/</c>, the home as ssh sees it. What the machine refuses is a <see cref="Failure"/>.</remarks>
public interface ILaptop
{
    /// <summary>The person's home folder, absolute.</summary>
    string Home { get; }

    /// <summary>What is at each path, in the order of the paths, links followed.</summary>
    Task<ImmutableArray<LaptopFile>> LookAsync(IReadOnlyCollection<string> paths, CancellationToken cancellation);

    /// <summary>The paths that a pattern of glob(7) names, in ordinal order, as ssh finds them for an Include.</summary>
    Task<ImmutableArray<string>> FindAsync(string pattern, CancellationToken cancellation);

    /// <summary>Does all steps in order; after a failure those before it are done.</summary>
    Task DoAsync(ImmutableArray<LaptopStep> steps, CancellationToken cancellation);

    /// <summary>What ssh there makes of each name, in the order of the names; it connects to nothing.</summary>
    /// <param name="trial">Which configuration, given a new folder that nobody else can write and that is gone afterwards.</param>
    Task<ImmutableArray<SshAnswer>> AskAsync(
        Func<string, ConfigTrial> trial,
        IReadOnlyCollection<string> names,
        CancellationToken cancellation
    );
}

/// <summary>What <c>ssh -G</c> says about a name.</summary>
/// <param name="Settings">A keyword and its value a line.</param>
public sealed record SshAnswer(int ExitCode, string Settings, string Error);

/// <summary>A configuration to be tried.</summary>
/// <param name="Config">The file that ssh is to read in place of the person's own; null for their own, with the system's after it.</param>
/// <param name="Files">What is to be in the new folder, by paths relative to it, first.</param>
public sealed record ConfigTrial(string? Config, ImmutableArray<TrialFile> Files);

/// <summary>A file of a configuration to be tried.</summary>
public sealed record TrialFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>What is at a path of a laptop.</summary>
public enum LaptopFileKind
{
    /// <summary>Nothing.</summary>
    None,
    File,
    Folder,

    /// <summary>A link that leads nowhere.</summary>
    BrokenLink,

    /// <summary>A device, a pipe, a socket.</summary>
    Other,

    /// <summary>Something that may not be read.</summary>
    Unreadable,
}

/// <summary>Why what is at a path must not be replaced.</summary>
public enum LaptopObstacle
{
    None,

    /// <summary>It is another user's.</summary>
    Foreign,

    /// <summary>It is not to be written, or lies on what cannot be.</summary>
    ReadOnly,

    /// <summary>The folder that it lies in, or would, cannot be written.</summary>
    ReadOnlyFolder,
}

/// <summary>A file of a laptop, as it was when it was looked at.</summary>
/// <param name="Path">As it was asked for.</param>
/// <param name="RealPath">Absolute, after all links: what is to be replaced.</param>
/// <param name="Mode">Permission bits; none for what is not there.</param>
/// <param name="Content">Empty for what is no file.</param>
public sealed record LaptopFile(
    string Path,
    string RealPath,
    LaptopFileKind Kind,
    UnixFileMode Mode,
    ReadOnlyMemory<byte> Content,
    LaptopObstacle Obstacle
)
{
    /// <summary>Whether the path itself is a link.</summary>
    public bool IsLink { get; init; }

    /// <summary>How many names the file has: hard links.</summary>
    public int Names { get; init; } = 1;

    public bool IsThere => Kind != LaptopFileKind.None;

    public bool IsFile => Kind == LaptopFileKind.File;

    public bool Has(ReadOnlySpan<byte> content) => IsFile && Content.Span.SequenceEqual(content);
}
