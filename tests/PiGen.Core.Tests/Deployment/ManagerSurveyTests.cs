using PiGen.Core.Deployment;
using PiGen.Core.Planning;
using static PiGen.Core.Tests.Deployment.Artifacts;

namespace PiGen.Core.Tests.Deployment;

public class ManagerSurveyTests
{
    private const string OtherUnit = "/etc/systemd/system/b.socket";

    private static readonly string[] Quiet = ["uptime 100.00", ""];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manager_that_nothing_was_ever_done_to_has_nothing()
    {
        var state = await Survey(new() { Lines = Quiet });
        Assert.Equal(
            ("none", null, null, false, 0, 0),
            (
                state.Installed.Seen,
                state.Deployed,
                state.Before,
                state.IsUnderWay,
                state.Units.Count,
                state.Files.Values.Count(file => file is not null)
            )
        );
    }

    [Fact]
    public async Task The_record_and_what_it_was_made_by_are_read()
    {
        var state = await Survey(Deployed(["deployment 6", "deployment 7", .. Quiet]));
        Assert.Equal(
            ("/etc/old", "2026-01-02T03:04:05Z ann@laptop", "6", false),
            (state.Installed.Entries.Single().Destination.Path, state.Deployed, state.Before, state.IsUnderWay)
        );
    }

    [Fact]
    public async Task What_was_taken_from_others_and_ran_is_told_apart()
    {
        string[] told = ["original /etc/a b", "original /etc/c", "activity a.service up 1f", "activity b.service down"];
        var state = await Survey(Deployed([.. told, .. Quiet]));
        Assert.Equal(["/etc/a b", "/etc/c"], state.Originals.Order(StringComparer.Ordinal));
        Assert.Equal(["a.service"], state.OriginallyUp);
    }

