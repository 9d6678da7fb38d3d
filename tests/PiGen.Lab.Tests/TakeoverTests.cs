namespace PiGen.Lab.Tests;

/// <summary>The record that an older pigen has left becomes one of the present form, whatever that left undone, and wherever this is cut short.</summary>
public sealed class TakeoverTests : IDisposable
{
    private readonly StandInManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Theory]
    [InlineData("install.sh", "--no-start")]
    [InlineData("install.sh", "--recover")]
    public void The_record_of_an_older_pigen_is_taken_over_by_the_next_run(params string[] command)
    {
        var expected = Deployed();
        _manager.MakeOlder();
        Assert.EndsWith("\nexit 0\n", _manager.RunIn("new", command), StringComparison.Ordinal);
        Assert.Equal(expected, _manager.Left());
    }

    [Fact]
    public void A_takeover_that_is_killed_at_any_step_is_finished_by_the_next_run()
    {
        var expected = Deployed();
        _manager.MakeOlder();
        var steps = _manager.KeepSteps("new", "install.sh", "--recover");
        Assert.InRange(steps, 15, 100);
        for (var step = 1; step <= steps; step++)
        {
            _manager.GoToStep(step);
            _manager.RunIn("new", "install.sh", "--recover");
            Assert.Equal((step, expected), (step, _manager.Left()));
        }
    }

    [Fact]
    public void A_takeover_in_which_any_step_fails_is_finished_by_the_next_run()
    {
        var expected = Deployed();
        _manager.MakeOlder();
        _manager.Save();
        _manager.RunIn("new", "install.sh", "--recover");
        for (var (step, steps) = (1, _manager.Steps); step <= steps; step++)
        {
            _manager.GoBack();
            _manager.FailAtStep(step);
            Assert.Matches(@"exit [01]\n\z", _manager.RunIn("new", "install.sh", "--recover"));
            _manager.FailNoMore();
            _manager.RunIn("new", "install.sh", "--recover");
            Assert.Equal((step, expected), (step, _manager.Left()));
        }
    }

    [Fact]
    public void What_an_older_pigen_was_killed_at_is_rolled_back_or_finished()
    {
        var after = Deployed();
        _manager.RunIn("old", "install.sh", "--force");
        var before = _manager.Left();
        var (steps, outcomes) = (_manager.KeepSteps("new", "install.sh", "--force", "--no-start"), "");
        for (var step = 1; step <= steps; step++)
        {
            _manager.GoToStep(step);
            _manager.MakeOlder();
            _manager.RunIn("new", "install.sh", "--recover");
            var left = _manager.Left();
            outcomes +=
                left == before ? "-"
                : WithoutRunning(left) == WithoutRunning(after) ? "+"
                : $"step {step}:\n{left}\n";
        }
        Assert.Matches(@"\A-{10,}\+{2,}\z", outcomes);
    }

    [Fact]
    public void A_first_deployment_that_an_older_pigen_was_killed_at_leaves_nothing()
    {
        _manager.Render();
        for (var (step, steps) = (1, _manager.KeepSteps("output", "install.sh") - 10); step <= steps; step += 2)
        {
            _manager.GoToStep(step);
            _manager.MakeOlder();
            _manager.Run("install.sh", "--recover");
            Assert.Equal((step, ""), (step, _manager.Left()));
        }
    }

    [Fact]
    public void Going_back_to_what_an_older_pigen_deployed_is_as_going_back_to_what_this_one_did()
    {
        Deployed();
        _manager.Save();
        var back = (_manager.RunAt("new/red/install.sh", "--force", "--back", Before()), _manager.Left());
        _manager.GoBack();
        var number = Before();
        _manager.MakeOlder();
        Assert.Equal(back, (_manager.RunAt("new/red/install.sh", "--force", "--back", number), _manager.Left()));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("../../../../../tmp/x")]
    public void Going_back_leads_to_the_deployment_before_and_nowhere_else(string number)
    {
        var before = Deployed();
        _manager.Folder.Write(StandInManager.Cluster + "/current/before", number == "7" ? "1\n" : number + "\n");
        Assert.EndsWith(
            $"deployment {number} is not the one before the present one\nexit 1\n",
            _manager.RunAt("new/red/install.sh", "--back", number),
            StringComparison.Ordinal
        );
        Assert.NotEmpty(before);
    }

    [Fact]
    public void What_an_older_pigen_deployed_can_be_taken_away()
    {
        Deployed();
        _manager.MakeOlder();
        var would = _manager.RunIn("new", "uninstall.sh", "--dry-run");
        Assert.Equal(would.Replace("would ", "", StringComparison.Ordinal), _manager.RunIn("new", "uninstall.sh"));
        Assert.Equal("somebody's", _manager.Folder.Read("etc/autossh-red2.service"));
        File.Delete(_manager.Folder["etc/autossh-red2.service"]);
        Assert.Equal("", _manager.Left());
    }

    [Theory]
    [InlineData("install.sh")]
    [InlineData("install.sh", "--dry-run")]
    [InlineData("install.sh", "--recover")]
    [InlineData("uninstall.sh")]
    public void What_a_newer_pigen_keeps_is_left_alone(params string[] command)
    {
        Deployed();
        _manager.Folder.Write("lib/pigen/version", "3\n");
        var before = _manager.Left();
        Assert.Equal(
            $"{command[0]}: nothing was changed: /var/lib/pigen is of form 3, and this knows none above 2: a newer pigen has to do it\nexit 1\n",
            _manager.RunIn("old", command)
        );
        Assert.Equal(before, _manager.Left());
    }

    // Of two deployments the second: with something that was taken from others, and a unit that is still to be restarted.
    private string Deployed()
    {
        _manager.Render("old", "red[1-2]");
        _manager.Render("new", "red[2-3]");
        _manager.Folder.Write("etc/autossh-red2.service", "somebody's");
        _manager.RunIn("old", "install.sh", "--force");
        _manager.RunIn("new", "install.sh", "--force", "--no-start");
        _manager.Save();
        return _manager.Left();
    }

    private string Before() => _manager.Folder.Read(StandInManager.Cluster + "/current/before").Trim();

    private static string WithoutRunning(string left) =>
        string.Join('\n', left.Split('\n').Where(line => !line.StartsWith("state/", StringComparison.Ordinal)));
}
