namespace PiGen.Lab.Tests;

/// <summary>A run that was killed: the next one always puts it right.</summary>
public sealed class InstallInterruptionTests : IDisposable
{
    private const int MoreStepsThanAnyRunHas = 200;

    // Each of these tests tries every third step, to be done in time.
    private const int Stride = 3;

    private readonly StandInManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Fact]
    public void A_run_killed_at_any_step_is_finished_by_the_next()
    {
        Prepare();
        _manager.RunIn("new", "install.sh");
        var expected = _manager.Left();
        Assert.Equal("", EachStep("new", "install.sh", "new", "install.sh", expected));
    }

    [Fact]
    public void A_run_killed_at_any_step_before_the_last_is_undone_by_recover()
    {
        Prepare();
        var before = _manager.Left();
        _manager.RunIn("new", "install.sh");
        var after = _manager.Left();
        _manager.GoBack();
        for (var step = 1; step < MoreStepsThanAnyRunHas; step += Stride)
        {
            _manager.GoBack();
            _manager.KillAtStep(step);
            var killed = _manager.RunIn("new", "install.sh");
            _manager.KillNoMore();
            var recovered = _manager.RunIn("new", "install.sh", "--recover");
            var isDone = !recovered.Contains("roll back", StringComparison.Ordinal) && _manager.Left() == after;
            Assert.Equal((step, isDone ? after : before), (step, _manager.Left()));
            if (killed.EndsWith("exit 0\n", StringComparison.Ordinal))
            {
                return;
            }
        }
        Assert.Fail("no run came to its end");
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
        for (var step = 1; step < MoreStepsThanAnyRunHas; step += Stride)
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
