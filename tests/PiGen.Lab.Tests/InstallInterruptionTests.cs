namespace PiGen.Lab.Tests;

/// <summary>A run that was killed: the next one always puts it right.</summary>
public sealed class InstallInterruptionTests : IDisposable
{
    private readonly StandInManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Fact]
    public void A_run_killed_at_any_step_is_finished_by_the_next()
    {
        Prepare();
        _manager.RunIn("new", "install.sh");
        var expected = _manager.Left();
        _manager.GoBack();
        Assert.Equal("", EachStep("install.sh", "new", ["install.sh"], expected, stride: 3));
    }

    [Fact]
    public void A_run_killed_at_any_step_before_the_last_is_undone_by_recover()
    {
        Prepare();
        var before = _manager.Left();
        _manager.RunIn("new", "install.sh");
        var after = _manager.Left();
        _manager.GoBack();
        var outcomes = "";
        for (var (step, steps) = (1, _manager.KeepSteps("new", "install.sh")); step <= steps; step++)
        {
            _manager.GoToStep(step);
            _manager.RunIn("new", "install.sh", "--recover");
            var left = _manager.Left();
            outcomes +=
                left == before ? "-"
                : left == after ? "+"
                : $"step {step}:\n{left}\n";
        }
        Assert.Matches(@"\A-{10,}\+{2,}\z", outcomes);
    }

    [Fact]
    public void A_run_killed_at_any_step_is_undone_by_one_from_the_folder_before()
    {
        Prepare();
        Assert.Equal("", EachStep("install.sh", "old", ["install.sh"], _manager.Left(), stride: 4));
    }

    [Fact]
    public void An_uninstall_killed_at_any_step_is_finished_by_the_next()
    {
        Prepare();
        Assert.Equal("", EachStep("uninstall.sh", "new", ["uninstall.sh"], "", stride: 2));
    }

    [Fact]
    public void An_install_killed_at_any_step_can_be_uninstalled()
    {
        Prepare();
        Assert.Equal("", EachStep("install.sh", "old", ["uninstall.sh"], "", stride: 4));
    }

    // Installed are red1, which is to go, and red2, which gets another port; red3 is new.
    private void Prepare()
    {
        _manager.Render("old", "red[1-2]");
        _manager.Render("new", "red[2-3]");
        _manager.RunIn("old", "install.sh");
        _manager.Save();
    }

    // Ends a run at its first step, some steps later, and so on, has another one follow, and tells at which steps what is
    // left then is not as expected.
    private string EachStep(string script, string next, string[] nextCommand, string expected, int stride)
    {
        var (steps, wrong) = (_manager.KeepSteps("new", script), "");
        for (var step = 1; step <= steps; step += stride)
        {
            _manager.GoToStep(step);
            var said = _manager.RunIn(next, nextCommand);
            if (_manager.Left() != expected)
            {
                wrong += $"step {step}:\n{said}{_manager.Left()}\n";
            }
        }
        return steps > 10 ? wrong : $"only {steps} steps";
    }
}
