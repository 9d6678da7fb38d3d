using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>From nothing to <c>ssh red001</c> on a laptop, and back, with no ssh_config named on any command line.</summary>
[Collection<LaptopLab>]
public sealed class SshConfigLabTests(Lab lab) : LabTests(lab)
{
    private static readonly string[] Strictly = ["-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"];

    [Theory]
    [InlineData("forward", "red001", "red002")]
    [InlineData("both", "red001", "red002-tunnel")]
    public void After_install_the_workers_are_reached_by_name(string style, string first, string second)
    {
        Install();
        EventuallyAnswers("red001");
        EventuallyAnswers("red002");
        var before = Home();
        Configure("install", "--style", style, "--output", Folder.Path);
        Assert.Equal(("red001\n", "red002\n"), (Ssh(first, "hostname"), Ssh(second, "hostname")));
        Assert.Equal("from a script\n", Typed("echo from a script\n", second));
        Assert.Equal("red001\n", Copied("scp", first));
        if (RealProgram.Missing("rsync") is null)
        {
            Assert.Equal("red001\n", Copied("rsync", first));
        }
        Configure("remove", "--output", Folder.Path);
        Assert.Equal(before, Home());
    }

    [Fact]
    public void Another_laptop_is_configured_over_ssh()
    {
        string[] cluster = ["--workers", "red00[1-2]", "--manager", "red", "--manager-address", "red"];
        var before = Lab.Manager.Snapshot("/home/pi");
        Configure(["install", "--laptop", "pi@red.local", .. cluster]);
        string[] there = ["runuser", "-u", "pi", "--", "ssh", .. Strictly];
        Assert.Equal("red002\n", Lab.Manager.Do([.. there, "red002", "hostname"]));
        var again = Run(["install", "--laptop", "pi@red.local", .. cluster]);
        Assert.Equal((0, "nothing to do: red is in your ssh_config\n"), (again.ExitCode, again.Out));
        Configure(["remove", "--laptop", "pi@red.local", .. cluster]);
        Assert.Equal(before, Lab.Manager.Snapshot("/home/pi"));
    }

    [Fact]
    public void What_another_laptop_has_of_its_own_is_kept_and_proved()
    {
        const string own = "Host web\n  Port 2222\nHost red\n  HostName 10.9.9.9\n";
        string[] options = ["--laptop", "pi@red.local", "--workers", "red00[1-2]"];
        Lab.Manager.Do("runuser", "-u", "pi", "--", "sh", "-c", "printf %s \"$1\" >~/.ssh/config", "sh", own);
        var before = Lab.Manager.Snapshot("/home/pi");
        var refused = Run(["install", .. options]);
        Assert.Equal((1, before), (refused.ExitCode, Lab.Manager.Snapshot("/home/pi")));
        Assert.Contains(" --> pi@red.local:~/.ssh/config:3:1\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, Run(["install", "--force", .. options]).ExitCode);
        Assert.EndsWith($"\n{own}", Lab.Manager.ReadFile("/home/pi/.ssh/config"), StringComparison.Ordinal);
        Configure(["remove", .. options]);
        Assert.Equal(before, Lab.Manager.Snapshot("/home/pi"));
    }

    private string Home() =>
        Lab.Laptop.Snapshot(Lab.Laptop.Home + "/.ssh") + Lab.Laptop.Do("ls", "-A", Lab.Laptop.Home);

    private Answer Run(params string[] words) =>
        Lab.Laptop.Run(PigenProgram.Command(["ssh-config", .. words, "--yes"]));

    private void Configure(params string[] words)
    {
        var answer = Run(words);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
    }

    private string Ssh(string host, params string[] command) => Lab.Laptop.Do(["ssh", .. Strictly, host, .. command]);

    /// <summary>What a shell there answers to commands on its input, as editors start one.</summary>
    private string Typed(string commands, string host) =>
        Lab.Laptop.Do("sh", "-c", "printf %s \"$1\" | ssh -T -o BatchMode=yes \"$2\" bash", "sh", commands, host);

    private string Copied(string program, string host)
    {
        var copy = Folder[$"copied-by-{program}"];
        Lab.Laptop.Do(program, $"{host}:/etc/hostname", copy);
        return File.ReadAllText(copy);
    }
}
