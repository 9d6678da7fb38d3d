using PiGen.Core.Deployment;
using static PiGen.Core.Tests.Deployment.Artifacts;

namespace PiGen.Core.Tests.Deployment;

public class RolloutWatchTests
{
    private const string Idle = "uptime 100.00";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("new", "new", RolloutEnd.Done)]
    [InlineData("old", "old", RolloutEnd.RolledBack)]
    [InlineData("third", "third", null)]
    [InlineData("new", "edited", null)]
    public async Task How_it_ended_is_seen_by_what_is_there(string recorded, string there, RolloutEnd? end)
    {
        var host = After(recorded == "old" ? 6 : 7, recorded, there, Idle);
        Assert.Equal(end, await Watch(host).EndAsync(PlanOf("new", over: "old"), Cancellation));
    }

    [Theory]
    [InlineData(6, RolloutEnd.RolledBack)]
    [InlineData(7, RolloutEnd.Done)]
    public async Task That_units_alone_were_to_be_started_is_seen_by_the_deployments_number(int current, RolloutEnd end)
    {
        var host = After(current, "same", "same", Idle);
        Assert.Equal(end, await Watch(host).EndAsync(PlanOf("same", over: "same"), Cancellation));
    }

    [Theory]
    [InlineData("deployment 8")]
    [InlineData("holder 2026-01-02T03:04:05Z ann@laptop 812")]
    public async Task What_does_not_end_in_time_is_unknown(string line)
    {
        var host = After(7, "new", "new", line, Idle);
        var watch = new RolloutWatch(host, "red", TimeProvider.System) { Patience = TimeSpan.FromSeconds(0.1) };
        Assert.Null(await watch.EndAsync(PlanOf("new", over: "old"), Cancellation));
    }

    private static RolloutWatch Watch(FakeHost host) => new(host, "red", TimeProvider.System);

    private static DeploymentPlan PlanOf(string text, string over)
    {
        var state = State(
            Record(("/etc/x", over)) with
            {
                Seen = Sha256(RecordText(over)),
            },
            new(StringComparer.Ordinal) { ["/etc/x"] = FakeHost.FileOf(over) }
        );
        return DeploymentPlan.Between([Of("/etc/x", text)], state);
    }

    private static FakeHost After(int current, string recorded, string there, params string[] lines)
    {
        var host = new FakeHost { Lines = [.. lines, ""] };
        host.Files[StatePaths.Version] = FakeHost.FileOf("2\n");
        host.Files[StatePaths.Present.Current] = FakeHost.LinkTo($"deployments/{current}");
        host.Files[StatePaths.Present.Installed] = FakeHost.FileOf(RecordText(recorded));
        host.Files["/etc/x"] = FakeHost.FileOf(there);
        return host;
    }

    private static string RecordText(string text) => $"{Sha256(text)} /etc/x\n";
}
