using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>From output/ to running tunnels, from one deployment to the next, and back.</summary>
public abstract class DeploymentTests(Lab lab, string transport) : DeployTests(lab, transport)
{
    private const string Unit = "/etc/systemd/system/" + Same;

    private const string Secret = """
        +++
        each = "cluster"
        host = manager.name
        path = "/etc/secret.conf"
        mode = "0600"
        language = "text"
        +++
        {0}

        """;

    [Fact]
    public void After_a_first_deploy_every_way_to_the_workers_is_open()
    {
        var answer = Deploy(Old);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Contains("\nred: ", answer.Out, StringComparison.Ordinal);
        Assert.Equal(Old.Traffic, Traffic());
        Assert.Equal(
            ("red001", "red002"),
            (
                WhoAnswers(Folder["old/laptop/ssh_config.forward"], "red001"),
                WhoAnswers(Folder["old/laptop/ssh_config.jump"], "red002")
            )
        );
        Assert.Equal("", LeftBehind());
    }

    [Fact]
    public void A_second_deploy_changes_nothing_and_says_so()
    {
        Deployed(Old);
        var before = (State(), Process(Same), Process(Changed));
        var answer = Deploy(Old);
        Assert.Equal((0, "nothing to do: red is what was rendered\n"), (answer.ExitCode, answer.Out));
        Assert.Equal(before, (State(), Process(Same), Process(Changed)));
    }

    [Fact]
    public void Only_the_units_that_differ_are_touched()
    {
        Deployed(Old);
        var (same, changed) = (Process(Same), Process(Changed));
        Deployed(New);
        Assert.Equal(New.Traffic, Traffic());
        Assert.Equal((true, false), (Process(Same) == same, Process(Changed) == changed));
        Deployed(Old);
        Assert.Equal((Old.Traffic, same), (Traffic(), Process(Same)));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("disable")]
    [InlineData("disable", "--now")]
    public void What_was_stopped_or_disabled_is_started_and_enabled_and_nothing_else_is_touched(params string[] verb)
    {
        Deployed(Old);
        var (before, changed) = (State(), Process(Changed));
        Lab.Manager.Do(["systemctl", "--quiet", .. verb, Same]);
        var plan = Run("deploy", "--dry-run", "--exit-code", "--output", Old.Output);
        Assert.Equal((2, $"start      {Same}\n"), (plan.ExitCode, plan.Out));
        Deployed(Old);
        Assert.Equal((Old.Traffic, before, changed), (Traffic(), State(), Process(Changed)));
        Assert.Equal("enabled", Lab.Manager.Show(Same, "UnitFileState"));
    }

    [Fact]
    public void Two_workers_may_exchange_their_ports()
    {
        var here = Cluster("here", "", "red00[1-2]", "--no-ssh", "--expose", "80:8080");
        var there = Cluster("there", "", "red002,red001", "--no-ssh", "--expose", "80:8080");
        Deployed(here);
        Assert.Equal("red001 red002", $"{Page(8080)} {Page(8081)}");
        Deployed(there);
        Assert.Equal("red002 red001", $"{Page(8080)} {Page(8081)}");
    }

