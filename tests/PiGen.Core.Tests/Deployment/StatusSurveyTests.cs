using PiGen.Core.Deployment;

namespace PiGen.Core.Tests.Deployment;

public class StatusSurveyTests
{
    private const string Up = """
        Welcome to red

        look
        deployment 3
        deployment 4
        uptime 11520.50
        current 4
        before 3
        deployed 2026-01-02T03:04:05Z anthony@laptop
        tunnel autossh-red001.service 192.168.1.24 8001 red001 22 ssh
        recorded 1111 /etc/systemd/system/autossh-red001.service
        recorded 2222 /etc/my notes
        found 1111  /etc/systemd/system/autossh-red001.service
        found 2222  /etc/my notes
        listener 1801A8C0:1F41

        Id=autossh-red001.service
        ActiveState=active
        SubState=running
        UnitFileState=enabled
        NRestarts=2
        ActiveEnterTimestampMonotonic=20500000

        """;

    [Fact]
    public async Task All_of_a_tunnel_is_seen_at_one_look() =>
        Assert.Equal(
            "red001 active running enabled 2 03:11:40 listening",
            string.Join('\n', (await Look(Up)).Tunnels.Select(TextOf))
        );

    [Theory]
    [InlineData("", "", true)]
    [InlineData("ActiveState=active", "ActiveState=activating", false)]
    [InlineData("listener 1801A8C0:1F41", "listener 1801A8C0:1F42", false)]
    [InlineData("listener 1801A8C0:1F41", "listener 0100007F:1F41", false)]
    [InlineData("listener 1801A8C0:1F41", "listener 00000000:1F41", true)]
    [InlineData("listener 1801A8C0:1F41", "listener 00000000000000000000000000000000:1F41", true)]
    [InlineData("listener 1801A8C0:1F41", "listener garbage", false)]
    [InlineData("Id=autossh-red001.service", "Id=other.service", false)]
    [InlineData("found 1111", "found 3333", false)]
    [InlineData("found 1111", "hidden 1111", true)]
    [InlineData("current 4", "current 3", false)]
    [InlineData("deployed ", "somehow ", false)]
    public async Task It_is_well_if_all_that_was_deployed_is_there_and_up(string text, string instead, bool isWell) =>
        Assert.Equal(
            isWell,
            (await Look(text.Length == 0 ? Up : Up.Replace(text, instead, StringComparison.Ordinal))).IsWell
        );

    [Theory]
    [InlineData("fd00::24", "000000FD000000000000000024000000:1F41", true)]
    [InlineData("fd00::24", "00000000000000000000000000000000:1F41", true)]
    [InlineData("fd00::24", "00000000:1F41", false)]
    public async Task An_address_of_IPv6_is_read_as_the_kernel_writes_it(string bind, string address, bool isListening)
    {
        var lines = Up.Replace("192.168.1.24", bind, StringComparison.Ordinal)
            .Replace("1801A8C0:1F41", address, StringComparison.Ordinal);
        Assert.Equal(isListening, (await Look(lines)).Tunnels.Single().IsListening);
    }

    [Theory]
    [InlineData("found 2222  /etc/my notes", "found 3333  /etc/my notes", "edited /etc/my notes")]
    [InlineData("found 2222  /etc/my notes", "gone /etc/my notes", "gone /etc/my notes")]
    [InlineData("listener ", "edited /etc/my notes\nlistener ", "edited /etc/my notes")]
    [InlineData("found 2222  /etc/my notes\n", "", "")]
    public async Task A_file_that_is_not_what_was_deployed_is_named(string text, string instead, string drift) =>
        Assert.Equal(
            drift,
            string.Join(
                ' ',
                (await Look(Up.Replace(text, instead, StringComparison.Ordinal))).Drift.Select(file =>
                    $"{(file.IsGone ? "gone" : "edited")} {file.Path}"
                )
            )
        );

    [Theory]
    [InlineData("holder now me 42\ndeploying now", 5, "now me 42", false)]
    [InlineData("holder then me 42", 5, null, true)]
    [InlineData("holder then me 42", 4, null, false)]
    public async Task Who_is_deploying_is_told_apart_from_who_was_cut_short(
        string holder,
        int newest,
        string? deploying,
        bool isUnfinished
    )
    {
        var status = await Look(
            Up.Replace("uptime", $"deployment {newest}\n{holder}\nuptime", StringComparison.Ordinal)
        );
        Assert.Equal((deploying, isUnfinished), (status.Holder, status.IsUnfinished));
    }

    [Fact]
    public async Task What_is_due_is_told() =>
        Assert.Equal(
            ["restart a.service"],
            (await Look(Up.Replace("uptime", "pending restart a.service\nuptime", StringComparison.Ordinal))).Pending
        );

    [Fact]
    public async Task Where_nothing_was_deployed_there_is_nothing_and_that_is_not_well()
    {
        var status = await Look("look\nuptime 1.00\nlistener 00000000:0016\n");
        Assert.Equal((null, 0, false), (status.Deployed, status.Tunnels.Length, status.IsWell));
    }

    [Fact]
    public async Task A_record_that_is_none_of_PiGens_is_a_failure() =>
        Assert.Equal(
            "/var/lib/pigen/clusters/default/current/units on pi@red.local is no record of PiGen's",
            (await Assert.ThrowsAsync<Failure>(() => Look("look\nuptime 1.00\ntunnel a b\n"))).Message
        );

    [Fact]
    public async Task A_systemd_that_does_not_answer_is_a_failure() =>
        Assert.Equal(
            "systemd on pi@red.local does not say how its units are: it said why",
            (await Assert.ThrowsAsync<Failure>(() => Look(Up, exitCode: 1))).Message
        );

    private static Task<ManagerStatus> Look(string lines, int exitCode = 0) =>
        new StatusSurvey(new FakeHost { Lines = lines.Split('\n'), Answer = new(exitCode, ["it said why"]) }).ReadAsync(
            TestContext.Current.CancellationToken
        );

    private static string TextOf(TunnelStatus status) =>
        $"{status.Tunnel.Forward.Name} {status.Unit!.Active} {status.Unit.Sub} {status.Unit.File} {status.Unit.Restarts} "
        + $"{status.Unit.Since:hh\\:mm\\:ss} {(status.IsListening ? "listening" : "silent")}";
}
