using PiGen.Cli.Commands;
using PiGen.Cli.Files;
using PiGen.Core.SshConfig;
using PiGen.Core.Tests.Keys;
using PiGen.Templating.Text;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>What an install and a remove do to the files of a person, and what they leave alone: here, and by the script that does it on another laptop.</summary>
public sealed class SshConfigFilesTests : IDisposable
{
    private static readonly string[] Cluster = ["--workers", "red00[1-2]"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _sections = Pigen.Run(["ssh-config", "show", .. Cluster]).Out;
    private bool _isMounted;

    public SshConfigFilesTests()
    {
        Assert.SkipWhen(RealProgram.Missing("ssh", "sh") is not null, "not installed: ssh");
        Directory.CreateDirectory(_folder["home/.ssh"]);
    }

    private string Config => _folder["home/.ssh/config"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (_isMounted)
        {
            RealProgram.Run("umount", _folder["home/.ssh"]);
        }
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_that_was_kept_is_never_written_over_nor_deleted(bool isRemote)
    {
        var laptop = await LaptopAsync(isRemote);
        _folder.Write("home/.ssh/config", "Host first\n");
        await DoAsync(laptop, _sections);
        File.AppendAllText(Config, "Host second\n");
        await DoAsync(laptop, sections: null);
        await DoAsync(laptop, _sections);
        Assert.Equal("Host first\nHost second\n", _folder.Read("home/.ssh/config.pigen-backup.1"));
        await DoAsync(laptop, sections: null);
        Assert.Equal([".ssh/config", ".ssh/config.pigen-backup"], Files());
        Assert.Equal("Host first\n", _folder.Read("home/.ssh/config.pigen-backup"));
    }

    [Theory]
    [InlineData(false, "secret")]
    [InlineData(true, "secret")]
    [InlineData(false, "nowhere")]
    [InlineData(true, "nowhere")]
    public async Task A_link_in_the_place_of_the_copy_is_not_followed(bool isRemote, string target)
    {
        var laptop = await LaptopAsync(isRemote);
        _folder.Write("home/.ssh/config", "Host web\n");
        _folder.Write("home/secret", "secret\n");
        File.CreateSymbolicLink(Config + ".pigen-backup", $"../{target}");
        await DoAsync(laptop, _sections);
        Assert.Equal("Host web\n", _folder.Read("home/.ssh/config.pigen-backup.1"));
        await DoAsync(laptop, sections: null);
        Assert.Equal("secret\n", _folder.Read("home/secret"));
        Assert.Equal(
            [".ssh/config", ".ssh/config.pigen-backup -> ../" + target, "secret"],
            Files(Path.GetRelativePath(_folder["home"], Config + ".pigen-backup"))
        );
    }

    [Theory]
    [InlineData(false, "echo mine >.ssh/config.d/pigen-red.conf")]
    [InlineData(true, "echo mine >.ssh/config.d/pigen-red.conf")]
    [InlineData(false, "echo mine >other; ln -s ../../other .ssh/config.d/pigen-red.conf")]
    [InlineData(true, "echo mine >other; ln -s ../../other .ssh/config.d/pigen-red.conf")]
    [InlineData(false, "ln -s ../../nowhere .ssh/config.d/pigen-red.conf")]
    [InlineData(true, "ln -s ../../nowhere .ssh/config.d/pigen-red.conf")]
    [InlineData(false, "echo mine >.ssh/.pigen-made")]
    [InlineData(true, "echo mine >other; ln -s ../other .ssh/.pigen-made")]
    public async Task What_PiGen_did_not_write_is_in_its_way_even_if_all_is_agreed_to(bool isRemote, string preparation)
    {
        var laptop = await LaptopAsync(isRemote);
        Prepare($"mkdir .ssh/config.d; {preparation}");
        var diagnostics = new DiagnosticBag();
        Assert.Null(await PlanAsync(laptop, _sections, diagnostics));
        Assert.StartsWith("PG0733", Mistakes.Of(diagnostics), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Access_list_attributes_and_mode_are_kept_on_the_way_there_and_back(bool isRemote)
    {
        var laptop = await LaptopAsync(isRemote);
        _folder.Write("home/.ssh/config", "Host web\n");
        File.SetUnixFileMode(Config, (UnixFileMode)Convert.ToInt32("600", 8));
        Assert.SkipUnless(
            AccessRights.TrySet(Config, AccessRights.AccessList, AccessRights.ReadableByOneMore)
                && AccessRights.TrySet(Config, "user.origin", "dotfiles"u8.ToArray()),
            "this file system has no access lists"
        );
        var before = Rights(Config);
        Assert.StartsWith("640 02000000", before, StringComparison.Ordinal);
        await DoAsync(laptop, _sections);
        Assert.Equal((before, before), (Rights(Config), Rights(Config + ".pigen-backup")));
        await DoAsync(laptop, sections: null);
        Assert.Equal((before, "Host web\n"), (Rights(Config), File.ReadAllText(Config)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_file_takes_nothing_over_that_its_folder_would_grant(bool isRemote)
    {
        var laptop = await LaptopAsync(isRemote);
        _folder.Write("home/.ssh/config", "Host web\n");
        File.SetUnixFileMode(Config, (UnixFileMode)Convert.ToInt32("640", 8));
        Assert.SkipUnless(
            AccessRights.TrySet(_folder["home/.ssh"], "system.posix_acl_default", AccessRights.ReadableByOneMore),
            "this file system has no access lists"
        );
        await DoAsync(laptop, _sections);
        Assert.Equal("640  ", Rights(Config));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task At_no_moment_may_others_read_what_they_could_not(bool isRemote)
    {
        Assert.SkipWhen(HaltedProgram.WhyNot is not null, HaltedProgram.WhyNot ?? "");
        _folder.Write("home/.ssh/config", "Host web\n");
        File.SetUnixFileMode(Config, (UnixFileMode)Convert.ToInt32("600", 8));
        var seen = new HashSet<string>();
        string[] paths = [Config, ConfigPlaces.Beside(Config), ConfigPlaces.Beside(Config + ".pigen-backup")];
        if (isRemote)
        {
            var shell = new LocalShell(_folder["home"]) { LooksAt = paths };
            var laptop = await RemoteLaptop.OpenAsync(shell, Cancellation);
            var plan = await PlanAsync(laptop, _sections, []);
            shell.Look = Look;
            await laptop.DoAsync(plan!.Steps, Cancellation);
        }
        else
        {
            await HaltedProgram.RunAsync(
                PigenProgram.Command(["ssh-config", "install", .. Cluster, "--yes", "--config", Config]),
                [],
                ReadOnlyMemory<byte>.Empty,
                Look,
                paths
            );
        }
        Assert.NotEmpty(seen);
        Assert.DoesNotContain(seen, file => !file.EndsWith("00", StringComparison.Ordinal));

        void Look() =>
            seen.UnionWith(
                Directory
                    .GetFiles(_folder["home/.ssh"])
                    .Select(file => $"{file} {Convert.ToString((int)File.GetUnixFileMode(file), 8)}")
            );
    }

    [Fact]
    public void Other_names_of_the_file_are_told_before_they_are_left_behind()
    {
        _folder.Write("home/.ssh/config", "Host web\n");
        Prepare("ln .ssh/config mine");
        var answer = Pigen.Run(["ssh-config", "install", .. Cluster, "--dry-run", "--config", Config]);
        Assert.Contains(
            $"update     {Config}\n           it has another name (a hard link), which keeps what is in it now\n",
            answer.Out,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(false, ":")]
    [InlineData(true, ":")]
    [InlineData(false, "mkdir .ssh/config.d; echo 'Host web' >.ssh/config")]
    [InlineData(true, "mkdir .ssh/config.d; echo 'Host web' >.ssh/config")]
    public async Task A_full_disk_changes_nothing_and_that_is_said(bool isRemote, string preparation)
    {
        Assert.SkipWhen(Environment.UserName != "root", "needs root, for a small disk");
        var small = RealProgram.Run("mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "none", _folder["home/.ssh"]);
        Assert.SkipWhen(small.ExitCode != 0, $"no small disk here: {small.Error}");
        _isMounted = true;
        Prepare($"{preparation}; cat /dev/zero >.ssh/full 2>/dev/null || :");
        var before = FolderMoments.Listing(_folder["home"]);
        if (isRemote)
        {
            var laptop = await LaptopAsync(isRemote);
            var failure = await Assert.ThrowsAsync<NothingDone>(() => DoAsync(laptop, _sections));
            Assert.StartsWith("nothing was changed: ", failure.Message, StringComparison.Ordinal);
        }
        else
        {
            var answer = Pigen.Run(["ssh-config", "install", .. Cluster, "--yes", "--config", Config]);
            Assert.StartsWith($"error: nothing was changed: {Config[..^6]}", answer.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("pigen-backup", answer.Error, StringComparison.Ordinal);
            Assert.Equal(1, answer.ExitCode);
        }
        Assert.Equal(before, FolderMoments.Listing(_folder["home"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_written_into_a_folder_of_PiGens_before_it_goes_stays_where_it_is(bool isRemote)
    {
        Prepare("rmdir .ssh");
        var laptop = await LaptopAsync(isRemote);
        await DoAsync(laptop, _sections);
        var removal = await PlanAsync(laptop, sections: null, []);
        _folder.Write("home/.ssh/known_hosts", "mine\n");
        await laptop.DoAsync(removal!.Steps, Cancellation);
        Assert.Equal([".ssh/known_hosts"], Files());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_written_into_a_folder_of_PiGens_while_it_goes_is_back_where_it_was(bool isRemote)
    {
        Prepare("rmdir .ssh");
        await DoAsync(await LaptopAsync(isRemote), _sections);
        // As a program does that has had the folder open since before.
        Assert.True(await RunHaltedAsync(isRemote, installs: false, ".ssh.pigen-new", "echo mine >known_hosts"));
        Assert.Equal([".ssh/known_hosts"], Files());
    }

    [Theory]
    [InlineData(false, "install")]
    [InlineData(true, "install")]
    [InlineData(false, "remove")]
    [InlineData(true, "remove")]
    public async Task What_goes_with_the_last_cluster_is_decided_by_those_that_are_there_by_then(
        bool isRemote,
        string meanwhile
    )
    {
        var laptop = await LaptopAsync(isRemote);
        await DoAsync(laptop, _sections);
        if (meanwhile == "remove")
        {
            Change("install");
        }
        var removal = await PlanAsync(laptop, sections: null, []);
        Change(meanwhile);
        var before = FolderMoments.Listing(_folder["home"]);
        var failure = await Assert.ThrowsAsync<NothingDone>(() => laptop.DoAsync(removal!.Steps, Cancellation));
        Assert.Contains("config.d was changed meanwhile", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, FolderMoments.Listing(_folder["home"]));

        void Change(string verb) =>
            Assert.Equal(
                0,
                Pigen.Run(["ssh-config", verb, "--workers", "blue1", "--yes", "--config", Config]).ExitCode
            );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_all_names_of_a_copy_are_taken_that_is_said_if_one_is_needed(bool isRemote)
    {
        const string taken = "cd .ssh; for n in '' $(seq -f .%.0f 99); do echo mine >config.pigen-backup$n; done";
        Prepare($"{taken}; echo 'Host web' >config");
        var laptop = await LaptopAsync(isRemote);
        var before = FolderMoments.Listing(_folder["home"]);
        var diagnostics = new DiagnosticBag();
        Assert.Null(await PlanAsync(laptop, _sections, diagnostics));
        Assert.Contains(
            $"{Config}.pigen-backup and all to {Config}.pigen-backup.99 are there",
            diagnostics.Single().Message,
            StringComparison.Ordinal
        );
        await DoAsync(laptop, sections: null);
        Assert.Equal(before, FolderMoments.Listing(_folder["home"]));
        File.Delete(Config);
        before = FolderMoments.Listing(_folder["home"]);
        await DoAsync(laptop, _sections);
        await DoAsync(laptop, sections: null);
        Assert.Equal(before, FolderMoments.Listing(_folder["home"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_lock_lies_where_somebody_else_could_hold_one(bool isRemote)
    {
        Prepare("chmod 1777 .; echo 'Host web' >.ssh/config");
        var before = FolderMoments.Listing(_folder["home"]);
        string[] locks = [_folder["home/.pigen-lock"], _folder["home/.ssh/.pigen-lock"]];
        var seen = new HashSet<string>();
        Assert.True(await RunHaltedAsync(isRemote, installs: true, Look, [.. locks, _folder["home/.ssh"]]));
        Assert.True(await RunHaltedAsync(isRemote, installs: false, Look, [.. locks, _folder["home/.ssh"]]));
        Assert.Equal([locks[1]], seen);
        Assert.Equal(before, FolderMoments.Listing(_folder["home"]));

        void Look() => seen.UnionWith(locks.Where(File.Exists));
    }

    [Fact]
    public void What_the_system_forbids_is_not_put_down_to_a_full_disk()
    {
        Assert.SkipWhen(Environment.UserName != "root", "needs root, for an attribute");
        _folder.Write("home/.ssh/config", "Host web\n");
        Assert.SkipWhen(RealProgram.Run("chattr", "+a", Config).ExitCode != 0, "this file system has no attributes");
        try
        {
            var answer = Pigen.Run(["ssh-config", "install", .. Cluster, "--yes", "--config", Config]);
            Assert.Contains("attributes (lsattr)", answer.Error, StringComparison.Ordinal);
            Assert.Equal([".ssh/config"], Files());
        }
        finally
        {
            RealProgram.Run("chattr", "-a", Config);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_way_back_takes_away_no_folder_that_somebody_has_written_into(bool isRemote)
    {
        Prepare("rmdir .ssh");
        // PiGen wants a folder of that name.
        Assert.False(await RunHaltedAsync(isRemote, installs: true, ".ssh", "echo mine >known_hosts; echo >config.d"));
        Assert.Equal([".ssh/config.d", ".ssh/known_hosts"], Files());
    }

    [Theory]
    [InlineData(false, ":", "warning")]
    [InlineData(true, ":", "warning")]
    [InlineData(false, "rmdir .ssh", "error")]
    [InlineData(true, "rmdir .ssh", "error")]
    public async Task What_a_run_has_left_of_the_persons_is_told_and_kept(
        bool isRemote,
        string preparation,
        string kind
    )
    {
        Prepare(
            $"{preparation}; mkdir .ssh.pigen-new; echo mine >.ssh.pigen-new/known_hosts; : >.ssh.pigen-new/.pigen-made"
        );
        var laptop = await LaptopAsync(isRemote);
        var diagnostics = new DiagnosticBag();
        var plan = await PlanAsync(laptop, _sections, diagnostics);
        var told = Assert.Single(diagnostics, one => one.Code == "PG0741");
        Assert.Equal((kind, kind == "error"), ($"{told.Severity}".ToLowerInvariant(), plan is null));
        if (plan is not null)
        {
            await laptop.DoAsync(plan.Steps, Cancellation);
            await laptop.DoAsync((await PlanAsync(laptop, sections: null, []))!.Steps, Cancellation);
        }
        Assert.Equal("mine\n", _folder.Read("home/.ssh.pigen-new/known_hosts"));
    }

    /// <summary>Runs a script in a folder as soon as it is there. Whether the change was made.</summary>
    private async Task<bool> RunHaltedAsync(bool isRemote, bool installs, string folder, string script)
    {
        var (path, hasRun) = (_folder[$"home/{folder}"], false);
        var isDone = await RunHaltedAsync(isRemote, installs, Look, path);
        Assert.True(hasRun);
        return isDone;

        void Look()
        {
            if (!hasRun && Directory.Exists(path))
            {
                Prepare($"cd {folder}; {script}");
                hasRun = true;
            }
        }
    }

    private async Task<bool> RunHaltedAsync(bool isRemote, bool installs, Action look, params string[] paths)
    {
        Assert.SkipWhen(HaltedProgram.WhyNot is not null, HaltedProgram.WhyNot ?? "");
        try
        {
            await (isRemote ? RunThereAsync() : RunHereAsync());
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        Task RunHereAsync()
        {
            var verb = installs ? "install" : "remove";
            var command = PigenProgram.Command(["ssh-config", verb, .. Cluster, "--yes", "--config", Config]);
            return HaltedProgram.RunAsync(command, [], ReadOnlyMemory<byte>.Empty, look, paths);
        }

        async Task RunThereAsync()
        {
            var shell = new LocalShell(_folder["home"]) { LooksAt = paths };
            var laptop = await RemoteLaptop.OpenAsync(shell, Cancellation);
            var plan = await PlanAsync(laptop, installs ? _sections : null, []);
            shell.Look = look;
            await laptop.DoAsync(plan!.Steps, Cancellation);
        }
    }

    private static string Rights(string path) => AccessRights.Of(path, "user.origin");

    private async Task<ILaptop> LaptopAsync(bool isRemote) =>
        isRemote
            ? await RemoteLaptop.OpenAsync(new LocalShell(_folder["home"]), Cancellation)
            : await ThisMachine.OpenAsync(Cancellation);

    private async Task DoAsync(ILaptop laptop, string? sections)
    {
        var diagnostics = new DiagnosticBag();
        var plan = await PlanAsync(laptop, sections, diagnostics);
        Assert.Equal("", Mistakes.Of(diagnostics));
        await laptop.DoAsync(plan!.Steps, Cancellation);
    }

    private async Task<LaptopPlan?> PlanAsync(ILaptop laptop, string? sections, DiagnosticBag diagnostics)
    {
        var state = await LaptopState.ReadAsync(
            laptop,
            ConfigPlaces.Of(Config, PersonsSshFolder.Home),
            "red",
            Cancellation
        );
        return new LaptopGoal(sections, IsInline: false, IsForced: true).Plan(state, path => path, diagnostics);
    }

    private void Prepare(string script) =>
        Assert.Equal(
            0,
            RealProgram.Run("sh", "-euc", "umask 077; cd \"$1\"; " + script, "sh", _folder["home"]).ExitCode
        );

    private string[] Files(params string[] links) =>
        [
            .. _folder
                .Files()
                .Select(file => file["home/".Length..])
                .Except(links)
                .Concat(links.Select(link => $"{link} -> {new FileInfo(_folder[$"home/{link}"]).LinkTarget}"))
                .Order(StringComparer.Ordinal),
        ];
}
