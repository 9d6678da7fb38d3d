using System.Diagnostics;
using PiGen.Cli.Commands;
using PiGen.Cli.Files;
using PiGen.Core.SshConfig;
using PiGen.Core.Tests.Keys;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>An editor of the person's that writes their ssh_config while PiGen does, here and on another laptop: no edit is lost.</summary>
public sealed class SshConfigEditorTests : IDisposable
{
    private static readonly string[] Cluster = ["--workers", "red00[1-2]"];

    private readonly TemporaryFolder _folder = new();

    public SshConfigEditorTests()
    {
        Assert.SkipWhen(RealProgram.Missing("ssh", "sh") is not null, "not installed: ssh");
        _folder.Write("home/.ssh/config", "Host web\n");
    }

    private string Home => _folder["home"];

    private string Config => _folder["home/.ssh/config"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("printf '# edit\\n' >>config")]
    [InlineData("cp config config.new; printf '# edit\\n' >>config.new; mv config.new config")]
    public async Task An_edit_made_while_the_disk_is_slow_is_kept_and_told(string edit)
    {
        Assert.SkipWhen(RealProgram.Missing("strace") is not null, "not installed: strace");
        string[] slowly =
        [
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=fsync",
            "-e",
            "inject=fsync:delay_enter=300000",
        ];
        string[] pigen = PigenProgram.Command(["ssh-config", "install", .. Cluster, "--yes", "--config", Config]);
        using var run = Process.Start(
            new ProcessStartInfo("strace", [.. slowly, .. pigen]) { RedirectStandardError = true }
        )!;
        while (!File.Exists(ConfigPlaces.Beside(Config)) && !run.HasExited)
        {
            await Task.Yield();
        }
        Assert.Equal(0, RealProgram.Run("sh", "-euc", $"cd \"$1\"; {edit}", "sh", _folder["home/.ssh"]).ExitCode);
        var error = await run.StandardError.ReadToEndAsync(Cancellation);
        await run.WaitForExitAsync(Cancellation);
        Assert.Equal((1, "Host web\n# edit\n"), (run.ExitCode, File.ReadAllText(Config)));
        Assert.Contains("config was changed meanwhile", error, StringComparison.Ordinal);
        Assert.Equal([".ssh/config"], [.. _folder.Files().Select(file => file["home/".Length..])]);
    }

    [Fact]
    public void A_file_system_that_can_exchange_no_files_is_told_and_nothing_is_changed()
    {
        Assert.SkipWhen(RealProgram.Missing("strace") is not null, "not installed: strace");
        string[] strace =
        [
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "inject=renameat2:error=EINVAL",
            "-e",
            "inject=linkat:error=EPERM",
        ];
        string[] pigen = PigenProgram.Command(["ssh-config", "install", .. Cluster, "--yes", "--config", Config]);
        var answer = RealProgram.Run("strace", [.. strace, .. pigen]);
        Assert.Equal((1, "Host web\n"), (answer.ExitCode, File.ReadAllText(Config)));
        Assert.Contains(
            "its file system can neither exchange two files nor has it hard links",
            answer.Error,
            StringComparison.Ordinal
        );
        Assert.Equal([".ssh/config"], [.. _folder.Files().Select(file => file["home/".Length..])]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_edit_here_is_lost(bool inPlace)
    {
        var laptop = await ThisMachine.OpenAsync(Cancellation);
        await ProveAsync(laptop, inPlace, rounds: 60, pace: 60);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_edit_on_another_laptop_is_lost(bool inPlace)
    {
        var laptop = await RemoteLaptop.OpenAsync(new LocalShell(Home), Cancellation);
        await ProveAsync(laptop, inPlace, rounds: 20, pace: 700);
    }

    // The editor goes on until PiGen has come and gone that often, or was told each time that somebody else was at work.
    private async Task ProveAsync(ILaptop laptop, bool inPlace, int rounds, int pace)
    {
        var sections = Pigen.Run(["ssh-config", "show", .. Cluster]).Out;
        using var over = new CancellationTokenSource();
        var edits = Task.Run(() => EditOn(inPlace, pace, over.Token), Cancellation);
        var done = 0;
        for (var round = 0; round < rounds || done == 0; round++)
        {
            done += await TryAsync(laptop, done % 2 == 0 ? sections : null) ? 1 : 0;
        }
        await over.CancelAsync();
        var last = await edits;
        string[] files = [Config, .. Directory.GetFiles(_folder["home/.ssh"], "config.pigen-kept*")];
        Assert.Equal(
            [],
            Enumerable
                .Range(1, last)
                .Select(edit => $"# edit {edit}")
                .Except(files.SelectMany(File.ReadAllLines), StringComparer.Ordinal)
        );
    }

    /// <summary>Whether it was done.</summary>
    private async Task<bool> TryAsync(ILaptop laptop, string? sections)
    {
        var places = ConfigPlaces.Of(Config, PersonsSshFolder.Home);
        var state = await LaptopState.ReadAsync(laptop, places, "red", Cancellation);
        var plan = new LaptopGoal(sections, IsInline: false, IsForced: false).Plan(state, path => path, [])!;
        try
        {
            await laptop.DoAsync(plan.Steps, Cancellation);
            return true;
        }
        catch (NothingDone failure)
        {
            Assert.Contains("changed meanwhile", failure.Message, StringComparison.Ordinal);
            return false;
        }
    }

    private int EditOn(bool inPlace, int pace, CancellationToken over)
    {
        var edit = 0;
        while (!over.IsCancellationRequested)
        {
            edit++;
            if (inPlace)
            {
                File.AppendAllText(Config, $"# edit {edit}\n");
            }
            else
            {
                File.WriteAllText(Config + ".new", $"{File.ReadAllText(Config)}# edit {edit}\n");
                File.Move(Config + ".new", Config, overwrite: true);
            }
            Thread.Sleep(edit * 7919 % pace);
        }
        return edit;
    }
}
