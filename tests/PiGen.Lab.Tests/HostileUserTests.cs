using PiGen.Lab.Tests.Hosts;

namespace PiGen.Lab.Tests;

/// <summary>Another user of the manager, mallory, who would like to stop deployments, or to have root do something else.</summary>
[Collection<FaultLab>]
public sealed class HostileUserTests : DeployTests
{
    public HostileUserTests(Lab lab)
        : base(lab)
    {
        Lab.Manager.Do("useradd", "--create-home", "mallory");
    }

    [Fact]
    public void No_lock_of_another_user_keeps_a_deployment_from_its_work()
    {
        AsMallory(
            "flock /etc/systemd/system sleep infinity & flock /run sleep infinity & flock /var/lib sleep infinity"
        );
        Deployed(Old);
        var steps = new Steps(Lab.Manager);
        steps.HoldAt(10);
        using var deploy = StartDeploy(New);
        Assert.True(steps.WaitUntilHeld(deploy));
        AsMallory("for each in /run/pigen /run/pigen/*; do flock $each sleep infinity & done; wait");
        steps.LetGo();
        Assert.Equal((0, New.Traffic), (deploy.Wait().ExitCode, Traffic()));
        var answer = Deploy(Old);
        Assert.Equal((0, "", Old.Traffic), (answer.ExitCode, answer.Error, Traffic()));
    }

    /// <summary>What goes on until the manager goes.</summary>
    private void AsMallory(string command) =>
        Lab.Manager.Do("systemd-run", "--quiet", "--uid=mallory", "sh", "-c", command);
}
