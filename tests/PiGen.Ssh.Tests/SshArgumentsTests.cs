using System.Collections.Immutable;
using PiGen.Ssh.OpenSsh;

namespace PiGen.Ssh.Tests;

/// <summary>The words that ssh is started with.</summary>
public class SshArgumentsTests
{
    private const string Always =
        "-T -x -o PermitLocalCommand=no -o ClearAllForwardings=yes -o RemoteCommand=none -o LogLevel=ERROR";

    private static readonly SshSettings Plain = PrintedSettings.Parse([]);

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
                + "|-o|ConnectTimeout=20|-o|ServerAliveInterval=15|--|fd00::24|a line",
            string.Join('|', new SshArguments(options, Plain, controlPath: null).Command("a line"))
        );
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "-o BatchMode=no ")]
    public void Sftp_goes_over_the_shared_connection_and_may_ask_whom_ssh_may(bool mayAsk, string batchMode)
    {
        var options = new SshOptions
        {
            Destination = SshDestination.TryParse("pi@[fd00::24]:2222")!,
            MayAsk = mayAsk,
            ConfigFile = "/etc/c",
        };
        Assert.Equal(
            $"-q -S ssh -F /etc/c -o User=pi -P 2222 {batchMode}-o RemoteCommand=none -o LogLevel=ERROR -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ControlMaster=auto -o ControlPath=/tmp/p/s -o ControlPersist=60 -b - -- [fd00::24]",
            Text(new SshArguments(options, Plain, "/tmp/p/s").Sftp())
        );
    }

    [Fact]
    public void Sftp_which_runs_in_a_folder_of_its_own_gets_full_paths()
    {
        var options = new SshOptions
        {
            Destination = SshDestination.TryParse("red")!,
            ConfigFile = "c",
            IdentityFile = "~/k",
        };
        Assert.StartsWith(
            $"-q -S ssh -F {Path.GetFullPath("c")} -i ~/k ",
            Text(new SshArguments(options, Plain, null).Sftp()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_the_person_has_set_stays()
    {
        var settings = PrintedSettings.Parse(["connecttimeout 3", "serveraliveinterval 5"]);
        Assert.Equal($"{Always} -- red true", Text(Of("red", settings, null).Command("true")));
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
        var settings = PrintedSettings.Parse(lines.Split('\n'));
        Assert.Equal((path, isKept), (settings.ControlPath, settings.KeepsSharedConnections));
    }

    [Fact]
    public void A_host_beyond_another_is_reached_by_its_own_name_over_that_ones_connection()
    {
        var options = new SshOptions
        {
            Destination = SshDestination.TryParse("red001")!,
            ProxyCommand = "ssh -W %h:%p -- red",
        };
        Assert.Equal(
            "-G -o ProxyCommand=ssh -W %h:%p -- red -o HostName=red001 " + Always + " -- red001",
            Text(new SshArguments(options, settings: null, controlPath: null).Settings())
        );
    }

    [Fact]
    public void The_way_through_a_host_is_its_connections_words_and_the_target_that_ssh_fills_in() =>
        Assert.Equal(
            $"{Always} -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ControlMaster=auto -o ControlPath=/tmp/p/s -o ControlPersist=60 -W %h:%p -- red",
            Text(Of("red", Plain, "/tmp/p/s").Passage())
        );

    [Fact]
    public void What_ssh_knows_hosts_by_is_read_from_it()
    {
        var settings = PrintedSettings.Parse([
            "userknownhostsfile /h/.ssh/known_hosts /h/.ssh/known_hosts2",
            "hashknownhosts yes",
            "identityfile ~/.ssh/id_rsa",
            "identityfile ~/.ssh/id_ed25519",
        ]);
        Assert.Equal(
            "/h/.ssh/known_hosts|/h/.ssh/known_hosts2 True ~/.ssh/id_rsa|~/.ssh/id_ed25519",
            $"{string.Join('|', settings.KnownHostsFiles)} {settings.HidesNames} {string.Join('|', settings.IdentityFiles)}"
        );
    }

    private static SshArguments Of(string host, SshSettings? settings, string? controlPath) =>
        new(new() { Destination = SshDestination.TryParse(host)! }, settings, controlPath);

    private static string Text(ImmutableArray<string> arguments) => string.Join(' ', arguments);
}
