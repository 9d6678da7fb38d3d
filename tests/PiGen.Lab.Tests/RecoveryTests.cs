using PiGen.Lab.Tests.Hosts;

namespace PiGen.Lab.Tests;

/// <summary>Tunnels that come back by themselves, and stay down when they are told to.</summary>
public sealed class RecoveryTests(Lab lab) : LabTests(lab)
{
    private const string Unit = "autossh-red001.service";

    [Fact]
    public void A_stopped_unit_is_inactive_and_not_failed()
    {
        Install();
        EventuallyAnswers("red001");
        Lab.Manager.Do("systemctl", "stop", Unit);
        Assert.Equal(("inactive", ""), (Lab.Manager.Show(Unit, "ActiveState"), WhoAnswers(Forward, "red001")));
    }

    [Fact]
    public void A_killed_ssh_is_replaced()
    {
        Install();
        EventuallyAnswers("red001");
        var before = Listener();
        Lab.Manager.Do("sh", "-c", "kill -KILL \"$1\"", "sh", before);
        EventuallyAnswers("red001");
        Assert.NotEqual(before, Listener());
    }

    [Fact]
    public void A_worker_that_boots_later_than_the_manager_is_reached()
    {
        Lab.Red001.GoDown();
        Install();
        EventuallyAnswers("red002");
        Assert.Equal("", WhoAnswers(Forward, "red001"));
        Lab.Red001.ComeUp();
        EventuallyAnswers("red001");
    }

    [Fact]
    public void After_a_reboot_of_the_manager_all_tunnels_are_back()
    {
        Install("--expose", "80:8080");
        EventuallyAnswers("red001");
        Lab.Manager.Reboot();
        EventuallyAnswers("red001");
        EventuallyAnswers("red002");
        Eventually.Equal("red001 red002", () => $"{Page(8080)} {Page(8081)}", Patience);
    }

    [Fact]
    public void A_listen_port_that_another_program_holds_is_taken_when_it_is_free()
    {
        Install();
        Lab.Manager.Do("systemctl", "stop", Unit);
        Lab.Manager.Do("systemd-run", "--quiet", "--unit=other", Worker.Web, LabNetwork.ManagerAddress, "8001", "mine");
        Eventually.Equal("mine", () => Page(8001), Patience);
        Lab.Manager.Do("systemctl", "start", Unit);
        EventuallyAnswers("red002");
        Assert.Equal("mine", Page(8001));
        Lab.Manager.Do("systemctl", "stop", "other.service");
        EventuallyAnswers("red001");
    }

    /// <summary>The process id of the ssh that autossh started for the tunnel.</summary>
    private string Listener()
    {
        var autossh = Lab.Manager.Show(Unit, "MainPID");
        return Lab.Manager.ReadFile($"/proc/{autossh}/task/{autossh}/children").TrimEnd();
    }
}
