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
