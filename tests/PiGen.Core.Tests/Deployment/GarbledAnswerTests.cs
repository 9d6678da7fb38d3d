using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Core.Model;
using PiGen.Testing;

namespace PiGen.Core.Tests.Deployment;

/// <summary>Whatever a host answers: it is understood, or a sentence about that host.</summary>
public sealed class GarbledAnswerTests
{
    private const string Look = """
        look
        deployment 4
        holder now me 42
        pending restart a.service
        uptime 11520.50
        original /etc/x
        activity a.service up 1
        current 4
        before 3
        deployed 2026-01-02T03:04:05Z anthony@laptop
        tunnel autossh-red001.service 192.168.1.24 8001 red001 22 ssh
        recorded 1111 /etc/systemd/system/autossh-red001.service
        found 1111  /etc/systemd/system/autossh-red001.service
        listener 1801A8C0:1F41

        Id=autossh-red001.service
        ActiveState=active
        SubState=running
        UnitFileState=enabled
        NRestarts=2
        ActiveEnterTimestampMonotonic=20500000

        Id=other.service
        ActiveState=inactive

        """;

    private const string Workers = """
        worker 0 0
        out
        ZmlsZSAuc3NoL2F1dGhvcml6ZWRfa2V5cwpRUT09Cg==
        err
        end
        worker 1 255
        out
        err
        UGVybWlzc2lvbiBkZW5pZWQK
        end
        """;

    private const string Files = """
        none .ssh
        file .ssh/authorized_keys
        c3NoLWVkMjU1MTkgQUFBQUMzTnphQzFsWkRJMU5URTVBQUFBSUFBQkFnTUVCUVlIQ0FrS0N3d05E
        ZzhRRVJJVEZCVVdGeGdaR2hzY0hSNGYK
        file .ssh/authorized_keys.pigen
        bWFkZSBmaWxlCg==
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_manager_that_is_looked_at() =>
        ForEachGarbled(Look, host => new StatusSurvey(host).ReadAsync(Cancellation));

    [Fact]
    public void A_manager_before_a_plan() =>
        ForEachGarbled(Look, host => new ManagerSurvey(host, "red").ReadAsync([], Cancellation));

    [Fact]
    public void A_manager_that_asks_workers() => ForEachGarbled(Workers, FanOutAsync);

    [Fact]
    public void A_workers_keys() =>
        ForEachGarbled(
            Files,
            host =>
            {
                AuthorizedKeysFile.TryParse(host.Lines)?.Revoke(only: null);
                return Task.CompletedTask;
            }
        );

    [Theory]
    [InlineData("uptime 11520.50", "uptime NaN")]
    [InlineData("uptime 11520.50", "uptime 1e300")]
    [InlineData("uptime 11520.50", "uptime -1")]
    [InlineData("uptime 11520.50", "uptime ")]
    [InlineData("Monotonic=20500000", "Monotonic=9223372036854775807")]
    [InlineData("NRestarts=2", "NRestarts=-2")]
    [InlineData("Id=other.service", "Id=autossh-red001.service")]
    [InlineData("found 1111", "found 1111  /etc/systemd/system/autossh-red001.service\nfound 2222")]
    public async Task Numbers_that_are_none_and_names_that_come_twice_are_said_of_the_host(string text, string instead)
    {
        var host = new FakeHost { Lines = Look.Replace(text, instead, StringComparison.Ordinal).Split('\n') };
        var failure = await Assert.ThrowsAsync<AnswerNotUnderstood>(() =>
            new StatusSurvey(host).ReadAsync(Cancellation)
        );
        Assert.StartsWith("pi@red.local gave an answer ", failure.Message, StringComparison.Ordinal);
    }

    private static async Task FanOutAsync(FakeHost host)
    {
        var user = await TunnelUser.FindAsync(host, UserName.TryParse("pi")!, Cancellation);
        var answers = await new FanOut(user).RunAsync(
            "true",
            [],
            [("red001", default), ("red002", default)],
            Cancellation
        );
        Assert.Equal(["red001", "red002"], answers.Select(answer => answer.Worker));
    }

    private static void ForEachGarbled(string answer, Func<FakeHost, Task> ask) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(int.MaxValue),
            Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                seed =>
                {
                    try
                    {
                        ask(new FakeHost { Lines = Garbled.Of(answer.Split('\n'), seed) }).GetAwaiter().GetResult();
                    }
                    catch (Failure failure)
                    {
                        Assert.Contains("red", failure.Message, StringComparison.Ordinal);
                    }
                }
            )
        );
}
