using System.Text.Json;
using PiGen.Cli.Reporting;
using PiGen.Core.Deployment;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

public class StatusReportTests
{
    private static readonly UnitState Active = new("a.service", "active", "running", "enabled", 2, new(3, 12, 59));

    private static readonly ManagerStatus Well = new()
    {
        Deployed = "2026-01-02T03:04:05Z anthony@laptop",
        Holder = null,
        IsUnfinished = false,
        Pending = [],
        Tunnels =
        [
            new(
                Tunnel.TryParse("autossh-red001.service 192.168.1.24 8001 red001 22 ssh")!,
                Active,
                IsListening: true,
                Traffic.Flowing
            ),
        ],
        Drift = [],
    };

    private static readonly ManagerStatus Ill = Well with
    {
        Holder = "2026-01-03T00:00:00Z the new one 4711",
        IsUnfinished = true,
        Pending = ["restart autossh-red001.service"],
        Tunnels =
        [
            .. Well.Tunnels,
            new(
                Tunnel.TryParse("autossh-red002.service fd00::24 8002 red002 22 ssh")!,
                new("b.service", "activating", "auto-restart", "disabled", 17, Since: null),
                IsListening: false,
                Traffic.None("refused")
            ),
            new(
                Tunnel.TryParse("gone.service 127.0.0.1 8080 red002 80 exposed")!,
                Unit: null,
                IsListening: true,
                Traffic.Untried("the manager's own")
            ),
        ],
        Drift = [new("/etc/x", IsGone: false), new("/etc/y", IsGone: true)],
    };

    [Fact]
    public void A_tunnel_that_is_up_is_a_row() => GoldenFile.Verify(Printed(report => report.Print(Well)));

    [Fact]
    public void What_is_not_as_it_was_deployed_is_told() => GoldenFile.Verify(Printed(report => report.Print(Ill)));

    [Fact]
    public void The_document_shows_what_is_printed() =>
        Assert.Equal(
            CodeBlock.In("status.md").Single(block => block.Language == "text").Text,
            Printed(report => report.Print(Shown))
        );

    [Fact]
    public void The_document_names_every_member_of_the_json()
    {
        using var json = JsonDocument.Parse(Printed(report => report.PrintJson(Ill)));
        var document = CodeBlock.TextOf("status.md");
        Assert.Equal([], NamesIn(json.RootElement).Distinct().Where(name => !document.Contains($"`{name}`")));
    }

    [Fact]
    public void As_json_it_says_the_same() => GoldenFile.Verify(Printed(report => report.PrintJson(Ill)));

    [Fact]
    public void Where_nothing_is_deployed_it_says_so() =>
        Assert.Equal(
            "nothing is deployed on red\n",
            Printed(report => report.Print(Well with { Deployed = null, Tunnels = [] }))
        );

    [Fact]
    public void Colours_tell_good_from_bad() =>
        Assert.Equal(
            "\e[32mactive\e[0m \e[32myes\e[0m \e[31mno\e[0m \e[33mtries again\e[0m",
            string.Join(
                ' ',
                ((string[])["active", "yes", "no", "tries again"]).Select(word =>
                    Array.Find(
                        ["\e[32m", "\e[31m", "\e[33m"],
                        color => Printed(report => report.Print(Ill), isPainted: true).Contains($"{color}{word}\e[0m")
                    )
                    + word
                    + "\e[0m"
                )
            )
        );

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3599, "59 min")]
    [InlineData(11579, "3 h 12 min")]
    [InlineData(86400, "1 d 0 h")]
    [InlineData(34822800, "403 d 1 h")]
    [InlineData(-5, "0 s")]
    public void A_time_is_said_in_two_units_at_most(double seconds, string text) =>
        Assert.Equal(text, SpokenTime.Of(TimeSpan.FromSeconds(seconds)));

    private static ManagerStatus Shown =>
        Well with
        {
            Tunnels =
            [
                Up("autossh-red001.service 192.168.1.24 8001 red001 22 ssh"),
                new(
                    Tunnel.TryParse("autossh-red002.service 192.168.1.24 8002 red002 22 ssh")!,
                    Active with
                    {
                        Active = "activating",
                        Sub = "auto-restart",
                        Restarts = 17,
                        Since = null,
                    },
                    IsListening: false,
                    Traffic.None("refused")
                ),
                Up("autossh-red001-80.service 192.168.1.24 8080 red001 80 exposed"),
            ],
            Drift = [new("/etc/systemd/system/autossh-red001.service", IsGone: false)],
        };

    private static TunnelStatus Up(string line) =>
        new(Tunnel.TryParse(line)!, Active with { Restarts = 0 }, IsListening: true, Traffic.Flowing);

    private static IEnumerable<string> NamesIn(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(one => NamesIn(one.Value).Prepend(one.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(NamesIn),
            _ => [],
        };

    private static string Printed(Action<StatusReport> print, bool isPainted = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        print(new(output, new Paint(isPainted), "red"));
        return output.ToString();
    }
}