    [Fact]
    public void After_a_reboot_of_the_manager_all_is_back_and_there_is_nothing_to_do()
    {
        Deployed(Old);
        Lab.Manager.Reboot();
        EventuallyCarries(Old);
        Assert.StartsWith("nothing to do: ", Deploy(Old).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Undeploy_leaves_the_manager_as_it_was_before_the_first_deploy()
    {
        var before = Untouched();
        Deployed(Old);
        Deployed(New);
        var answer = Run("undeploy", "--yes", "--output", New.Output);
        Assert.Equal((0, before), (answer.ExitCode, Untouched()));
    }

    [Fact]
    public void Undeploy_gives_back_what_was_taken_over()
    {
        Lab.Manager.WriteFile(
            Unit,
            "[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n"
        );
        Lab.Manager.Do("systemctl", "enable", "--quiet", "--now", Same);
        var before = Untouched();
        var refused = Deploy(Old);
        Assert.Equal((1, before), (refused.ExitCode, Untouched()));
        Assert.Contains($"{Unit} on pi@red.local is in the way", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, Deploy(Old, "--force").ExitCode);
        Assert.Equal(Old.Traffic, Traffic());
        var plan = Run("undeploy", "--dry-run", "--output", Old.Output).Out;
        Assert.Contains($"restore    {Unit}\n", plan, StringComparison.Ordinal);
        Assert.DoesNotContain($"delete     {Unit}\n", plan, StringComparison.Ordinal);
        Assert.Contains($"start      {Same}\n", plan, StringComparison.Ordinal);
        Run("undeploy", "--yes", "--output", Old.Output);
        Assert.Equal((before, "active"), (Untouched(), Lab.Manager.Show(Same, "ActiveState")));
    }

    [Fact]
    public void Rollback_brings_the_deployment_before_back()
    {
        Deployed(Old);
        var before = State();
        Deployed(New);
        var answer = Run("rollback", "--yes", "--output", New.Output);
        Assert.Equal((0, before), (answer.ExitCode, State()));
        Assert.Equal(Old.Traffic, Traffic());
    }

    [Fact]
    public void No_path_of_a_pack_meets_what_is_recorded_of_a_deployment()
    {
        string[] names =
        [
            "agreed",
            "before",
            "deployment",
            "files/x",
            "folders",
            "installed",
            "journal/x",
            "originals/files/x",
            "sums",
            "units",
            "version",
        ];
        foreach (var name in names)
        {
            Folder.Write(
                $"pack/{name.Replace('/', '-')}.scriban",
                Secret
                    .Replace("/etc/secret.conf", "/" + name, StringComparison.Ordinal)
                    .Replace("{0}", "../../../../../tmp/x", StringComparison.Ordinal)
            );
        }
        Lab.Manager.Do("mkdir", "-p", "/tmp/x/files");
        Lab.Manager.WriteFile("/tmp/x/files/install.sh", "touch /etc/ran\n");
        var before = (Untouched(), Lab.Manager.Do("ls", "/"));
        Deployed(Old);
        var old = State();
        Deployed(Cluster("strange", "", "red001", "--templates", Folder["pack"]));
        Assert.Equal("../../../../../tmp/x\n", Lab.Manager.ReadFile("/before"));
        Assert.StartsWith(
            "nothing to do: ",
            Run("deploy", "--output", Folder["strange"]).Out,
            StringComparison.Ordinal
        );
        Assert.Equal((0, old), (Run("rollback", "--yes", "--output", Old.Output).ExitCode, State()));
        Assert.Equal(0, Run("rollback", "--yes", "--output", Old.Output).ExitCode);
        Assert.Equal("../../../../../tmp/x\n", Lab.Manager.ReadFile("/installed"));
        Assert.Equal(0, Run("undeploy", "--yes", "--output", Old.Output).ExitCode);
        Assert.Equal(before, (Untouched(), Lab.Manager.Do("ls", "/")));
    }

    [Fact]
    public void What_an_older_pigen_deployed_is_gone_back_to_and_taken_away_as_well()
    {
        var before = Untouched();
        Deployed(Old);
        var old = State();
        Deployed(New);
        MakeOlder();
        Assert.Equal(0, Run("status", "--exit-code", "--output", New.Output).ExitCode);
        Assert.Contains("autossh", Run("logs", "red001", "--output", New.Output).Out, StringComparison.Ordinal);
        Assert.StartsWith("nothing to do: ", Deploy(New).Out, StringComparison.Ordinal);
        Assert.Equal((0, old, ""), (Run("rollback", "--yes", "--output", New.Output).ExitCode, State(), LeftBehind()));
        MakeOlder();
        Assert.Equal(0, Run("undeploy", "--yes", "--output", New.Output).ExitCode);
        Assert.Equal(before, Untouched());
    }

    [Fact]
    public void What_a_newer_pigen_deployed_is_not_touched_by_any_verb()
    {
        Deployed(Old);
        Lab.Manager.WriteFile("/var/lib/pigen/version", "3\n");
        var before = Untouched();
        foreach (
            var verb in (string[])["status", "diff", "deploy --yes", "rollback --yes", "undeploy --yes", "logs red001"]
        )
        {
            var answer = Run([.. verb.Split(' '), "--output", New.Output]);
            Assert.Equal(1, answer.ExitCode);
            Assert.Contains("is kept in a form that this pigen does not know", answer.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, Untouched());
    }

    [Fact]
    public void What_somebody_edited_is_shown_and_kept_unless_that_is_agreed_to()
    {
        Deployed(Old);
        var clean = State();
        Lab.Manager.Do("sh", "-c", $"echo '# mine' >>{Unit}");
        var edited = State();
        var refused = Deploy(Old);
        Assert.Equal((1, edited), (refused.ExitCode, State()));
        Assert.Contains($"{Unit} on pi@red.local was edited", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, clean), (Deploy(Old, "--force").ExitCode, State()));
    }

    [Fact]
    public void What_was_edited_in_the_output_folder_is_not_deployed_by_agreeing_to_all()
    {
        Folder.Write("old/red" + Unit, Folder.Read("old/red" + Unit) + "# mine\n");
        var before = State();
        var refused = Deploy(Old);
        Assert.Equal((1, before), (refused.ExitCode, State()));
        Assert.Contains(Same, refused.Out + refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, Deploy(Old, "--force").ExitCode);
        Assert.EndsWith("# mine\n", Lab.Manager.ReadFile(Unit), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_and_a_run_that_nobody_agrees_to_change_nothing()
    {
        var before = Untouched();
        var dry = Run("deploy", "--dry-run", "--exit-code", "--output", Old.Output);
        var silent = Run("deploy", "--output", Old.Output);
        Assert.Equal((2, 1, before), (dry.ExitCode, silent.ExitCode, Untouched()));
        Assert.Contains($"create     {Unit}\n", dry.Out, StringComparison.Ordinal);
        Assert.Contains("--yes", silent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_it_asks()
    {
        var before = State();
        string[] command = PigenProgram.Command("deploy", "--output", Old.Output);
        using var refused = Lab.Laptop.StartOnTerminal(command);
        refused.WaitFor("?");
        refused.Type("n\n");
        Assert.Equal((1, before), (refused.Wait().ExitCode, State()));
        using var agreed = Lab.Laptop.StartOnTerminal(command);
        agreed.WaitFor("?");
        agreed.Type("y\n");
        Assert.Equal((0, Old.Traffic), (agreed.Wait().ExitCode, Traffic()));
    }

    [Fact]
    public void Whoever_leaves_while_they_are_asked_has_left_at_once_and_leaves_nothing_behind()
    {
        var before = Untouched();
        using var left = Lab.Laptop.StartOnTerminal(PigenProgram.Command("deploy", "--output", Old.Output));
        left.WaitFor("?");
        var folders = Directory.GetDirectories(Path.Combine(Lab.Laptop.Home, "tmp"), "pigen-*").Length;
        left.Type("\x03");
        Assert.Equal((130, before), (left.Wait().ExitCode, Untouched()));
        // In one of them lies the socket of the connection that ssh shares, in the other what sftp will send.
        Assert.Equal(
            (Lab.Laptop.Transport == "ssh.net" ? 0 : 2, 0),
            (folders, Directory.GetDirectories(Path.Combine(Lab.Laptop.Home, "tmp"), "pigen-*").Length)
        );
    }

    [Fact]
    public void A_program_is_told_what_was_refused_and_a_person_who_is_asked_what_it_is_about()
    {
        var silent = Run("deploy", "--json", "--output", Old.Output);
        Assert.Contains("\"result\": \"refused\"", silent.Out, StringComparison.Ordinal);
        Assert.Contains(Unit, silent.Out, StringComparison.Ordinal);
        string[] command = PigenProgram.Command("deploy", "--json", "--output", Old.Output);
        using var asked = Lab.Laptop.StartOnTerminal(command);
        asked.WaitFor("?");
        asked.Type("n\n");
        var answer = asked.Wait();
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(Unit, answer.Out.Split('?')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_that_only_root_can_see_is_lost_only_by_consent()
    {
        Folder.Write("pack/secret.scriban", Secret.Replace("{0}", "one", StringComparison.Ordinal));
        Deployed(Cluster("one", "", "red001", "--templates", Folder["pack"]));
        Lab.Manager.Do("sh", "-c", "echo mine >>/etc/secret.conf");
        Folder.Write("pack/secret.scriban", Secret.Replace("{0}", "two", StringComparison.Ordinal));
        var two = Cluster("two", "", "red001", "--templates", Folder["pack"]);
        Assert.Equal((1, "one\nmine\n"), (Deploy(two).ExitCode, Lab.Manager.ReadFile("/etc/secret.conf")));
        Assert.Equal((0, "two\n"), (Deploy(two, "--force").ExitCode, Lab.Manager.ReadFile("/etc/secret.conf")));
        Lab.Manager.Do("sh", "-c", "echo mine >>/etc/secret.conf");
        Assert.Equal(0, Run("undeploy", "--yes", "--force", "--output", two.Output).ExitCode);
    }

    [Fact]
    public void An_edit_made_after_the_question_is_not_lost_by_undeploy()
    {
        Deployed(Old);
        Lab.Manager.Do("sh", "-c", $"echo '# one' >>{Unit}");
        using var undeploy = Lab.Laptop.StartOnTerminal(PigenProgram.Command("undeploy", "--output", Old.Output));
        undeploy.WaitFor("?");
        Lab.Manager.Do("sh", "-c", $"echo '# two' >>{Unit}");
        var edited = State();
        undeploy.Type("y\n");
        Assert.Equal((1, edited, ""), (undeploy.Wait().ExitCode, State(), LeftBehind()));
        Assert.Equal(0, Run("undeploy", "--yes", "--force", "--output", Old.Output).ExitCode);
    }

    // As a pigen kept its record that knew no version of it: the files lay among what it recorded of them.
    private void MakeOlder() =>
        Lab.Manager.Do(
            "sh",
            "-euc",
            """
            cd /var/lib/pigen
            rm -r current moved version
            mv clusters/default/* .
            rm -r clusters
            for each in deployments/*; do cp -a "$each/files/." "$each" && rm -r "$each/files"; chmod 755 "$each"; done
            """
        );

    /// <summary>All that undeploy is to put right.</summary>
    private string Untouched() =>
        Lab.Manager.Snapshot("/etc", "/var/lib", "/home/pi")
        + Lab.Manager.UnitFiles()
        + Lab.Manager.Do("systemctl", "list-units", "--all", "--no-legend", "--plain", "autossh-*")
        + Lab.Manager.Do("find", "/run", "-name", "*pigen*");
}
