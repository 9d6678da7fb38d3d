using System.Collections.Immutable;
using PiGen.Cli.Files;
using PiGen.Cli.Ssh;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Commands;

/// <summary>The machine that PiGen runs on, as a laptop.</summary>
internal sealed class ThisMachine : ILaptop
{
    private readonly LaptopFiles _files;

    private ThisMachine(string home) => (Home, _files) = (home, new(home));

    public string Home { get; }

    public static async Task<ThisMachine> OpenAsync(CancellationToken cancellation) =>
        new(await SettingsQuery.HomeAsync(cancellation).ConfigureAwait(false));

    public Task<ImmutableArray<LaptopFile>> LookAsync(
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation
    ) => Task.FromResult(paths.Select(_files.Look).ToImmutableArray());

    public Task<ImmutableArray<string>> FindAsync(string pattern, CancellationToken cancellation) =>
        Task.FromResult(_files.Find(pattern));

    public Task DoAsync(ImmutableArray<LaptopStep> steps, CancellationToken cancellation)
    {
        new LaptopSteps(_files).Do(steps);
        return Task.CompletedTask;
    }

    public async Task<ImmutableArray<SshAnswer>> AskAsync(
        Func<string, ConfigTrial> trial,
        IReadOnlyCollection<string> names,
        CancellationToken cancellation
    )
    {
        using var folder = RunFolder.Create();
        var config = LaptopFiles.Fill(folder.Path, trial).Config is { } path ? _files.InPlace(path) : null;
        return await SettingsQuery.AskAsync(config, names, cancellation).ConfigureAwait(false);
    }
}
