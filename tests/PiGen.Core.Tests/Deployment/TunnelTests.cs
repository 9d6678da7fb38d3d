using PiGen.Core.Deployment;
using PiGen.Core.Model;

namespace PiGen.Core.Tests.Deployment;

public class TunnelTests
{
    private const string Ssh = "autossh-red001.service 192.168.1.24 8001 red001 22 ssh";
    private const string Web = "autossh-red001-80.service fd00::24 8080 red001 80 exposed";

    [Theory]
    [InlineData(Ssh, "autossh-red001.service 192.168.1.24:8001 → red001:22 Ssh")]
    [InlineData(Web, "autossh-red001-80.service [fd00::24]:8080 → red001:80 Exposed")]
    [InlineData("", null)]
    [InlineData(Ssh + " more", null)]
    [InlineData(" 192.168.1.24 8001 red001 22 ssh", null)]
    [InlineData("autossh-red001.service 192.168.1 8001 red001 22 ssh", null)]
    [InlineData("autossh-red001.service 192.168.1.24 0 red001 22 ssh", null)]
    [InlineData("autossh-red001.service 192.168.1.24 8001 red_1 22 ssh", null)]
    [InlineData("autossh-red001.service 192.168.1.24 8001 red001 +22 ssh", null)]
    [InlineData("autossh-red001.service 192.168.1.24 8001 red001 22 Ssh", null)]
    public void A_line_of_the_record_is_a_tunnel_or_nothing(string line, string? tunnel) =>
        Assert.Equal(tunnel, Tunnel.TryParse(line) is { } read ? TextOf(read.Unit, read.Forward) : null);

    [Theory]
    [InlineData("red001", true)]
    [InlineData("red001-80", true)]
    [InlineData("autossh-red001-80", true)]
    [InlineData("autossh-red001-80.service", true)]
    [InlineData("red001-22", false)]
    [InlineData("red00", false)]
    [InlineData("", false)]
    public void It_is_known_by_its_workers_name_its_own_and_its_units(string name, bool isNamed) =>
        Assert.Equal(isNamed, Tunnel.TryParse(Web)!.IsNamed(name));

    private static string TextOf(string unit, Forward forward) =>
        $"{unit} {forward.Listener.BindAddress.Bracketed}:{forward.Listener.Port} → {forward.Worker}:{forward.Target} {forward.Purpose}";
}
