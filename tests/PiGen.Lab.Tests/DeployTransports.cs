using PiGen.Testing;

namespace PiGen.Lab.Tests;

[Collection<DeployLab>]
public sealed class OpenSshDeploymentTests(Lab lab) : DeploymentTests(lab, "openssh");

[Collection<FaultLab>]
public sealed class OpenSshFaultTests(Lab lab) : DeployFaultTests(lab, "openssh");

[Collection<DeployLab>]
public sealed class OpenSshRefusalTests(Lab lab) : DeployRefusalTests(lab, "openssh");

[Collection<InterruptionLab>]
public sealed class OpenSshInterruptionTests(Lab lab) : DeployInterruptionTests(lab, "openssh")
{
    [Fact]
    public void Of_an_ssh_that_is_killed_the_manager_is_asked_what_became_of_it()
    {
        Steps.HoldAt(20);
        using var deploy = StartDeploy(New);
        Assert.True(Steps.WaitUntilHeld(deploy));
        // The one that runs install.sh, and not the one whose connection it shares: of that it would say itself that it is lost.
        Assert.True(deploy.KillOwn(" -- red[.]local sh -c "));
        Steps.LetGo();
        var answer = deploy.Wait();
        Assert.Contains("ended by a signal: asking red", answer.Error, StringComparison.Ordinal);
        Assert.Equal((0, New.Traffic, ""), (answer.ExitCode, Traffic(), LeftBehind()));
    }
}

[Collection<SshNetLab>]
public sealed class SshNetDeploymentTests(Lab lab) : DeploymentTests(lab, "ssh.net");

[Collection<SshNetLab>]
public sealed class SshNetFaultTests(Lab lab) : DeployFaultTests(lab, "ssh.net");

[Collection<SshNetLab>]
public sealed class SshNetRefusalTests(Lab lab) : DeployRefusalTests(lab, "ssh.net");

[Collection<SshNetInterruptionLab>]
public sealed class SshNetInterruptionTests(Lab lab) : DeployInterruptionTests(lab, "ssh.net")
{
    // The manager's steps are the same, whatever brought the script there.
    protected override int Stride => 3;
}

/// <summary>A laptop on which there is no OpenSSH, nor any other program.</summary>
[Collection<SshNetLab>]
public sealed class DeployWithoutProgramsTests(Lab lab) : DeployTests(lab)
{
    [Fact]
    public void Everything_is_deployed_looked_at_and_taken_away()
    {
        string[] verbs = ["deploy --yes", "status", "diff", "logs red001", "undeploy --yes"];
        foreach (var verb in verbs)
        {
            var answer = Lab.Laptop.Run([
                "env",
                "PATH=/nowhere",
                .. PigenProgram.Command([.. verb.Split(' '), "--verbose", "--output", Old.Output]),
            ]);
            Assert.Equal((0, verb), (answer.ExitCode, verb));
            Assert.Contains("pi@red.local: by ssh.net", answer.Error, StringComparison.Ordinal);
        }
        Assert.Equal("", LeftBehind());
    }
}
