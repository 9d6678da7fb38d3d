namespace PiGen.Lab.Tests;

/// <summary>What the install script makes of a unit's state: enabled for good, running, and told about when it fails.</summary>
public sealed class InstallUnitTests : IDisposable
{
    private readonly StandInManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Theory]
    [InlineData("enabled-runtime", "enable autossh-red001.service\ndaemon-reload")]
    [InlineData("linked-runtime", "enable autossh-red001.service\ndaemon-reload")]
    [InlineData("disabled", "enable autossh-red001.service\ndaemon-reload")]
    [InlineData("static", "")]
    [InlineData("indirect", "")]
    [InlineData("alias", "")]
    [InlineData("generated", "")]
    public void What_is_not_enabled_for_good_is_enabled(string answer, string calls)
    {
        _manager.Render();
        _manager.Run("install.sh");
        _manager.Calls();
        File.Delete(_manager.Folder["etc/multi-user.target.wants/autossh-red001.service"]);
        _manager.Folder.Write("state/autossh-red001.service.answer", answer + "\n");
        _manager.Run("install.sh");
        Assert.Equal(calls, _manager.Calls());
    }

    [Fact]
    public void A_unit_that_only_waits_for_its_next_try_is_started()
    {
        _manager.Render();
        _manager.Run("install.sh");
        _manager.Folder.Write("state/autossh-red001.service.retries", "");
        _manager.Folder.Write("state/autossh-red001.service.fails", "");
        Assert.Equal(
            """
            start autossh-red001.service
            last words of --no-pager --quiet --lines=20 --unit=autossh-red001.service
            install.sh: systemctl start failed; the lines above are the last of what is to blame
            roll back /var/lib/pigen/clusters/default/deployments/2
            reload systemd
            install.sh: failed, and rolled back: everything is as it was before
            exit 3

            """,
            _manager.Run("install.sh")
        );
    }

    [Fact]
    public void A_unit_that_cannot_be_enabled_is_left_to_what_starts_it()
    {
        _manager.Folder.Write(
            "pack/tidy.scriban",
            """
            +++
            each = "cluster"
            host = manager.name
            path = "/etc/systemd/system/tidy.service"
            mode = "0644"
            language = "systemd"
            +++
            [Service]
            ExecStart=/bin/true

            """
        );
        _manager.Render("output", "red1", "--no-ssh", "--expose", "80:8080", "--templates", _manager.Folder["pack"]);
        Assert.Equal(
            """
            create /etc/systemd/system/autossh-red1-80.service
            create /etc/systemd/system/tidy.service
            enable autossh-red1-80.service
            reload systemd
            start autossh-red1-80.service
            exit 0

            """,
            _manager.Run("install.sh")
        );
    }

    [Fact]
    public void A_unit_that_does_not_start_is_told_with_its_last_words_and_all_is_rolled_back()
    {
        _manager.Render();
        _manager.Folder.Write("state/autossh-red001.service.fails", "");
        Assert.Equal(
            """
            create /etc/systemd/system/autossh-red001.service
            create /etc/systemd/system/autossh-red002.service
            enable autossh-red001.service
            enable autossh-red002.service
            reload systemd
            start autossh-red001.service
            start autossh-red002.service
            last words of --no-pager --quiet --lines=20 --unit=autossh-red001.service
            install.sh: systemctl start failed; the lines above are the last of what is to blame
            roll back /var/lib/pigen/clusters/default/deployments/1
            stop autossh-red002.service
            reload systemd
            install.sh: failed, and rolled back: everything is as it was before
            exit 3

            """,
            _manager.Run("install.sh")
        );
    }
}
