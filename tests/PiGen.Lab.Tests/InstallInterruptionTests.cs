namespace PiGen.Lab.Tests;

/// <summary>A run that failed, was killed, or is started from some odd place: the next one always puts it right.</summary>
public sealed class InstallInterruptionTests : IDisposable
{
    private const int MoreStepsThanAnyRunHas = 200;

    private readonly StandInManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Fact]
    public void After_a_late_failure_only_what_is_still_due_is_restarted()
    {
        _manager.RenderOlder("older", "autossh-red001.service", "autossh-red002.service");
        _manager.RunIn("older", "install.sh");
        _manager.Folder.Write("state/autossh-red002.service.fails", "");
        _manager.Render();
        _manager.Run("install.sh");
        File.Delete(_manager.Folder["state/autossh-red002.service.fails"]);
        _manager.Calls();
        _manager.Run("install.sh");
        Assert.Equal("restart autossh-red002.service", _manager.Calls());
    }

    [Fact]
    public void A_run_killed_at_any_step_is_finished_by_the_next()
    {
        Prepare();
        _manager.RunIn("new", "install.sh");
        var expected = _manager.Left();
        Assert.Equal("", EachStep("new", "install.sh", "new", "install.sh", expected));
    }

    [Fact]
    public void A_run_killed_at_any_step_is_undone_by_one_from_the_folder_before()
    {
        Prepare();
        var expected = _manager.Left();
        Assert.Equal("", EachStep("new", "install.sh", "old", "install.sh", expected));
    }

    [Fact]
    public void An_uninstall_killed_at_any_step_is_finished_by_the_next()
    {
        Prepare();
        Assert.Equal("", EachStep("new", "uninstall.sh", "new", "uninstall.sh", ""));
    }

    [Fact]
    public void An_install_killed_at_any_step_can_be_uninstalled()
    {
        Prepare();
        Assert.Equal("", EachStep("new", "install.sh", "old", "uninstall.sh", ""));
    }

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
            "uninstall.sh: /var/lib/pigen/installed cannot be read without root: what follows goes without it\nexit 0\n",
            _manager.RunWithoutRights("output/red/uninstall.sh", "--dry-run")
        );
    }

    // Installed are red1, which is to go, and red2, which gets another port; red3 is new.
    private void Prepare()
    {
        _manager.Render("old", "red[1-2]");
        _manager.Render("new", "red[2-3]");
        _manager.RunIn("old", "install.sh");
        _manager.Save();
    }

    // Kills a run at its first step, its second, and so on, has another one follow, and tells at which steps that is not as expected.
    private string EachStep(string killed, string script, string next, string nextScript, string expected)
    {
        var wrong = "";
        for (var step = 1; step < MoreStepsThanAnyRunHas; step++)
        {
            _manager.GoBack();
            _manager.KillAtStep(step);
            var first = _manager.RunIn(killed, script);
            _manager.KillNoMore();
            var second = _manager.RunIn(next, nextScript);
            if (_manager.Left() != expected)
            {
                wrong += $"step {step}:\n{first}{second}{_manager.Left()}\n";
            }
            if (first.EndsWith("exit 0\n", StringComparison.Ordinal))
            {
                return step > 10 ? wrong : $"only {step} steps";
            }
        }
        return wrong + "no run came to its end";
    }
}
