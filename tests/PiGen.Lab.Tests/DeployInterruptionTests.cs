using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>The client, the connection or the manager is gone in the middle: all of one cluster is deployed, or all of the other.</summary>
public abstract class DeployInterruptionTests : DeployTests
{
    protected Steps Steps { get; }

    /// <summary>At which of the manager's steps something happens: each, or each second one and so on.</summary>
    protected virtual int Stride => 1;

    protected DeployInterruptionTests(Lab lab, string transport)
        : base(lab, transport)
    {
        Steps = new(lab.Manager);
        Deployed(Old);
    }

    [Fact]
    public void Undeploy_runs_nothing_of_a_first_deployment_that_was_never_checked()
    {
        var folder = "/var/lib/pigen/clusters/default/deployments/9";
        Lab.Manager.Do("mkdir", "-p", folder + "/files", "/var/lib/pigen/deployments/1");
        Lab.Manager.WriteFile(folder + "/files/install.sh", "touch /etc/ran\n");
        Lab.Manager.WriteFile("/var/lib/pigen/deployments/1/install.sh", "touch /etc/ran\n");
        var answer = Run("undeploy", "--yes", "--output", Old.Output);
        Assert.Equal(
            (0, 1, 1),
            (
                answer.ExitCode,
                Lab.Manager.Run("test", "-e", "/etc/ran").ExitCode,
                Lab.Manager.Run("test", "-e", "/var/lib/pigen").ExitCode
            )
        );
    }

    [Fact]
    public void A_client_that_is_killed_at_each_step_leaves_something_whole() =>
        Assert.Equal("", EachStep(deploy => deploy.Kill()));

    [Fact]
    public void A_connection_that_is_cut_at_each_step_leaves_something_whole() =>
        Assert.Equal("", EachStep(_ => Faults.CutConnections()));

    [Fact]
    public void A_manager_that_loses_its_power_at_every_other_step_is_repaired_by_the_next_deploy() =>
        Assert.Equal(
            "",
            EachStep(
                _ =>
                {
                    Lab.Manager.Kill();
                    Lab.Manager.Start();
                },
                isTheEnd: true,
                stride: 2
            )
        );

    [Fact]
    public void A_manager_that_is_rebooted_on_the_way_comes_back_whole()
    {
        var old = State();
        Steps.HoldAt(20);
        using var deploy = StartDeploy(New);
        Assert.True(Steps.WaitUntilHeld(deploy));
        Lab.Manager.Reboot();
        deploy.Wait();
        // It may have to say that it rolled the other one back first, if the client gave up before the manager was up again.
        Assert.Equal(0, Deploy(New).ExitCode);
        Assert.Equal((New.Traffic, ""), (Traffic(), LeftBehind()));
        Deployed(Old);
        Assert.Equal(old, State());
    }

    [Fact]
    public void A_client_that_is_killed_while_it_sends_leaves_nothing_after_the_next_deploy()
    {
        var old = State();
        foreach (var bytes in (int[])[0, 1_000, 5_000, 20_000])
        {
            Steps.HoldSendingAfter(bytes);
            using var deploy = StartDeploy(New);
            Assert.True(Steps.WaitUntilHeld(deploy));
            deploy.Kill();
            Assert.Equal(old, State());
        }
        Steps.HoldAt(0);
        Deployed(New);
        Assert.Equal((New.Traffic, ""), (Traffic(), LeftBehind()));
    }

    [Fact]
    public void A_wire_that_is_pulled_is_noticed_and_the_manager_goes_on()
    {
        Lab.Laptop.Configure("Host *\n  ServerAliveInterval 1\n  ServerAliveCountMax 2\n");
        Steps.HoldAt(20);
        using var deploy = StartDeploy(New);
        Assert.True(Steps.WaitUntilHeld(deploy));
        Lab.Network.JoinLaptop(false);
        var answer = deploy.Wait();
        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains("connection", answer.Error, StringComparison.Ordinal);
        Steps.LetGo();
        WaitUntilIdle();
        Lab.Network.JoinLaptop(true);
        EventuallyCarries(New);
        Deployed(New);
        Assert.Equal("", LeftBehind());
    }

    // Deploys one cluster over the other and back; at the first step, the next time at a later one, something happens. Tells
    // at which of them one of both was not whole afterwards, or, if the transaction itself ended there, after the next deploy.
    private string EachStep(Action<RunningProgram> happen, bool isTheEnd = false, int stride = 1)
    {
        var (from, fromState, to) = (Old, State(), New);
        Deployed(New);
        var (toState, wrong) = (State(), "");
        Deployed(Old);
        for (var step = 1; ; step += stride * Stride)
        {
            Steps.HoldAt(step);
            using var deploy = StartDeploy(to);
            if (!Steps.WaitUntilHeld(deploy))
            {
                return step > 10 ? wrong : $"only {step} steps: {deploy.Wait()}";
            }
            var name = $"{step} {Steps.Taken[^1]}";
            happen(deploy);
            Steps.LetGo();
            WaitUntilIdle();
            var next = isTheEnd || State() == fromState ? Deploy(to) : null;
            var left = LeftAfter(next);
            wrong += State() == toState && left == "" ? "" : $"{name}: {left}\n{next}\n{State()}\n";
            EventuallyCarries(to);
            (from, to, fromState, toState) = (to, from, toState, fromState);
        }
    }

    // What was sent is taken away by whoever sends next: where there is nothing left to do, that is nobody yet.
    private string LeftAfter(Answer? next) =>
        next?.Out.StartsWith("nothing to do: ", StringComparison.Ordinal) != true
            ? LeftBehind()
            : string.Concat(
                LeftBehind()
                    .Split('\n')
                    .Where(path => !path.StartsWith("/home/pi/.pigen-stage.", StringComparison.Ordinal))
            );
}
