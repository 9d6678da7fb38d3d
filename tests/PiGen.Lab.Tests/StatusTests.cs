using System.Text.Json;
using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>What the verbs that only look say of a manager on which tunnels run.</summary>
[Collection<FaultLab>]
public sealed class StatusTests(Lab lab) : DeployTests(lab)
{
    private const string Unit = "/etc/systemd/system/" + Same;

    // A job of a shell with job control is a process group of its own, as under a person's Ctrl-C.
    private const string InterruptOnceItSays = """
        set -m
        : >"$0"
        "${@:2}" >"$0" & job=$!
        until grep -q -- "$1" "$0"; do kill -0 $job || break; sleep 0.1; done
        kill -INT -- -$job
        wait $job
        """;

    [Fact]
    public void After_a_deployment_every_tunnel_is_up_and_carries()
    {
        Deployed(Old);
        Assert.Equal(
            "well: red001=active,listening,carries red002=active,listening,carries "
                + "red001-80=active,listening,carries red002-80=active,listening,carries",
            Status(Old)
        );
        var answer = Look(Old, "status", "--exit-code");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.StartsWith("red, deployed ", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_stopped_silent_edited_or_gone_is_told()
    {
        var silent = Cluster("silent", "", "red00[1-2]", "--no-ssh", "--expose", "80-81:8080");
        Deployed(silent);
        Lab.Manager.Do("systemctl", "stop", "autossh-red001-80");
        Lab.Manager.Do(
            "sh",
            "-c",
            "cd /etc/systemd/system; echo '# mine' >>autossh-red002-80.service; rm autossh-red002-81.service"
        );
        Eventually.Equal(
            "ill: red001-80=inactive,refused red002-80=active,listening,carries "
                + "red001-81=active,listening,closed at once: the worker does not answer "
                + "red002-81=active,listening,closed at once: the worker does not answer",
            () => Status(silent),
            Patience
        );
        var answer = Look(silent, "status", "--exit-code");
        Assert.Equal(2, answer.ExitCode);
        Assert.EndsWith(
            "edited     /etc/systemd/system/autossh-red002-80.service\ngone       /etc/systemd/system/autossh-red002-81.service\n",
            answer.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Status_is_watched_until_the_person_has_seen_enough_and_across_a_reboot()
    {
        Deployed(Old);
        using var watch = Lab.Laptop.Start(PigenProgram.Command("status", "--watch", "1", "--output", Old.Output));
        watch.WaitFor("CARRIES");
        Lab.Manager.Reboot();
        var pages = Pages();
        Eventually.IsTrue(() => Pages() > pages, Patience, () => watch.Out);
        Assert.Equal(0, Interrupted("CARRIES", "status", "--watch", "--output", Old.Output));
        Assert.Equal(0, Interrupted("CARRIES", "status", "--watch", "2147483647", "--output", Old.Output));

        int Pages() => watch.Out.Split("CARRIES").Length;
    }

    [Fact]
    public void A_diff_is_what_a_deployment_would_change()
    {
        Deployed(Old);
        Assert.Equal(new(0, "", ""), Look(Old, "diff", "--exit-code"));
        Lab.Manager.Do("sh", "-c", "echo '# mine' >>\"$0\"", Unit);
        var answer = Look(New, "diff", "--exit-code");
        Assert.Equal((2, ""), (answer.ExitCode, answer.Error));
        Lab.Manager.WriteFile("/tmp/diff", answer.Out);
        Lab.Manager.Do("patch", "-d", "/", "-p1", "-s", "-i", "/tmp/diff");
        Assert.Equal(new(0, "", ""), Look(New, "diff", "--exit-code"));
    }

    [Fact]
    public void Logs_are_those_of_the_named_tunnels()
    {
        Deployed(Old);
        var one = Look(Old, "logs", "red001-80");
        Assert.Equal((0, ""), (one.ExitCode, one.Error));
        Assert.Contains("autossh", one.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Same, one.Out, StringComparison.Ordinal);
        Assert.Contains(Same, Look(Old, "logs", "red001").Out, StringComparison.Ordinal);
        Assert.Single(Look(Old, "logs", Same, "-n", "1").Out.TrimEnd().Split('\n'));
        Assert.Equal(0, Interrupted("autossh", "logs", "red001", "-f", "--output", Old.Output));
    }

    [Fact]
    public void A_name_that_nothing_has_is_answered_with_the_nearest()
    {
        Deployed(Old);
        var answer = Look(Old, "logs", "red01");
        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.Contains("hint: did you mean 'red001'?", answer.Error, StringComparison.Ordinal);
    }

    private Answer Look(Cluster cluster, params string[] verb) => Run([.. verb, "--output", cluster.Output]);

    /// <summary>How the program ends on Ctrl-C, after it has said that.</summary>
    private int Interrupted(string text, params string[] arguments)
    {
        string[] command = ["bash", "-c", InterruptOnceItSays, Folder["out"], text, .. PigenProgram.Command(arguments)];
        return Lab.Laptop.Run(command).ExitCode;
    }

    private string Status(Cluster cluster)
    {
        using var status = JsonDocument.Parse(Look(cluster, "status", "--json").Out);
        var tunnels = status.RootElement.GetProperty("tunnels").EnumerateArray().Select(TextOf);
        return $"{(status.RootElement.GetProperty("well").GetBoolean() ? "well" : "ill")}: {string.Join(' ', tunnels)}";
    }

    private static string TextOf(JsonElement tunnel) =>
        $"{tunnel.GetProperty("name")}={tunnel.GetProperty("state")}"
        + (tunnel.GetProperty("listening").GetBoolean() ? ",listening," : ",")
        + (tunnel.GetProperty("carries").GetBoolean() ? "carries" : tunnel.GetProperty("reason"));
}
