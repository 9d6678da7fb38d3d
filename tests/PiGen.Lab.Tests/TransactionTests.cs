using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>The install script as a transaction, on a manager with a real systemd: it happens, or nothing of it does.</summary>
[Collection<OneLab>]
public sealed class TransactionTests(Lab lab) : LabTests(lab)
{
    private const string First = "autossh-red001.service";
    private const string Second = "/etc/systemd/system/autossh-red002.service";
    private const string Hold = "systemd-run --quiet --unit=other /usr/local/bin/lab-web 192.168.1.24 9001 mine";

    [Fact]
    public void What_listens_is_said()
    {
        Assert.EndsWith(
            "listening autossh-red001.service 192.168.1.24:8001\nlistening autossh-red002.service 192.168.1.24:8002\n",
            Install(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_dead_worker_is_waited_for_and_is_no_failure()
    {
        Lab.Red001.GoDown();
        Copy();
        var answer = Run("--wait", "3");
        Assert.Equal(0, answer.ExitCode);
        Assert.EndsWith(
            "waiting autossh-red001.service 192.168.1.24:8001\nlistening autossh-red002.service 192.168.1.24:8002\n",
            answer.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Where_all_is_required_to_be_up_a_dead_worker_is_a_failure()
    {
        var before = State();
        Lab.Red001.GoDown();
        Copy();
        var answer = Run("--wait", "3", "--require-up");
        Assert.Equal((3, before), (answer.ExitCode, State()));
        Assert.Contains(
            "install.sh: does not listen after 3 seconds: autossh-red001.service\n",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_unit_that_cannot_start_brings_everything_back()
    {
        Install();
        var before = State();
        Copy("--port", "9001");
        Lab.Manager.Do("sed", "-i", "s/^User=.*/User=nobody-has-this-name/", "/home/pi/red" + Second);
        var answer = Run();
        Assert.Equal((3, before), (answer.ExitCode, State()));
        Assert.Contains("autossh-red002.service", answer.Error, StringComparison.Ordinal);
        EventuallyListens(8001);
    }

    [Fact]
    public void A_port_that_another_program_holds_is_refused_before_anything_changes()
    {
        Install();
        Lab.Manager.Do(Hold.Split(' '));
        Eventually.Equal("mine", () => Page(9001), Patience);
        var (before, process) = (State(), Lab.Manager.Show(First, "InvocationID"));
        Copy("--port", "9001");
        var answer = Run();
        Assert.Equal((1, before, process), (answer.ExitCode, State(), Lab.Manager.Show(First, "InvocationID")));
        var holder = Lab.Manager.Show("other.service", "MainPID");
        Assert.StartsWith("install.sh: port 9001 is in use by ", answer.Error, StringComparison.Ordinal);
        Assert.Contains($" (pid {holder})\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_another_program_takes_in_between_brings_everything_back()
    {
        Install();
        var before = State();
        Copy("--port", "9001");
        Lab.Manager.WriteFile(
            "/usr/local/bin/systemctl",
            $"#!/bin/sh\ncase \"$*\" in 'restart '*) {Hold}; until curl -s http://192.168.1.24:9001/ >/dev/null; do :; done ;; esac\nexec /usr/bin/systemctl \"$@\"\n"
        );
        Lab.Manager.Do("chmod", "+x", "/usr/local/bin/systemctl");
        var answer = Run();
        Assert.Equal((3, before), (answer.ExitCode, State()));
        Assert.Contains("install.sh: port 9001 is in use by ", answer.Error, StringComparison.Ordinal);
        EventuallyListens(8001);
    }

    [Theory]
    [InlineData("/var/lib", 1)]
    [InlineData("/etc/systemd/system", 3)]
    public void A_full_disk_is_met_before_any_unit_changes(string folder, int exitCode)
    {
        Install();
        var id = Lab.Manager.Show(First, "InvocationID");
        Lab.Manager.Do(
            "sh",
            "-c",
            "cp -a \"$1\" /root/copy && mount -t tmpfs -o size=1M tmpfs \"$1\" && cp -a /root/copy/. \"$1\" && rm -rf /root/copy && systemctl daemon-reload",
            "sh",
            folder == "/var/lib" ? "/var/lib/pigen" : folder
        );
        Copy("--port", "9001");
        var before = State();
        Fill(folder == "/var/lib" ? "/var/lib/pigen" : folder);
        var answer = Run();
        Empty(folder == "/var/lib" ? "/var/lib/pigen" : folder);
        Assert.Equal((exitCode, before, id), (answer.ExitCode, State(), Lab.Manager.Show(First, "InvocationID")));
    }

    [Fact]
    public void A_read_only_etc_is_met_before_any_unit_changes()
    {
        Install();
        var (before, id) = (State(), Lab.Manager.Show(First, "InvocationID"));
        Copy("--port", "9001");
        Lab.Manager.Do("mount", "--bind", "/etc", "/etc");
        Lab.Manager.Do("mount", "-o", "remount,ro,bind", "/etc");
        var answer = Run();
        Lab.Manager.Do("umount", "-l", "/etc");
        Assert.Equal((3, before, id), (answer.ExitCode, State(), Lab.Manager.Show(First, "InvocationID")));
    }

    [Fact]
    public void Two_at_once_come_one_after_the_other()
    {
        Copy();
        var answer = Lab.Laptop.Ssh(
            Jump,
            "red",
            "sudo sh red/install.sh --by one >one 2>&1 & sudo sh red/install.sh --by two >two 2>&1; wait; cat one two"
        );
        Assert.Contains("nothing to do: everything is installed as it lies here", answer.Out, StringComparison.Ordinal);
        Assert.Equal("", Lab.Manager.Run("sh", "-c", "ls -d /run/pigen* 2>/dev/null").Out);
        EventuallyAnswers("red001");
    }

    [Theory]
    [InlineData("daemon-reload")]
    [InlineData("start")]
    [InlineData("stop")]
    public void After_a_power_cut_in_the_middle_the_next_run_begins_with_what_was_there_before(string verb)
    {
        Install();
        var before = State();
        Copy("--no-ssh", "--expose", "80:8080");
        Lab.Manager.WriteFile(
            "/usr/local/bin/systemctl",
            $"#!/bin/sh\ncase \" $* \" in *' {verb} '*) touch /var/tmp/reached; sleep 1000 ;; esac\nexec /usr/bin/systemctl \"$@\"\n"
        );
        Lab.Manager.Do("chmod", "+x", "/usr/local/bin/systemctl");
        Lab.Manager.Do(
            "systemd-run",
            "--quiet",
            "--setenv=PATH=" + Machine.SearchPath,
            "sh",
            "/home/pi/red/install.sh"
        );
        Eventually.IsTrue(
            () => Lab.Manager.Run("test", "-e", "/var/tmp/reached").ExitCode == 0,
            Patience,
            () => "it never came there"
        );
        Lab.Manager.Kill();
        Lab.Manager.Start();
        Lab.Manager.Do("rm", "/usr/local/bin/systemctl");
        var answer = Run("--recover");
        Assert.Equal((0, before), (answer.ExitCode, State()));
        Assert.EndsWith(" was cut short: rolled back\n", answer.Error, StringComparison.Ordinal);
        EventuallyListens(8001);
    }

    [Fact]
    public void What_was_taken_from_somebody_comes_back_in_the_end()
    {
        Lab.Manager.WriteFile(
            "/etc/systemd/system/autossh-red001.service",
            "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=multi-user.target\n"
        );
        Lab.Manager.Do("systemctl", "enable", "--now", First);
        var before = State();
        Copy();
        Assert.Equal(1, Run().ExitCode);
        Assert.Equal(0, Run("--force").ExitCode);
        EventuallyAnswers("red001");
        Script("uninstall.sh");
        Assert.Equal((before, "active"), (State(), Lab.Manager.Show(First, "ActiveState")));
    }

    private Answer Run(params string[] options) =>
        Lab.Laptop.Ssh(Jump, "red", ["sudo", "sh", "red/install.sh", .. options]);

    private void Fill(string folder) =>
        Lab.Manager.Run("sh", "-c", "cat /dev/zero >\"$1/filling\" 2>/dev/null; sync", "sh", folder);

    private void Empty(string folder) => Lab.Manager.Do("rm", folder + "/filling");

    private void EventuallyListens(int port) =>
        Eventually.IsTrue(
            () => Lab.Laptop.CanConnect(LabNetwork.ManagerAddress, port),
            Patience,
            () => "nothing listens there"
        );

    private string State() =>
        Lab.Manager.Do(
            "sh",
            "-c",
            """
            find /etc /var/lib/pigen ! -name filling ! -path '*/deployments*' -printf '%p %M %u:%g %l\n' 2>/dev/null | sort
            find /etc -type f -exec sha256sum {} + | sort
            find /var/lib/pigen/clusters/default/deployments -mindepth 1 ! -name filling -printf '%P\n' 2>/dev/null | sort
            systemctl list-units --all --no-legend 'autossh-*' | awk '{ print $1 }'
            """
        ) + Lab.Manager.UnitFiles();
}
