namespace PiGen.Lab.Tests;

/// <summary>Odd places to start the scripts from, and rights that somebody who looks has not.</summary>
public sealed class InstallPlaceTests : IDisposable
{
    private readonly StandInManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Fact]
    public void A_link_to_the_script_works()
    {
        _manager.Render();
        Directory.CreateDirectory(_manager.Folder["bin/links"]);
        File.CreateSymbolicLink(_manager.Folder["bin/links/go"], "../../output/red/install.sh");
        Assert.EndsWith("\nexit 0\n", _manager.RunAt("bin/links/go"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_folder_with_blanks_and_other_letters_works()
    {
        _manager.Render("a folder's \"name\" \\ $x");
        Assert.EndsWith(
            "\nexit 0\n",
            _manager.RunIn("a folder's \"name\" \\ $x", "install.sh"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(StandInManager.Pending)]
    [InlineData(StandInManager.Record)]
    public void A_dry_run_goes_on_without_what_it_may_not_read(string file)
    {
        _manager.Render("output", "red001");
        _manager.Run("install.sh");
        _manager.Folder.Write(file, "");
        File.SetUnixFileMode(_manager.Folder[file], UnixFileMode.None);
        File.AppendAllText(_manager.Folder["output/red/etc/systemd/system/autossh-red001.service"], "# newer\n");
        Assert.EndsWith(
            """
            would update /etc/systemd/system/autossh-red001.service
            would reload systemd
            would restart autossh-red001.service
            exit 0

            """,
            _manager.RunWithoutRights("output/red/install.sh", "--dry-run"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_uninstall_that_may_not_read_the_record_does_not_say_that_there_is_nothing()
    {
        _manager.Render();
        _manager.Run("install.sh");
        File.SetUnixFileMode(_manager.Folder[StandInManager.Record], UnixFileMode.None);
        Assert.Equal(
            "uninstall.sh: /var/lib/pigen/clusters/default/current/installed cannot be read without root: what follows goes without it\nexit 0\n",
            _manager.RunWithoutRights("output/red/uninstall.sh", "--dry-run")
        );
    }
}
