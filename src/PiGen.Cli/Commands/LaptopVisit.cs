using System.Collections.Immutable;
using PiGen.Cli.Files;
using PiGen.Core.SshConfig;
using PiGen.Ssh.OpenSsh;

namespace PiGen.Cli.Commands;

/// <summary>A laptop whose ssh_config a verb is about.</summary>
/// <param name="Name">As the person named it; empty for this machine.</param>
internal sealed record LaptopVisit(ILaptop Laptop, string Name, ConfigPlaces Places, IAsyncDisposable? Connection)
    : IAsyncDisposable
{
    public string Title => Name.Length == 0 ? "this machine" : Name;

    /// <summary>A path as the person would write it, with the laptop before it where that is another one.</summary>
    public string Shown(string path)
    {
        var home = Laptop.Home.TrimEnd('/') + "/";
        var near = path.StartsWith(home, StringComparison.Ordinal) ? $"~/{path[home.Length..]}" : path;
        return Name.Length == 0 ? near : $"{Name}:{near}";
    }

    public ValueTask DisposeAsync() => Connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The machine that PiGen runs on, as a laptop.</summary>
internal sealed class ThisMachine : ILaptop
{
    private readonly LaptopFiles _files;

    private ThisMachine(string home) => (Home, _files) = (home, new(home));

    public string Home { get; }

    public static async Task<ThisMachine> OpenAsync(CancellationToken cancellation) =>
        new(await SettingsQuery.HomeAsync(cancellation));

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
        return await SettingsQuery.AskAsync(config, names, cancellation);
    }
}
