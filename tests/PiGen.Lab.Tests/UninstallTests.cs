namespace PiGen.Lab.Tests;

/// <summary>The uninstall script: it takes away what the record says, whichever folder that came from.</summary>
public sealed class UninstallTests : IDisposable
{
    private readonly StandInManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Fact]
    public void It_is_the_mirror_of_the_install_script()
    {
        _manager.Render();
        _manager.Run("install.sh");
        Assert.Equal(
            """
            stop autossh-red001.service
            stop autossh-red002.service
            disable autossh-red001.service
            disable autossh-red002.service
            remove /etc/systemd/system/autossh-red001.service
            remove /etc/systemd/system/autossh-red002.service
            reload systemd
            exit 0

            """,
            _manager.Run("uninstall.sh")
        );
        Assert.Equal("", _manager.Left());
    }

    [Fact]
    public void A_second_run_has_nothing_to_do()
    {
        _manager.Render();
        _manager.Run("install.sh");
        _manager.Run("uninstall.sh");
        Assert.Equal("nothing to do: nothing of this is installed\nexit 0\n", _manager.Run("uninstall.sh"));
    }

    [Fact]
    public void It_takes_away_what_another_folder_installed()
    {
        _manager.Render("other", "blue[1-3]", "--manager", "red");
        _manager.RunIn("other", "install.sh");
        _manager.Render();
        _manager.Run("uninstall.sh");
        Assert.Equal("", _manager.Left());
    }

    [Fact]
    public void Its_dry_run_says_the_same_and_does_nothing()
    {
        _manager.Render();
        _manager.Run("install.sh");
        _manager.Calls();
        var before = _manager.Left();
        var would = _manager.Run("uninstall.sh", "--dry-run");
        Assert.Equal((before, ""), (_manager.Left(), _manager.Calls()));
        Assert.Equal(would.Replace("would ", "", StringComparison.Ordinal), _manager.Run("uninstall.sh"));
    }

    [Fact]
    public void A_unit_whose_file_is_gone_is_stopped_and_its_links_are_taken_away()
    {
        _manager.Render("output", "red001");
        _manager.Run("install.sh");
        File.Delete(_manager.Folder["etc/autossh-red001.service"]);
        Assert.Equal(
            "stop autossh-red001.service\ndisable autossh-red001.service\nreload systemd\nexit 0\n",
            _manager.Run("uninstall.sh")
        );
        Assert.Empty(Directory.GetFileSystemEntries(_manager.Folder["etc"]));
    }

    [Fact]
    public void Folders_that_had_to_be_made_go_when_they_are_empty()
    {
        _manager.Folder.Write("pack/note.scriban", Note("/var/lib/some notes/of it's/red"));
        _manager.Folder.Write("pack/other.scriban", Note("/var/lib/kept/with/red"));
        _manager.Render("output", "red001", "--templates", _manager.Folder["pack"]);
        _manager.Run("install.sh");
        _manager.Folder.Write("lib/kept/mine", "");
        _manager.Run("uninstall.sh");
        Assert.Equal(
            [_manager.Folder["lib/kept"], _manager.Folder["lib/kept/mine"]],
            Directory.GetFileSystemEntries(_manager.Folder["lib"], "*", SearchOption.AllDirectories).Order()
        );
    }

    [Fact]
    public void What_was_owed_to_units_is_forgotten()
    {
        _manager.RenderOlder("older", "autossh-red001.service");
        _manager.RunIn("older", "install.sh");
        _manager.Render();
        _manager.Run("install.sh", "--no-start");
        Assert.Equal("autossh-red001.service\n", _manager.Folder.Read(StandInManager.Pending));
        _manager.Run("uninstall.sh");
        Assert.Equal("", _manager.Left());
    }

    private static string Note(string path) =>
        $"""
            +++
            each = "cluster"
            host = manager.name
            path = "{path}"
            mode = "0644"
            language = "text"
            +++
            note

            """;
}
