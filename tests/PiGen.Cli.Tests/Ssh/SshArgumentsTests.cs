using System.Collections.Immutable;
using PiGen.Cli.Ssh;

namespace PiGen.Cli.Tests.Ssh;

/// <summary>The words that ssh is started with.</summary>
public class SshArgumentsTests
{
    private const string Always =
        "-T -x -o PermitLocalCommand=no -o ClearAllForwardings=yes -o RemoteCommand=none -o LogLevel=ERROR";

    private static readonly SshSettings Plain = SshSettings.Parse([]);

    [Fact]
    public void What_was_given_is_passed_on_and_nothing_can_be_read_as_an_option()
    {
        var options = new SshOptions
        {
            Destination = SshDestination.TryParse("pi@[fd00::24]:2222")!,
            ConfigFile = "my config",
            IdentityFile = "key",
            JumpHosts = [SshDestination.TryParse("a@b:1")!, SshDestination.TryParse("[fd00::1]")!],
            MayAsk = false,
        };
        Assert.Equal(
            "-F|my config|-i|key|-J|a@b:1,[fd00::1]|-l|pi|-p|2222|-o|BatchMode=yes|"
                + Always.Replace(' ', '|')
                + "|-o|ConnectTimeout=20|-o|ServerAliveInterval=15|--|fd00::24|'-v' 'x'",
            string.Join('|', new SshArguments(options, Plain, controlPath: null).Command(new("-v", "x")))
        );
    }

    [Fact]
    public void Sftp_is_a_subsystem_over_the_shared_connection() =>
        Assert.Equal(
            $"{Always} -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ControlMaster=auto -o ControlPath=/tmp/p/s -o ControlPersist=60 -s -- red sftp",
            Text(Of("red", Plain, "/tmp/p/s").Sftp())
        );

    [Fact]
    public void What_the_person_has_set_stays()
    {
        var settings = SshSettings.Parse(["connecttimeout 3", "serveraliveinterval 5"]);
        Assert.Equal($"{Always} -- red 'true'", Text(Of("red", settings, null).Command(new("true"))));
    }

    [Fact]
    public void Settings_are_asked_for_without_a_connection() =>
        Assert.Equal($"-G {Always} -- red", Text(Of("red", null, null).Settings()));

    [Fact]
    public void A_shared_connection_is_closed_by_its_socket() =>
        Assert.Equal(
            "-o ControlMaster=auto -o ControlPath=/tmp/p/s -o ControlPersist=60 -O exit -o LogLevel=ERROR -- red",
            Text(Of("red", Plain, "/tmp/p/s").Control("exit"))
        );

    [Theory]
    [InlineData("controlmaster auto\ncontrolpath /s\ncontrolpersist 60", "/s", true)]
    [InlineData("controlmaster auto\ncontrolpath /s\ncontrolpersist yes", "/s", true)]
    [InlineData("controlmaster auto\ncontrolpath /s\ncontrolpersist no", "/s", false)]
    [InlineData("controlmaster false\ncontrolpath /a b\ncontrolpersist 60", "/a b", false)]
    [InlineData("controlmaster auto\ncontrolpath none\ncontrolpersist 60", null, true)]
    [InlineData("controlmaster false\ncontrolpersist no", null, false)]
    public void Whether_connections_are_shared_is_read_from_ssh(string lines, string? path, bool isKept)
    {
        var settings = SshSettings.Parse(lines.Split('\n'));
        Assert.Equal((path, isKept), (settings.ControlPath, settings.KeepsSharedConnections));
    }

    private static SshArguments Of(string host, SshSettings? settings, string? controlPath) =>
        new(new() { Destination = SshDestination.TryParse(host)! }, settings, controlPath);

    private static string Text(ImmutableArray<string> arguments) => string.Join(' ', arguments);
}
