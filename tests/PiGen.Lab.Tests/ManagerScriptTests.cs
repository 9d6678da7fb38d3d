using PiGen.Lab.Tests.Hosts;

namespace PiGen.Lab.Tests;

/// <summary>The install and uninstall scripts, run on a manager with a real systemd.</summary>
[Collection<OneLab>]
public sealed class ManagerScriptTests(Lab lab) : LabTests(lab)
{
    private const string Ssh = "autossh-red001.service";
    private const string Web = "autossh-red001-80.service";

    [Fact]
    public void A_second_install_changes_nothing_and_says_so()
    {
        Install("--expose", "80:8080");
        var (files, processes) = (Lab.Manager.Snapshot("/etc"), MainProcesses());
        Assert.Equal("nothing to do: everything is installed as it lies here\n", Script("install.sh"));
        Assert.Equal((files, processes), (Lab.Manager.Snapshot("/etc"), MainProcesses()));
    }

    [Fact]
    public void Only_what_changed_is_restarted()
    {
        Install("--expose", "80:8080");
        EventuallyAnswers("red001");
        var (ssh, web) = MainProcesses();
        Install("--expose", "80:9080");
        var after = MainProcesses();
        Assert.Equal((true, false), (after.Ssh == ssh, after.Web == web));
        Eventually.Equal(("red001", ""), () => (Page(9080), Page(8080)), Patience);
    }

    [Fact]
    public void Uninstall_leaves_the_manager_as_it_was()
    {
        var before = State();
        Install("--expose", "80:8080");
        Assert.Contains("autossh-red001.service", Lab.Manager.UnitFiles(), StringComparison.Ordinal);
        Script("uninstall.sh");
        Assert.Equal(before, State());
        Assert.Equal("nothing to do: nothing of this is installed\n", Script("uninstall.sh"));
    }

    /// <summary>What a deployment may touch: files, unit files, and the units that systemd has loaded.</summary>
    private string State() =>
        Lab.Manager.Snapshot("/etc", "/var/lib")
        + Lab.Manager.UnitFiles()
        + Lab.Manager.Do("systemctl", "list-units", "--all", "--no-legend", "autossh-*");

    private (string Ssh, string Web) MainProcesses() =>
        (Lab.Manager.Show(Ssh, "MainPID"), Lab.Manager.Show(Web, "MainPID"));
}
