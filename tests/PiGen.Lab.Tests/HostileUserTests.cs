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

    [Fact]
    public void Nothing_is_written_through_a_folder_of_another_user()
    {
        Lab.Manager.Do("sh", "-euc", "install -d -o mallory /srv/web; install -d -o mallory /srv/web/.pigen-new");
        Lab.Manager.Do("ln", "-s", "/etc/passwd", "/srv/web/.pigen-new/index.html");
        Folder.Write("pack/page.scriban", PageTemplate);
        var page = Cluster("page", "", "red001", "--templates", Folder["pack"]);
        var before = (State(), Lab.Manager.Snapshot("/etc", "/srv"));
        var answer = Deploy(page, "--force");
        Assert.Contains("/srv/web belongs to mallory, ", answer.Error, StringComparison.Ordinal);
        Assert.Equal((1, "", before), (answer.ExitCode, LeftBehind(), (State(), Lab.Manager.Snapshot("/etc", "/srv"))));
        Lab.Manager.Do("chown", "root", "/srv/web");
        Assert.Equal((0, "hello\n"), (Deploy(page).ExitCode, Lab.Manager.ReadFile("/srv/web/index.html")));
    }

    [Fact]
    public void What_only_root_may_read_is_nowhere_else_to_be_read()
    {
        Lab.Manager.Do("install", "-d", "-m", "700", "/etc/closed");
        Lab.Manager.WriteFile("/etc/closed/taken", "somebody's");
        foreach (var name in (string[])["page", "taken"])
        {
            Folder.Write(
                $"pack/{name}.scriban",
                PageTemplate.Replace("/srv/web/index.html", $"/etc/closed/{name}", StringComparison.Ordinal)
            );
        }
        var steps = new Steps(Lab.Manager);
        Assert.Equal(0, Deploy(Cluster("closed", "", "red001", "--templates", Folder["pack"]), "--force").ExitCode);
        Folder.Write("pack/page.scriban", Folder.Read("pack/page.scriban") + "more\n");
        steps.HoldAt(20);
        using var deploy = StartDeploy(Cluster("closed2", "", "red001", "--templates", Folder["pack"]), "--force");
        Assert.True(steps.WaitUntilHeld(deploy));
        var readable = Lab
            .Manager.Run(
                "setpriv",
                "--reuid=mallory",
                "--clear-groups",
                "find",
                "/var/lib/pigen",
                "/run/pigen",
                "-type",
                "f",
                "-readable",
                "-printf",
                "%f\n"
            )
            .Out;
        steps.LetGo();
        Assert.Equal(0, deploy.Wait().ExitCode);
        Assert.Equal(
            "before deployment folders holder installed links paths units version",
            string.Join(
                ' ',
                readable.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)
            )
        );
    }

    private const string PageTemplate = """
        +++
        each = "cluster"
        host = manager.name
        path = "/srv/web/index.html"
        mode = "0644"
        language = "text"
        +++
        hello

        """;

    /// <summary>What goes on until the manager goes.</summary>
    private void AsMallory(string command) =>
        Lab.Manager.Do("systemd-run", "--quiet", "--uid=mallory", "sh", "-c", command);
}
