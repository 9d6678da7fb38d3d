using PiGen.Cli.Files;
using PiGen.Core.Rendering;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

public sealed class RenderCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Output => _folder["output"];

    [Fact]
    public void Each_artifact_and_each_forward_is_shown() =>
        Assert.Equal(
            """
            created    red/etc/systemd/system/autossh-red001.service
            created    red/etc/systemd/system/autossh-red002.service
            created    red/install.sh
            created    laptop/ssh_config.forward
            created    laptop/ssh_config.jump
            created    red/uninstall.sh
            red.local:8001 → red001:22
            red.local:8002 → red002:22

            """,
            Pigen.Render(Output).Out
        );

    [Fact]
    public void A_second_render_changes_nothing_and_keeps_times()
    {
        Pigen.Render(Output);
        var before = Times();
        var answer = Pigen.Render(Output);
        Assert.Equal(before, Times());
        Assert.All(answer.Out.Split('\n')[..6], line => Assert.StartsWith("unchanged", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_worker_less_is_files_less()
    {
        Pigen.Render(Output, "--expose", "80:8080");
        var answer = Pigen.Run("render", "--workers", "red001", "--wlan", "192.168.1.24", "--output", Output);
        Assert.Equal(
            """
            unchanged  red/etc/systemd/system/autossh-red001.service
            updated    red/install.sh
            updated    laptop/ssh_config.forward
            updated    laptop/ssh_config.jump
            unchanged  red/uninstall.sh
            removed    red/etc/systemd/system/autossh-red002.service
            removed    red/etc/systemd/system/autossh-red001-80.service
            removed    red/etc/systemd/system/autossh-red002-80.service
            red.local:8001 → red001:22

            """,
            answer.Out
        );
        Assert.Equal(
            ["autossh-red001.service"],
            Directory.GetFiles(Path.Combine(Output, "red/etc/systemd/system")).Select(Path.GetFileName)
        );
    }

    [Fact]
    public void Folders_that_a_render_empties_are_removed()
    {
        Pigen.Render(Output);
        Pigen.Render(Output, "--manager", "blue");
        Assert.False(Directory.Exists(Path.Combine(Output, "red")));
    }

    [Fact]
    public void A_file_of_somebody_elses_stays()
    {
        _folder.Write("output/red/etc/notes.txt", "mine");
        Pigen.Render(Output);
        Pigen.Render(Output, "--manager", "blue");
        Assert.Equal("mine", _folder.Read("output/red/etc/notes.txt"));
    }

    [Fact]
    public void A_deleted_file_is_rendered_again()
    {
        Pigen.Render(Output);
        File.Delete(Path.Combine(Output, "red/install.sh"));
        Assert.Contains("created    red/install.sh", Pigen.Render(Output).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_whose_mode_was_changed_gets_it_back()
    {
        Pigen.Render(Output);
        File.SetUnixFileMode(Path.Combine(Output, "red/install.sh"), UnixFileMode.UserRead);
        Assert.Contains("updated    red/install.sh", Pigen.Render(Output).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("022")]
    [InlineData("077")]
    public void A_mode_is_exact_whatever_the_umask(string umask)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no modes here");
        var render = PigenProgram.Command("render", "--workers", "red[1-9]", "--wlan", "10.0.0.1", "--output", Output);
        var answer = RealProgram.Run("sh", ["-c", $"umask {umask}; exec \"$@\"", "sh", .. render]);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Equal(["0644", "0755"], ModesBelow("red"));
    }

    [Fact]
    public void A_mode_is_exact_whatever_an_access_list_leaves_to_others()
    {
        Directory.CreateDirectory(Output);
        Assert.SkipUnless(
            AccessRights.TrySet(Output, "system.posix_acl_default", AccessRights.OwnersAlone),
            "no access lists here"
        );
        Pigen.Render(Output);
        Assert.Equal(["0644", "0755"], ModesBelow("red"));
    }

    [Theory]
    [InlineData("PG0515", "")]
    [InlineData("PG0517", "/proc/nowhere/output")]
    public void A_folder_that_cannot_be_written_is_pointed_at(string code, string output)
    {
        var answer = Pigen.Run("render", "--workers", "red1", "--wlan", "10.0.0.1", "--output", output);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.StartsWith($"error {code}: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains("--> --output", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_makes_room_for_a_folder_and_a_folder_for_a_file()
    {
        WriteTemplate("/etc/foo");
        Pigen.Render(Output, "--templates", _folder["mine"]);
        WriteTemplate("/etc/foo/bar");
        Pigen.Render(Output, "--templates", _folder["mine"]);
        Assert.Equal("red\n", _folder.Read("output/red/etc/foo/bar"));
        WriteTemplate("/etc/foo");
        Pigen.Render(Output, "--templates", _folder["mine"]);
        Assert.Equal("red\n", _folder.Read("output/red/etc/foo"));
    }

    [Fact]
    public void Two_renders_at_once_do_not_meet()
    {
        Directory.CreateDirectory(Output);
        using var held = new FileStream(
            Path.Combine(Output, ".pigen-lock"),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None
        );
        var answer = Pigen.Run("render", "--workers", "red1", "--wlan", "10.0.0.1", "--output", Output);
        Assert.Equal(
            (1, true),
            (answer.ExitCode, answer.Error.Contains("another pigen is at work", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void First_renders_that_meet_in_a_new_folder_leave_one_of_them_whole()
    {
        var answers = new System.Collections.Concurrent.ConcurrentBag<Answer>();
        Parallel.For(
            1,
            9,
            workers =>
                answers.Add(
                    Pigen.Run("render", "--workers", $"red[1-{workers}]", "--wlan", "10.0.0.1", "--output", Output)
                )
        );
        Assert.Contains(answers, answer => answer.ExitCode == 0);
        Assert.All(
            answers.Where(answer => answer.ExitCode != 0),
            answer => Assert.Contains("another pigen is at work", answer.Error, StringComparison.Ordinal)
        );
        var units = _folder.Files().Count(file => file.EndsWith(".service", StringComparison.Ordinal));
        var again = Pigen.Run("render", "--workers", $"red[1-{units}]", "--wlan", "10.0.0.1", "--output", Output);
        Assert.Equal(
            units + 4,
            again.Out.Split('\n').Count(line => line.StartsWith("unchanged", StringComparison.Ordinal))
        );
    }

    // RENAME_NOREPLACE is not known to NFS and others; shared folders of virtual machines have no hard links either.
    [Theory]
    [InlineData("inject=linkat:error=EPERM")]
    [InlineData("inject=linkat:error=EOPNOTSUPP")]
    [InlineData("trace=renameat2")]
    public void A_file_system_that_knows_no_flag_of_a_rename_is_rendered_into(string inject)
    {
        Assert.SkipWhen(RealProgram.Missing("strace") is not null, "not installed: strace");
        Pigen.Render(_folder["expected"], "--expose", "80:8080");
        Pigen.Render(Output);
        string[] strace = ["-f", "-qq", "-o", "/dev/null", "-e", "inject=renameat2:error=EINVAL", "-e", inject];
        string[] render = ["render", "--workers", "red00[1-2]", "--wlan", "192.168.1.24", "--expose", "80:8080"];
        var answer = RealProgram.Run("strace", [.. strace, .. PigenProgram.Command([.. render, "--output", Output])]);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        var files = FolderMoments.Listing(_folder["expected"]);
        Assert.Equal(files, FolderMoments.Listing(Output));
    }

    [Fact]
    public void More_folders_than_are_held_open_at_once_are_rendered_changed_and_emptied()
    {
        var deep = string.Join('/', Enumerable.Range(1, 40).Select(level => $"folder-{level}"));
        _folder.Write(
            "mine/motd.scriban",
            $"+++\neach = \"worker\"\nhost = worker.name\npath = \"/{deep}/motd\"\nmode = \"0640\"\nlanguage = \"text\"\n+++\n"
                + "{{ worker.name }} of {{ workers.size }}\n"
        );
        string[] render = ["render", "--no-ssh", "--manager", "m", "--templates", _folder["mine"], "--output", Output];
        Assert.Equal("", Pigen.Run([.. render, "--workers", "red[1-99]"]).Error);
        Assert.Equal("", Pigen.Run([.. render, "--workers", "red[2-98]"]).Error);
        Assert.Equal("red50 of 97\n", _folder.Read($"output/red50/{deep}/motd"));
        Assert.Equal(97, Directory.GetDirectories(Output, "red*").Length);
        Assert.Equal("", Pigen.Run([.. render[..^4], "--output", Output, "--workers", "red[2-98]"]).Error);
        Assert.Empty(Directory.GetDirectories(Output, "red*"));
    }

    [Fact]
    public void The_lock_is_a_file_that_nobody_else_can_open()
    {
        using var held = FolderLock.Take(_folder.Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder[FolderLock.Name]));
    }

    [Fact]
    public void A_render_that_was_killed_when_all_was_done_is_cleared_away()
    {
        Pigen.Render(Output);
        var before = _folder.Snapshot();
        _folder.Write("output/.pigen-done/old/red/install.sh", "old");
        Pigen.Render(Output);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void Templates_of_ones_own_are_laid_over_the_built_in_ones_file_by_file()
    {
        _folder.Write(
            "mine/ssh_config.jump.scriban",
            "+++\neach = \"cluster\"\nhost = \"laptop\"\npath = \"jump\"\nmode = \"0600\"\nlanguage = \"text\"\n+++\n{{ manager.name }}!\n"
        );
        Pigen.Render(Output, "--templates", _folder["mine"]);
        Assert.Equal(
            ["laptop/jump", "laptop/ssh_config.forward"],
            _folder.Files().Where(file => file.Contains("laptop")).Select(file => file["output/".Length..])
        );
        Assert.Equal("red!\n", _folder.Read("output/laptop/jump"));
    }

    [Fact]
    public void A_new_template_is_a_new_artifact_that_the_install_script_puts_in_place()
    {
        _folder.Write(
            "mine/motd.scriban",
            "+++\neach = \"worker\"\nhost = manager.name\npath = \"/etc/motd.d/\" + worker.name\nmode = \"0640\"\nlanguage = \"text\"\n+++\n{{ worker.name }} is number {{ worker.index }}\n"
        );
        Pigen.Render(Output, "--templates", _folder["mine"]);
        Assert.Equal("red002 is number 1\n", _folder.Read("output/red/etc/motd.d/red002"));
        Assert.Contains("\n0640 /etc/motd.d/red002\n", _folder.Read("output/red/install.sh"), StringComparison.Ordinal);
    }

    private void WriteTemplate(string path) =>
        _folder.Write(
            "mine/foo.scriban",
            $"+++\neach = \"cluster\"\nhost = manager.name\npath = \"{path}\"\nmode = \"0644\"\nlanguage = \"text\"\n+++\n{{{{ manager.name }}}}\n"
        );

    private IEnumerable<string> ModesBelow(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Output, folder), "*", SearchOption.AllDirectories)
            .Select(file => FileModes.Format(File.GetUnixFileMode(file)))
            .Distinct()
            .Order(StringComparer.Ordinal);

    private Dictionary<string, DateTime> Times() =>
        _folder.Files().ToDictionary(file => file, file => File.GetLastWriteTimeUtc(_folder[file]));
}
