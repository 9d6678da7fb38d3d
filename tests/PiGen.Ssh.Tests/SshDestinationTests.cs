using PiGen.Templating.Text;
using PiGen.Testing;

namespace PiGen.Ssh.Tests;

public class SshDestinationTests
{
    [Theory]
    [InlineData("red", "|red|")]
    [InlineData("red.local:2222", "|red.local|2222")]
    [InlineData("pi@red", "pi|red|")]
    [InlineData("my_pi", "|my_pi|")]
    [InlineData("pi@home.example@red:22", "pi@home.example|red|22")]
    [InlineData("192.168.1.24", "|192.168.1.24|")]
    [InlineData("[fd00::24]", "|fd00::24|")]
    [InlineData("pi@[fe80::1%eth0]:8022", "pi|fe80::1%eth0|8022")]
    public void A_destination_has_a_user_a_host_and_a_port(string text, string parts)
    {
        var destination = SshDestination.TryParse(text)!;
        Assert.Equal((parts, text), ($"{destination.User}|{destination.Host}|{destination.Port}", $"{destination}"));
    }

    [Theory]
    [InlineData("", "PG0601 --host \"\"")]
    [InlineData("pi@", "PG0601 --host \"\"")]
    [InlineData(":22", "PG0601 --host \"\"")]
    [InlineData("pi@red local", "PG0602 --host \"red local\"")]
    [InlineData("-oProxyCommand=sh", "PG0602 --host \"-oProxyCommand=sh\"")]
    [InlineData("$(reboot)", "PG0602 --host \"$(reboot)\"")]
    [InlineData("red\n", "PG0602 --host \"red\n\"")]
    [InlineData("rot.örtlich", "PG0602 --host \"rot.örtlich\"")]
    [InlineData("[red]", "PG0602 --host \"red\"")]
    [InlineData("[]", "PG0602 --host \"\"")]
    [InlineData("[fe80::1%]", "PG0602 --host \"fe80::1%\"")]
    [InlineData("@red", "PG0603 --host \"@\"")]
    [InlineData("-l@red", "PG0603 --host \"-l@\"")]
    [InlineData("p i@red", "PG0603 --host \"p i@\"")]
    [InlineData("red:", "PG0604 --host \":\"")]
    [InlineData("red:ssh", "PG0604 --host \":ssh\"")]
    [InlineData("red:0", "PG0604 --host \":0\"")]
    [InlineData("red:65536", "PG0604 --host \":65536\"")]
    [InlineData("red:22:22", "PG0604 --host \":22:22\"")]
    [InlineData("[fd00::24]22", "PG0604 --host \"22\"")]
    [InlineData("fd00::24", "PG0605 --host \"fd00::24\"")]
    [InlineData("pi@[fd00::24", "PG0606 --host \"[\"")]
    public void What_leads_nowhere_is_pointed_at(string text, string mistake)
    {
        var diagnostics = new DiagnosticBag();
        var destination = SshDestination.Parse(new SourceText("--host", text), diagnostics);
        Assert.Equal((null, mistake), (destination, Mistakes.Of(diagnostics)));
    }
}
