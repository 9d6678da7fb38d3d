using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>The way to the manager is not open, or somebody stands in it: nothing is changed, and it is said what to do.</summary>
public abstract class DeployRefusalTests(Lab lab, string transport) : DeployTests(lab, transport)
{
    private const string Password = "not-in-any-log-0815";

    /// <summary>What somebody with the user's rights could do to the folder that was sent.</summary>
    private static readonly string[] Exchanges =
    [
        "echo '# altered' >>etc/systemd/system/autossh-red001.service",
        "rm etc/systemd/system/autossh-red001.service",
        "echo altered >etc/systemd/system/more.service",
        "ln -s /etc/shadow etc/systemd/system/more.service",
        "f=etc/systemd/system/autossh-red001.service; cp $f /tmp/f; ln -sf /tmp/f $f",
        "mv etc /tmp/etc; ln -s /tmp/etc etc",
        "mkfifo etc/systemd/system/more.service",
        "echo x >>../sums",
        "rm ../sums",
    ];

    [Fact]
    public void A_host_key_is_never_accepted_by_itself()
    {
        var before = State();
        Lab.Laptop.Know("");
        Refused("run this on a terminal", before);
        Lab.Laptop.Know("red.local " + Lab.Red001.ReadFile("/etc/ssh/ssh_host_ed25519_key.pub"));
        Refused("take its old keys out of", before);
    }

    [Fact]
    public void Sudo_that_is_refused_or_wants_a_password_ends_it_before_anything_is_changed()
    {
        Faults.AskForPassword(Password);
        Refused("--sudo-password-file", State());
        Faults.ForbidSudo();
        Refused("sudo", State());
    }

    [Fact]
    public void The_password_for_sudo_is_asked_for_and_shown_nowhere()
    {
        Faults.AskForPassword(Password);
        using var deploy = Lab.Laptop.StartOnTerminal(PigenProgram.Command("deploy", "--yes", "--output", Old.Output));
        deploy.WaitFor("assword");
        deploy.Type(Password + "\n");
        var answer = deploy.Wait();
        Assert.Equal((0, Old.Traffic), (answer.ExitCode, Traffic()));
        Assert.DoesNotContain(
            Password,
            answer.Out + Lab.Manager.Do("journalctl", "--no-pager"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_with_the_password_for_sudo_has_to_be_the_persons_alone()
    {
        Faults.AskForPassword(Password);
        var file = Folder.Write("password", Password + "\n");
        string[] deploy = ["deploy", "--yes", "--output", Old.Output, "--sudo-password-file", file];
        File.SetUnixFileMode(file, (UnixFileMode)0b110_100_000);
        Assert.Contains($"chmod 600 {file}", Run(deploy).Error, StringComparison.Ordinal);
        File.SetUnixFileMode(file, (UnixFileMode)0b110_000_000);
        Assert.Equal((0, Old.Traffic), (Run(deploy).ExitCode, Traffic()));
    }

    [Fact]
    public void A_password_that_is_wrong_three_times_ends_it()
    {
        Faults.AskForPassword(Password);
        var before = State();
        using var deploy = Lab.Laptop.StartOnTerminal(PigenProgram.Command("deploy", "--yes", "--output", Old.Output));
        foreach (var attempt in (string[])["one", "two", "three"])
        {
            deploy.WaitFor("assword");
            deploy.Type(attempt + "\n");
        }
        var answer = deploy.Wait();
        Assert.Contains("did not take the password", answer.Out, StringComparison.Ordinal);
        Assert.Equal((1, before, ""), (answer.ExitCode, State(), LeftBehind()));
    }

    [Fact]
    public void A_manager_without_sftp_says_how_to_switch_it_on()
    {
        Faults.SwitchSftpOff();
        Refused("Subsystem sftp", State());
    }

    [Fact]
    public void What_was_sent_and_is_exchanged_before_root_looks_is_not_installed()
    {
        var (before, wrong) = (State(), "");
        foreach (var exchange in Exchanges)
        {
            Faults.Exchange(exchange);
            var answer = Deploy(Old);
            var isRefused = answer.ExitCode == 1 && State() == before && LeftBehind() == "";
            wrong += isRefused ? "" : $"{exchange}: {answer}\n{LeftBehind()}\n";
        }
        Assert.Equal("", wrong);
    }

    private void Refused(string hint, string before)
    {
        var answer = Deploy(Old);
        Assert.Contains(hint, answer.Error, StringComparison.Ordinal);
        Assert.Equal((1, before, ""), (answer.ExitCode, State(), LeftBehind()));
    }
}
