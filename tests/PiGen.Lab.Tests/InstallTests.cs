using System.Security.Cryptography;

namespace PiGen.Lab.Tests;

/// <summary>The install script, run for real against a stand-in for systemctl: what it does, in which order, and what it says.</summary>
public sealed class InstallTests : IDisposable
{
    private const string Units = "etc/systemd/system";

    private readonly StandInManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Fact]
    public void A_first_run_installs_enables_and_starts_all()
    {
        _manager.Render();
        Assert.Equal(
            """
            create /etc/systemd/system/autossh-red001.service
            create /etc/systemd/system/autossh-red002.service
            enable autossh-red001.service
            enable autossh-red002.service
            reload systemd
            start autossh-red001.service
            start autossh-red002.service
            exit 0

            """,
            _manager.Run("install.sh")
        );
        Assert.Equal(
            """
            enable autossh-red001.service autossh-red002.service
            daemon-reload
            start autossh-red001.service autossh-red002.service
            """,
            _manager.Calls()
        );
        Assert.Equal(
            _manager.Folder.Read($"output/red/{Units}/autossh-red001.service"),
            _manager.Folder.Read("etc/autossh-red001.service")
        );
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(_manager.Folder["etc/autossh-red001.service"]));
    }

    [Fact]
    public void A_second_run_changes_nothing_and_says_so()
    {
        _manager.Render();
        _manager.Run("install.sh");
        _manager.Calls();
        Assert.EndsWith(
            "\nnothing to do: everything is installed as it lies here\nexit 0\n",
            _manager.Run("install.sh"),
            StringComparison.Ordinal
        );
        Assert.Equal(0, _manager.Steps);
    }

    [Fact]
    public void Only_what_changed_is_restarted()
    {
        _manager.RenderOlder("older", "autossh-red002.service");
        _manager.RunIn("older", "install.sh");
        _manager.Calls();
        _manager.Render();
        Assert.Equal(
            """
            update /etc/systemd/system/autossh-red002.service
            reload systemd
            restart autossh-red002.service
            exit 0

            """,
            _manager.Run("install.sh")
        );
        Assert.Equal("daemon-reload\nrestart autossh-red002.service", _manager.Calls());
    }

    [Fact]
    public void What_is_no_longer_listed_is_taken_away_before_anything_is_placed()
    {
        _manager.Render("older", "red00[1-3]");
        _manager.RunIn("older", "install.sh");
        _manager.Calls();
        _manager.Render("output", "red00[2-3]");
        Assert.Equal(
            """
            stop autossh-red001.service
            disable autossh-red001.service
            remove /etc/systemd/system/autossh-red001.service
            update /etc/systemd/system/autossh-red002.service
            update /etc/systemd/system/autossh-red003.service
            reload systemd
            restart autossh-red002.service
            restart autossh-red003.service
            exit 0

            """,
            _manager.Run("install.sh")
        );
        Assert.Equal(
            """
            stop autossh-red001.service
            disable autossh-red001.service
            daemon-reload
            restart autossh-red002.service autossh-red003.service
            """,
            _manager.Calls()
        );
    }

    [Fact]
    public void Of_two_output_folders_the_last_one_counts()
    {
        _manager.Render();
        _manager.Run("install.sh");
        var once = _manager.Left();
        _manager.Render("other", "blue[1-3]", "--manager", "red");
        _manager.RunIn("other", "install.sh");
        _manager.Run("install.sh");
        Assert.Equal(once, _manager.Left());
    }

    [Fact]
    public void The_record_has_the_sum_and_path_of_each_file()
    {
        _manager.Render("output", "red001");
        _manager.Run("install.sh");
        var sum = SHA256.HashData(File.ReadAllBytes(_manager.Folder["etc/autossh-red001.service"]));
        Assert.Equal(
            $"{Convert.ToHexStringLower(sum)} /etc/systemd/system/autossh-red001.service\n",
            _manager.Folder.Read(StandInManager.Record)
        );
    }

    [Fact]
    public void A_dry_run_says_what_it_would_do_and_does_nothing()
    {
        _manager.Render();
        Assert.Equal(
            """
            would create /etc/systemd/system/autossh-red001.service
            would create /etc/systemd/system/autossh-red002.service
            would enable autossh-red001.service
            would enable autossh-red002.service
            would reload systemd
            would start autossh-red001.service
            would start autossh-red002.service
            exit 0

            """,
            _manager.Run("install.sh", "--dry-run")
        );
        Assert.Equal(("", 0), (_manager.Calls(), Directory.GetFiles(_manager.Folder["etc"]).Length));
    }

    [Fact]
    public void A_missing_file_is_noticed_before_the_first_is_touched()
    {
        _manager.Render();
        File.Delete(_manager.Folder[$"output/red/{Units}/autossh-red002.service"]);
        Assert.EndsWith(
            "/autossh-red002.service is missing: copy the whole folder\nexit 1\n",
            _manager.Run("install.sh"),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(_manager.Folder["etc"]));
    }

    [Fact]
    public void A_program_that_a_unit_needs_is_asked_for_before_the_first_file_is_touched()
    {
        _manager.Render();
        var unit = $"output/red/{Units}/autossh-red002.service";
        _manager.Folder.Write(
            unit,
            _manager.Folder.Read(unit).Replace("/usr/bin/autossh", "/usr/bin/no-such-program", StringComparison.Ordinal)
        );
        Assert.Equal(
            "install.sh: /usr/bin/no-such-program is missing: on Debian, apt-get install no-such-program\nexit 1\n",
            _manager.Run("install.sh")
        );
        Assert.Empty(Directory.GetFiles(_manager.Folder["etc"]));
    }

    [Theory]
    [InlineData("install.sh", "--help")]
    [InlineData("install.sh", "--dry-run", "x")]
    [InlineData("install.sh", "")]
    [InlineData("install.sh", "--wait")]
    [InlineData("install.sh", "--wait", "-1")]
    [InlineData("install.sh", "--wait", "1.5")]
    [InlineData("uninstall.sh", "--force", "--dry")]
    [InlineData("uninstall.sh", "--dryrun")]
    public void An_unknown_argument_shows_the_usage(params string[] command)
    {
        _manager.Render();
        Assert.StartsWith($"{command[0]}: usage: {command[0]} [--dry-run] [--force] ", _manager.Run(command));
    }
}
