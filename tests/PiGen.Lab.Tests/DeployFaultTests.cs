using System.Diagnostics;
using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>The manager cannot do what it is asked to: it goes on as it was, and says why.</summary>
public abstract class DeployFaultTests : DeployTests
{
    private const string Unit = "[Service]\nType=exec\nExecStart={0}\n[Install]\nWantedBy=multi-user.target\n";
    private readonly string _old;

    protected DeployFaultTests(Lab lab, string transport)
        : base(lab, transport)
    {
        Deployed(Old);
        _old = State();
    }

    [Theory]
    [InlineData("/home/pi")]
    [InlineData("/var/lib/pigen")]
    [InlineData("/etc/systemd/system")]
    public void On_a_full_disk_it_works_as_a_whole_or_not_at_all(string folder)
    {
        Faults.GiveDiskOfItsOwn(folder);
        Faults.Fill(folder, 0);
        var full = State();
        var answer = Deploy(New);
        for (var free = 8_192; answer.ExitCode != 0; free *= 4)
        {
            Assert.Matches("No space left|see whether its disk is full", answer.Error);
            Assert.Equal((full, Old.Traffic), (State(), Traffic()));
            Faults.Fill(folder, free);
            full = State();
            answer = Deploy(New);
        }
        Faults.Empty(folder);
        Assert.Equal((New.Traffic, ""), (Traffic(), LeftBehind()));
    }

    [Fact]
    public void On_a_read_only_file_system_everything_goes_on_as_it_was_until_the_next_deploy()
    {
        var before = (_old, Process(Same), Process(Changed));
        Faults.MakeReadOnly("/etc");
        var answer = Deploy(New);
        Faults.MakeWritable("/etc");
        Assert.Contains("Read-only file system", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, (State(), Process(Same), Process(Changed)));
        Assert.Equal(0, Deploy(New).ExitCode);
        Assert.Equal((New.Traffic, ""), (Traffic(), LeftBehind()));
    }

    [Theory]
    [InlineData("/bin/false")]
    [InlineData("/bin/sleep infinity\nUser=nobody-of-that-name")]
    public void A_unit_that_cannot_start_has_all_rolled_back(string program)
    {
        Folder.Write("pack/broken.scriban", Template("broken", program));
        var broken = Cluster("broken", "", "red001", "--expose", "80:9080", "--templates", Folder["pack"]);
        var answer = Deploy(broken);
        Assert.Equal((3, _old, ""), (answer.ExitCode, State(), LeftBehind()));
        Assert.Contains("broken.service", answer.Error, StringComparison.Ordinal);
        EventuallyCarries(Old);
    }

    [Fact]
    public void A_port_that_another_program_holds_is_told_before_anything_is_changed()
    {
        var processes = Process(Same) + Process(Changed);
        TakePort();
        var answer = Deploy(New);
        Assert.Equal((1, _old), (answer.ExitCode, State()));
        Assert.Contains("9080", answer.Error, StringComparison.Ordinal);
        Assert.Equal((processes, ""), (Process(Same) + Process(Changed), LeftBehind()));
    }

    [Fact]
    public void A_port_that_another_program_takes_on_the_way_has_all_rolled_back()
    {
        var steps = new Steps(Lab.Manager);
        var before = State();
        steps.HoldAt(20);
        using var deploy = StartDeploy(New);
        Assert.True(steps.WaitUntilHeld(deploy));
        TakePort();
        steps.LetGo();
        var answer = deploy.Wait();
        Assert.Equal((3, before, ""), (answer.ExitCode, State(), LeftBehind()));
        Assert.Contains("9080", answer.Error, StringComparison.Ordinal);
        Lab.Manager.Do("systemctl", "stop", "other.service");
        EventuallyCarries(Old);
    }

    [Fact]
    public void A_worker_that_is_off_is_waited_for_and_a_failure_only_if_that_is_asked_for()
    {
        Deployed(New);
        var before = State();
        Lab.Red002.GoDown();
        var refused = Deploy(Old, "--require-up", "--wait", "2");
        Assert.Equal((3, before, ""), (refused.ExitCode, State(), LeftBehind()));
        EventuallyCarries(New);
        var answer = Deploy(Old, "--wait", "2");
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("waiting autossh-red002.service 192.168.1.24:8002", answer.Out, StringComparison.Ordinal);
        Lab.Red002.ComeUp();
        EventuallyCarries(Old);
    }

    [Fact]
    public void Of_two_deploys_at_once_the_second_waits_for_the_first()
    {
        var steps = new Steps(Lab.Manager);
        steps.HoldAt(20);
        using var first = StartDeploy(New);
        Assert.True(steps.WaitUntilHeld(first));
        using var second = StartDeploy(Old);
        Eventually.Equal(2, Deployments, Patience);
        steps.LetGo();
        Assert.Equal((0, 0), (first.Wait().ExitCode, second.Wait().ExitCode));
        Assert.Equal((Old.Traffic, ""), (Traffic(), LeftBehind()));
    }

    [Fact]
    public void A_plan_that_was_looked_at_before_another_deploy_is_not_carried_out()
    {
        string[] command = ["deploy", "--output", Cluster("other", "", "red002").Output];
        using var second = Lab.Laptop.StartOnTerminal(PigenProgram.Command(command));
        second.WaitFor("?");
        Deployed(New);
        var before = State();
        second.Type("y\n");
        var answer = second.Wait();
        Assert.Equal((1, before, ""), (answer.ExitCode, State(), LeftBehind()));
        Assert.Contains("meanwhile", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_is_years_wrong_changes_nothing()
    {
        Faults.SetClockWrong();
        Deployed(New);
        Assert.Equal((New.Traffic, ""), (Traffic(), LeftBehind()));
        Assert.StartsWith("nothing to do: ", Deploy(New).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_slow_wire_a_hundred_files_do_not_take_a_round_trip_each()
    {
        var many = Cluster("many", "", "red001", "--no-ssh", "--expose", "1000-1099:9000");
        using var wire = SlowWire.Lay(Lab.Laptop, TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();
        var answer = Deploy(many, "--no-start");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private void TakePort()
    {
        Lab.Manager.Do("systemd-run", "--quiet", "--unit=other", Worker.Web, LabNetwork.ManagerAddress, "9080", "mine");
        Eventually.Equal("mine", () => Page(9080), Patience);
    }

    private static string Template(string name, string program) =>
        $"""
            +++
            each = "cluster"
            host = manager.name
            path = "/etc/systemd/system/{name}.service"
            mode = "0644"
            language = "systemd"
            +++
            {Unit.Replace("{0}", program, StringComparison.Ordinal)}
            """;
}
