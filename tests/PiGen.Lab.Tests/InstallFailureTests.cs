namespace PiGen.Lab.Tests;

/// <summary>Runs in which something fails on the way: all is as it was before, to the byte, or all has happened.</summary>
public sealed class InstallFailureTests : IDisposable
{
    private readonly StandInManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Theory]
    [InlineData("install.sh")]
    [InlineData("uninstall.sh")]
    public void A_run_in_which_any_step_fails_is_rolled_back_or_done(string script)
    {
        Prepare();
        var before = _manager.Left();
        Assert.EndsWith("exit 0\n", _manager.RunIn("new", script), StringComparison.Ordinal);
        var (after, steps, outcomes) = (_manager.Left(), _manager.Steps, new SortedSet<string>());
        for (var step = 1; step <= steps; step++)
        {
            _manager.GoBack();
            _manager.FailAtStep(step);
            var outcome = _manager.RunIn("new", script)[^2..^1];
            _manager.FailNoMore();
            outcomes.Add(outcome);
            if (outcome == "0")
            {
                // What is left of a finished run's journal goes with the next.
                _manager.RunIn("new", "install.sh", "--recover");
            }
            Assert.Equal((step, outcome == "0" ? after : before), (step, _manager.Left()));
        }
        Assert.Equal("0 1 3", string.Join(' ', outcomes));
    }

    [Fact]
    public void A_roll_back_killed_at_any_step_is_finished_by_the_next()
    {
        Prepare();
        _manager.Folder.Write("state/autossh-red3.service.fails", "");
        _manager.Save();
        var before = _manager.Left();
        var steps = _manager.KeepSteps("new", "install.sh");
        Assert.InRange(steps, 20, 200);
        for (var step = 1; step <= steps; step++)
        {
            _manager.GoToStep(step);
            _manager.RunIn("new", "install.sh", "--recover");
            Assert.Equal((step, before), (step, _manager.Left()));
        }
    }

    [Fact]
    public void What_a_unit_left_in_a_folder_that_was_made_for_it_keeps_nothing_from_going_back()
    {
        Prepare();
        var before = _manager.Left();
        _manager.Folder.Write("pack/app.scriban", AppFolder);
        _manager.Render("new", "red[2-3]", "--templates", _manager.Folder["pack"]);
        _manager.Folder.Write("state/autossh-red3.service.fails", "echo here >/var/lib/app/state\n");
        Assert.EndsWith("\nexit 3\n", _manager.RunIn("new", "install.sh"), StringComparison.Ordinal);
        _manager.Shell("rm lib/app/state && rmdir lib/app");
        Assert.Equal(before, _manager.Left());
    }

    private const string AppFolder = """
        +++
        each = "cluster"
        host = manager.name
        path = "/var/lib/app/settings"
        mode = "0644"
        language = "text"
        +++
        settings

        """;

    // Installed are red1, which is to go, and red2, which gets another port; red3 is new.
    private void Prepare()
    {
        _manager.Render("old", "red[1-2]");
        _manager.Render("new", "red[2-3]");
        _manager.RunIn("old", "install.sh");
        _manager.Save();
    }
}
