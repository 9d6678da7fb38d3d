using PiGen.Cli.Commands;
using PiGen.Cli.Files;
using PiGen.Core.SshConfig;
using PiGen.Core.Tests.Keys;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>
/// A change of a person's ssh_config, killed at each of the calls that change files: the program itself on this machine, and
/// the script that does it on another laptop, which is this one's sh.
/// </summary>
public sealed class SshConfigCrashTests : IDisposable
{
    private const string Theirs = "Host web\n  Port 2222";

    private static readonly string[] Cluster = ["--workers", "red00[1-2]"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _sections = Pigen.Run(["ssh-config", "show", .. Cluster]).Out;
    private readonly ConfigPlaces _places;

    public SshConfigCrashTests()
    {
        Assert.SkipWhen(HaltedProgram.WhyNot is not null, HaltedProgram.WhyNot ?? "");
        Assert.SkipWhen(RealProgram.Missing("ssh") is not null, "not installed: ssh");
        Directory.CreateDirectory(Home);
        // By its whole path: the home of who runs the tests is another one, and stays as it is.
        _places = ConfigPlaces.Of($"{Home}/.ssh/config", PersonsSshFolder.Home);
        Assert.StartsWith(Home, _places.Config, StringComparison.Ordinal);
    }

    private string Backup => ConfigPlaces.Backups(_places.Config).First();

    private string Home => _folder["home"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_kills_it_here_ssh_reads_one_of_the_two_and_the_next_run_goes_on(bool isThere)
    {
        var laptop = await ThisMachine.OpenAsync(Cancellation);
        await ProveAsync(laptop, isThere, (sections, look) => RunProgramAsync(sections is not null, look));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_kills_it_on_another_laptop_ssh_reads_one_of_the_two_and_the_next_run_goes_on(
        bool isThere
    )
    {
        var shell = new LocalShell(Home) { LooksAt = Paths() };
        var laptop = await RemoteLaptop.OpenAsync(shell, Cancellation);
        await ProveAsync(laptop, isThere, RunScriptAsync);

        async Task RunScriptAsync(string? sections, Action look)
        {
            var plan = await PlanAsync(laptop, sections);
            shell.Look = look;
            await laptop.DoAsync(plan.Steps, Cancellation);
            shell.Look = null;
        }
    }

    private async Task ProveAsync(ILaptop laptop, bool isThere, Func<string?, Action, Task> run)
    {
        if (isThere)
        {
            _folder.Write("home/.ssh/config", Theirs);
        }
        var before = FolderMoments.Listing(Home);
        await ProveAsync(laptop, _sections, run);
        await ProveAsync(laptop, sections: null, run);
        Assert.Equal(before, FolderMoments.Listing(Home));
    }

    /// <summary>Leaves what an uninterrupted run leaves.</summary>
    private async Task ProveAsync(ILaptop laptop, string? sections, Func<string?, Action, Task> run)
    {
        using var moments = new FolderMoments(Home, laptop is ThisMachine ? null : ".pigen-new");
        moments.Look();
        var before = ReadBySsh();
        await run(sections, moments.Look);
        var (after, done) = (ReadBySsh(), FolderMoments.Listing(Home));
        Assert.NotEqual(before, after);
        foreach (var moment in moments.Replay())
        {
            Assert.Contains(ReadBySsh(), (string[])[before, after]);
            await laptop.DoAsync((await PlanAsync(laptop, sections)).Steps, Cancellation);
            Assert.Equal($"after call {moment}\n{done}", $"after call {moment}\n{FolderMoments.Listing(Home)}");
        }
    }

    // What lies in config.d and is not included is nothing to ssh.
    private string ReadBySsh()
    {
        var config = Text("config");
        return
            config.StartsWith("Include ", StringComparison.Ordinal)
            || config.Contains("\nInclude ", StringComparison.Ordinal)
            ? config + Text("config.d/pigen-red.conf")
            : config;

        string Text(string name) =>
            File.Exists(_folder[$"home/.ssh/{name}"]) ? _folder.Read($"home/.ssh/{name}") : "none";
    }

    private async Task<LaptopPlan> PlanAsync(ILaptop laptop, string? sections)
    {
        var state = await LaptopState.ReadAsync(laptop, _places, "red", Cancellation);
        return new LaptopGoal(sections, IsInline: false, IsForced: false).Plan(state, path => path, [])!;
    }

    private Task RunProgramAsync(bool installs, Action look)
    {
        string[] verb = installs ? ["install", .. Cluster] : ["remove", "--manager", "red"];
        var temporary = Directory.CreateDirectory(_folder["tmp"]).FullName;
        return HaltedProgram.RunAsync(
            PigenProgram.Command(["ssh-config", .. verb, "--yes", "--config", _places.Config]),
            new() { ["TMPDIR"] = temporary },
            ReadOnlyMemory<byte>.Empty,
            look,
            Paths()
        );
    }

    // All that is ever changed: to stop at each call of a whole program would take minutes.
    private string[] Paths() =>
        [
            _places.Folder,
            _places.Config,
            Backup,
            _places.Record,
            _places.BlocksFolder,
            _places.Blocks("red"),
            .. _places.Temporaries("red", Backup),
            .. _places.Locks,
        ];
}
