using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>What all tests in the lab begin with: a fresh manager, and a folder to render into.</summary>
public abstract class LabTests : IDisposable
{
    protected LabTests(Lab lab)
    {
        Assert.SkipWhen(lab.CannotRun is not null, lab.CannotRun ?? "");
        lab.Renew();
        Lab = lab;
        Folder = new();
    }

    protected Lab Lab { get; }

    protected TemporaryFolder Folder { get; }

    /// <summary>Generous, for a busy machine: every wait ends as soon as what it waits for is there.</summary>
    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(90);

    protected string Forward => Folder["laptop/ssh_config.forward"];

    protected string Jump => Folder["laptop/ssh_config.jump"];

    public void Dispose()
    {
        Restore();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Undoes what the next test's fresh manager does not: nothing, for most.</summary>
    protected virtual void Restore() { }

    /// <summary>Renders, copies what is for the manager to it and runs the install script there: what it said.</summary>
    protected string Install(params string[] options)
    {
        Copy(options);
        return Script("install.sh");
    }

    /// <summary>Renders, and copies what is for the manager to it.</summary>
    protected void Copy(params string[] options)
    {
        Pigen.Render(Folder.Path, options);
        Lab.Manager.Run("rm", "-rf", "/home/pi/red");
        Lab.Laptop.Do("scp", "-q", "-r", "-F", Jump, Folder["red"], "red:");
    }

    /// <summary>Runs a script that was copied to the manager, as its readers do.</summary>
    protected string Script(string name)
    {
        var answer = Lab.Laptop.Ssh(Jump, "red", "sudo", "sh", "red/" + name);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        return answer.Out;
    }

    /// <summary>Who answers: the name of the host at the other end, or nothing.</summary>
    protected string WhoAnswers(string config, string host) => Lab.Laptop.Ssh(config, host, "hostname").Out.TrimEnd();

    /// <summary>What a browser shows for that port of the manager, or nothing.</summary>
    protected string Page(int port) =>
        Lab.Laptop.Run("curl", "--silent", "--max-time", "5", $"http://red.local:{port}/").Out;

    protected void EventuallyAnswers(string host) => Eventually.Equal(host, () => WhoAnswers(Forward, host), Patience);
}