    [Fact]
    public async Task What_is_wanted_and_what_is_only_recorded_is_looked_at()
    {
        var host = Deployed(Quiet);
        host.Files["/etc/old"] = FakeHost.FileOf("old");
        host.Files["/etc/x"] = FakeHost.LinkTo("/etc/y");
        var files = (await Survey(host)).Files;
        Assert.Equal(
            ["/etc/old File", $"{UnitPath} ", $"{OtherUnit} ", "/etc/x Link"],
            files.Select(file => $"{file.Key} {file.Value?.Kind}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Systemd_is_asked_about_all_wanted_units_by_one_command_that_is_not_roots()
    {
        var host = new FakeHost { Lines = Quiet };
        await Survey(host);
        Assert.Equal(
            (
                "",
                "sh -c * sh Id,Type,ActiveState,SubState,UnitFileState,NRestarts,ActiveEnterTimestampMonotonic a.service b.socket",
                false
            ),
            (
                host.Input,
                string.Join(' ', host.Arguments.Select((argument, n) => n == 2 ? "*" : argument)),
                host.Commands.Single().IsRoots
            )
        );
    }

    [Fact]
    public async Task More_units_than_a_command_line_takes_are_asked_about_all_the_same()
    {
        var host = new FakeHost { Lines = Quiet };
        string[] units = [.. Enumerable.Range(0, 5000).Select(n => $"autossh-red{n:0000}.service")];
        var wanted = DeploymentPlan.Entries([.. units.Select(unit => Of($"/etc/systemd/system/{unit}", "a"))]);
        await new ManagerSurvey(host, "red").ReadAsync(wanted, Cancellation);
        Assert.Equal((string.Join('\n', units), 5), (host.Input, host.Arguments.Count()));
    }

    [Fact]
    public async Task How_units_are_is_read_with_how_long_they_have_been_so()
    {
        string[] shown =
        [
            "NRestarts=3",
            "Id=a.service",
            "ActiveState=active",
            "SubState=running",
            "UnitFileState=enabled",
            "ActiveEnterTimestampMonotonic=40000000",
        ];
        var state = await Survey(new() { Lines = [.. Quiet, .. shown, "", "Id=b.socket", "ActiveState=inactive"] });
        Assert.Equal(
            (new UnitState("a.service", "active", "running", "enabled", 3, TimeSpan.FromSeconds(60)), "inactive"),
            (state.Units["a.service"], state.Units["b.socket"].Active)
        );
    }

    [Theory]
    [InlineData("deployment 6|deployment 7", "")]
    [InlineData("deployment 7", "")]
    [InlineData("deployment 6|deployment 7|deployment 8", "unfinished")]
    [InlineData("unfinished current|deployment 6|deployment 7", "unfinished")]
    [InlineData("holder 2026-01-02T03:04:05Z ann@laptop 812", "2026-01-02T03:04:05Z ann@laptop 812")]
    [InlineData("pending a.service|pending b.socket", "a.service,b.socket")]
    public async Task What_is_under_way_or_due_is_seen(string lines, string seen)
    {
        var state = await Survey(Deployed([.. lines.Split('|'), .. Quiet]));
        string[] told = [state.IsUnfinished ? "unfinished" : "", state.Holder ?? "", string.Join(',', state.Pending)];
        Assert.Equal(seen, string.Concat(told));
    }

    [Fact]
    public async Task A_first_deployment_that_was_cut_short_is_unfinished() =>
        Assert.True((await Survey(new() { Lines = ["deployment 1", .. Quiet] })).IsUnfinished);

    [Fact]
    public async Task A_manager_without_systemd_is_a_failure_that_quotes_it()
    {
        var host = new FakeHost { Lines = Quiet, Answer = new(123, ["Failed to connect to bus"]) };
        var failure = await Assert.ThrowsAsync<Failure>(() => Survey(host));
        Assert.Equal(
            "systemd on pi@red.local does not say how its units are: Failed to connect to bus",
            failure.Message
        );
    }

    [Fact]
    public async Task A_record_that_is_none_is_a_failure()
    {
        var host = new FakeHost { Lines = Quiet };
        host.Files[StatePaths.Version] = FakeHost.FileOf("2\n");
        host.Files[StatePaths.Present.Installed] = FakeHost.FileOf("nonsense\n");
        var failure = await Assert.ThrowsAsync<Failure>(() => Survey(host));
        Assert.Equal(
            "/var/lib/pigen/clusters/default/current/installed on pi@red.local is no record of PiGen's",
            failure.Message
        );
    }

    [Fact]
    public async Task What_an_older_pigen_deployed_is_read_as_that_kept_it()
    {
        var host = new FakeHost { Lines = Quiet };
        host.Files[StatePaths.OlderCurrent] = FakeHost.LinkTo("deployments/7");
        host.Files["/var/lib/pigen/current/installed"] = FakeHost.FileOf($"{Sha256("old")} /etc/old\n");
        host.Files["/var/lib/pigen/current/before"] = FakeHost.FileOf("6\n");
        var state = await Survey(host);
        Assert.Equal(
            ("/etc/old", "7", "6", StatePaths.Older),
            (state.Installed.Entries.Single().Destination.Path, state.Current, state.Before, state.Record)
        );
    }

    [Fact]
    public async Task A_number_that_is_none_leads_nowhere()
    {
        var host = Deployed(Quiet);
        host.Files[StatePaths.Present.Before] = FakeHost.FileOf("../../../../tmp/x\n");
        var failure = await Assert.ThrowsAsync<Failure>(() => Survey(host));
        Assert.Equal(
            "/var/lib/pigen/clusters/default/current/before on pi@red.local is no record of PiGen's",
            failure.Message
        );
    }

    [Theory]
    [InlineData("3\n", "")]
    [InlineData("2 and more\n", "")]
    [InlineData("2\n", "version 3")]
    public async Task What_a_newer_pigen_keeps_is_not_read(string file, string line)
    {
        var host = Deployed(line.Length == 0 ? Quiet : [line, .. Quiet]);
        host.Files[StatePaths.Version] = FakeHost.FileOf(file);
        var failure = await Assert.ThrowsAsync<Failure>(() => Survey(host));
        Assert.StartsWith(
            "what is deployed on pi@red.local is kept in a form that",
            failure.Message,
            StringComparison.Ordinal
        );
        Assert.Equal("use the pigen that deployed there last, or a newer one", failure.Hint);
    }

    private static Task<ManagerState> Survey(FakeHost host)
    {
        ManifestEntry[] wanted =
        [
            .. DeploymentPlan.Entries([Of(UnitPath, "a"), Of("/etc/x", "x"), Of(OtherUnit, "b")]),
        ];
        return new ManagerSurvey(host, "red").ReadAsync(wanted, Cancellation);
    }

    // The seventh deployment, of one file.
    private static FakeHost Deployed(string[] lines)
    {
        var host = new FakeHost { Lines = lines };
        host.Files[StatePaths.Version] = FakeHost.FileOf("2\n");
        host.Files[StatePaths.OlderCurrent] = FakeHost.LinkTo("moved");
        host.Files[StatePaths.Present.Current] = FakeHost.LinkTo("deployments/7");
        host.Files[StatePaths.Present.Installed] = FakeHost.FileOf($"{Sha256("old")} /etc/old\n");
        host.Files[StatePaths.Present.Deployment] = FakeHost.FileOf("2026-01-02T03:04:05Z ann@laptop\n");
        host.Files[StatePaths.Present.Before] = FakeHost.FileOf("6\n");
        return host;
    }
}
