using System.Net.Sockets;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Core;
using PiGen.Core.SshConfig;
using PiGen.Core.Tests.SshConfig;
using PiGen.Ssh.SshNet;

namespace PiGen.Ssh.Tests.SshNet;

/// <summary>What is read of ssh_config is what the real ssh reads there.</summary>
public class SettingsAgainstSshTests
{
    // ssh runs a command, or reads the addresses of this machine.
    private static readonly string[] Refused =
    [
        "include-in-match-exec",
        "match-exec",
        "match-exec-with-quotes",
        "proxy-command",
    ];

    private static readonly Gen<string> Config = Gen.Elements(
            "Host red",
            "Host red blue",
            "Host * !blue",
            "Host r*",
            "Match host red.lan",
            "Match host red*,!*.lan",
            "Match originalhost red",
            "Match !originalhost red user anna",
            "Match user anna,bert",
            "Match localuser root,anna",
            "Match final",
            "Match final host *.lan",
            "Match canonical",
            "Match all",
            "HostName %h.lan",
            "HostName RED.lan",
            "User anna",
            "User bert",
            "Port 7",
            "Port 8",
            "IdentityFile ~/a",
            "IdentityFile /b",
            "IdentityFile none",
            "CertificateFile ~/c",
            "CertificateFile /d",
            "ProxyJump none",
            "ProxyJump green,bert@yellow:2",
            "ProxyCommand none",
            "UserKnownHostsFile ~/%h-%n-%p-%r-%k /known",
            "UserKnownHostsFile none",
            "GlobalKnownHostsFile /global",
            "HostKeyAlias Alias",
            "StrictHostKeyChecking accept-new",
            "StrictHostKeyChecking off",
            "HashKnownHosts yes",
            "ConnectTimeout none",
            "ConnectTimeout 1m",
            "ServerAliveInterval 5",
            "IdentitiesOnly yes",
            "IdentityAgent none",
            "IgnoreUnknown Nonsense",
            "NumberOfPasswordPrompts 1"
        )
        .ListOf()
        // Without a way that goes round, which ssh goes for ever.
        .Select(lines => string.Join('\n', ["Host green", "ProxyJump none", "Host *", .. lines]));

    // A byte that is no UTF-8 is not told by what ssh prints.
    public static TheoryData<string> ReadBySsh => new(AwkwardConfigs.ReadBySsh.Where(name => name != "latin-1-values"));

    public static TheoryData<string> RefusedBySsh => new(AwkwardConfigs.Names.Except(AwkwardConfigs.ReadBySsh));

    [Theory]
    [MemberData(nameof(ReadBySsh))]
    public void Awkward_files_mean_what_ssh_makes_of_them(string name)
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        using var home = new SshHome(AwkwardConfigs.Bytes(name));
        AssertSame(home, Refused.Contains(name));
    }

    [Theory]
    [MemberData(nameof(RefusedBySsh))]
    public void What_ssh_refuses_is_refused(string name)
    {
        using var home = new SshHome(AwkwardConfigs.Bytes(name));
        var failure = Assert.ThrowsAny<Failure>(() => Read(home, "alpha"));
        Assert.Matches("^ssh cannot read its configuration for alpha: .*:[0-9]+: ", failure.Message);
    }

    [Fact]
    public void Whatever_lines_come_together_mean_what_ssh_makes_of_them()
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        Check.One(
            FsCheck.Config.QuickThrowOnFailure.WithMaxTest(20),
            Prop.ForAll(ConfigGenerators.Text.ToArbitrary(), IsSame)
        );
    }

    [Fact]
    public void Whatever_settings_come_together_are_those_that_ssh_prints()
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(Config.ToArbitrary(), IsSame));
    }

    [Theory]
    [InlineData("Host red\nHostName Real.Example\nHost real.example\nPort 99\nMatch final\nUser fin")]
    [InlineData("Match host real*\nPort 9\nMatch originalhost red\nHostName real-%h-%%\nMatch host real*\nUser u")]
    [InlineData("Match user bert\nPort 7\nMatch originalhost red\nUser bert\nMatch user bert\nPort 8")]
    [InlineData(
        "Match user bert\nPort 7\nUser carl\nHashKnownHosts yes\nHost red\nUser bert\nMatch user bert\nUser x\nPort 8"
    )]
    [InlineData("Match localuser root\nPort 7\nMatch !localuser root\nPort 8")]
    [InlineData("Match canonical\nPort 7\nMatch !canonical final\nPort 8\nMatch !final\nPort 9")]
    [InlineData("ProxyJump none\nProxyJump a")]
    [InlineData("ProxyCommand none\nProxyJump a")]
    [InlineData("Host red\nProxyJump bert@a:22,[fd00::1]:23,ssh://c\nProxyCommand x")]
    [InlineData(
        "UserKnownHostsFile ~/a_%h_%n_%k_%p_%r_%u_%%_%L_%l_%i ~root/%u /%C\nPort 9\nUser bert\nHostKeyAlias Al"
    )]
    [InlineData("UserKnownHostsFile none\nGlobalKnownHostsFile ~/x /y")]
    [InlineData("UserKnownHostsFile ${HOME}/k /dev/null\nGlobalKnownHostsFile none")]
    [InlineData(
        "Host red\nStrictHostKeyChecking ACCEPT-NEW\nAddressFamily inet6\nBatchMode true\nServerAliveInterval 5\nIdentitiesOnly yes"
    )]
    [InlineData(
        "ConnectTimeout none\nConnectTimeout 1m30s\nServerAliveInterval 1H\nNumberOfPasswordPrompts 0\nPort ssh"
    )]
    [InlineData(
        "IdentityFile ~/a\nIdentityFile /b\nIdentityFile ~/a\nCertificateFile ~/c\nCertificateFile /d\nMatch final\nIdentityFile /e"
    )]
    [InlineData("IgnoreUnknown zz*,yy\nZzz 1\nyY a b \"c\"\nPort 3")]
    [InlineData("IdentityAgent none")]
    [InlineData("IdentityAgent ~/agent-%h")]
    [InlineData("IdentityAgent SSH_AUTH_SOCK")]
    [InlineData("Protocol 2\nCipher x\nChallengeResponseAuthentication no\nPubkeyAcceptedKeyTypes +ssh-rsa\nPort 4")]
    [InlineData("Host !red *\nPort 5\nHost r?d !blue\nPort 6\nMatch host !red,*\nUser a\nMatch all\nUser b")]
    public void Settings_are_those_that_ssh_prints(string config)
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        using var home = new SshHome(Encoding.UTF8.GetBytes(config));
        AssertSame(home, mayRefuse: false, "red", "RED", "bert@real.example", "127.1", "FE80::0:1");
    }

    [Theory]
    [InlineData("Port abc")]
    [InlineData("Port 0")]
    [InlineData("Port 65536")]
    [InlineData("Port")]
    [InlineData("Port # 22")]
    [InlineData("Port 1 2")]
    [InlineData("User \"\"")]
    [InlineData("User \"a")]
    [InlineData("BatchMode maybe")]
    [InlineData("StrictHostKeyChecking never")]
    [InlineData("AddressFamily inet4")]
    [InlineData("ConnectTimeout 1x")]
    [InlineData("ConnectTimeout 99999999999")]
    [InlineData("NumberOfPasswordPrompts -1")]
    [InlineData("Host other\nNoSuchKeyword 1")]
    [InlineData("Host other\nIgnoreUnknown *\nHost *\nNoSuchKeyword 1")]
    [InlineData("Match")]
    [InlineData("Match nobody red")]
    [InlineData("Match host")]
    [InlineData("Match all host red")]
    [InlineData("Match host red user bert all")]
    [InlineData("Host \"\"")]
    [InlineData("HostName %x")]
    [InlineData("UserKnownHostsFile /%y")]
    [InlineData("UserKnownHostsFile ${NO_SUCH_VARIABLE}")]
    [InlineData("UserKnownHostsFile ~nobody-of-this-name/x")]
    [InlineData("UserKnownHostsFile none x")]
    [InlineData("Host other\nGlobalKnownHostsFile x None")]
    [InlineData("ProxyJump @")]
    [InlineData("Ciphers")]
    public void Mistakes_are_those_of_ssh(string config)
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        using var home = new SshHome(Encoding.UTF8.GetBytes(config));
        var failure = Assert.ThrowsAny<Failure>(() => Read(home, "red"));
        Assert.Matches("/config:[0-9]: ", failure.Message);
        Assert.EndsWith("exit 255", home.Ask(["red"])["red"]);
    }

    private static bool IsSame(string text)
    {
        using var home = new SshHome(Encoding.UTF8.GetBytes(text));
        AssertSame(home, mayRefuse: false, "red");
        return true;
    }

    private static void AssertSame(SshHome home, bool mayRefuse, params string[] more)
    {
        string[] names =
        [
            .. home.AllNames()
                .Union(more)
                .Where(name => SshDestination.TryParse(name)?.ToString() == name && name[0] != '['),
        ];
        foreach (var (name, answer) in home.Ask(names))
        {
            try
            {
                var settings = Read(home, name);
                Assert.Equal($"{name}:\n{Said(answer, settings)}", $"{name}:\n{Said(settings)}".Replace(home.Path, ""));
            }
            catch (Failure failure)
            {
                Assert.True(mayRefuse, $"{name}: {failure.Message}");
            }
        }
    }

    private static ClientSettings Read(SshHome home, string name)
    {
        var local = LocalUser.Current with { IncludeHome = home.Path, Variable = Variable };
        var options = new SshOptions
        {
            Destination = SshDestination.TryParse(name)!,
            ConfigFile = $"{home.Path}/.ssh/config",
        };
        return SettingsReader.Read(options, local);

        string? Variable(string variable) =>
            variable == "HOME" ? home.Path : Environment.GetEnvironmentVariable(variable);
    }

    private static string Said(string printed, ClientSettings settings)
    {
        var ssh = EffectiveSettings.Parse(printed);
        string[] single =
        [
            "port",
            "user",
            "hostkeyalias",
            "stricthostkeychecking",
            "hashknownhosts",
            "connecttimeout",
            "serveraliveinterval",
            "addressfamily",
            "identitiesonly",
            "batchmode",
            "numberofpasswordprompts",
            "proxyjump",
        ];
        return string.Join(
            '\n',
            [
                // ssh -G prints it in capitals, and looks for the other.
                $"hostname {ssh.First("hostname")?.ToLowerInvariant()}",
                .. single.Select(keyword => $"{keyword} {ssh.First(keyword)}"),
                $"userknownhostsfile {Full(Split(ssh.First("userknownhostsfile")))}",
                $"globalknownhostsfile {Full(Split(ssh.First("globalknownhostsfile")))}",
                $"identityagent {Agent(ssh.First("identityagent"))}",
                $"certificatefile {Full(ssh["certificatefile"])}",
                // ssh prints keys of kinds that SSH.NET has not, too, where none is named.
                $"identityfile {(settings.NamesIdentityFiles ? Full(ssh["identityfile"]) : "")}",
            ]
        );
    }

    private static string Said(ClientSettings settings) =>
        string.Join(
            '\n',
            $"hostname {settings.HostName}",
            $"port {settings.Port}",
            $"user {settings.User}",
            $"hostkeyalias {settings.HostKeyAlias}",
            $"stricthostkeychecking {settings.StrictHostKeyChecking switch { HostKeyChecking.Yes => "true", HostKeyChecking.No => "false", HostKeyChecking.AcceptNew => "accept-new", HostKeyChecking.Ask => "ask" }}",
            $"hashknownhosts {YesOrNo(settings.HashKnownHosts)}",
            $"connecttimeout {settings.ConnectTimeout?.TotalSeconds.ToString() ?? "none"}",
            $"serveraliveinterval {settings.ServerAliveInterval?.TotalSeconds ?? 0}",
            $"addressfamily {settings.AddressFamily switch { AddressFamily.InterNetwork => "inet", AddressFamily.InterNetworkV6 => "inet6", _ => "any" }}",
            $"identitiesonly {YesOrNo(settings.IdentitiesOnly)}",
            $"batchmode {YesOrNo(settings.BatchMode)}",
            $"numberofpasswordprompts {settings.NumberOfPasswordPrompts}",
            $"proxyjump {string.Join(',', settings.Jumps)}",
            $"userknownhostsfile {Words(settings.UserKnownHostsFiles)}",
            $"globalknownhostsfile {Words(settings.GlobalKnownHostsFiles)}",
            $"identityagent {settings.IdentityAgent}",
            $"certificatefile {Words(settings.CertificateFiles)}",
            $"identityfile {(settings.NamesIdentityFiles ? Words(settings.IdentityFiles) : "")}"
        );

    private static string YesOrNo(bool isYes) => isYes ? "yes" : "no";

    private static string Words(IEnumerable<string> words) => string.Join(' ', words);

    private static string Agent(string? printed) =>
        printed switch
        {
            null or "SSH_AUTH_SOCK" => Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") ?? "",
            "none" => "",
            var path => path,
        };

    // What ssh -G prints as it was written.
    private static string Full(params IEnumerable<string> printed) =>
        Words(
            printed
                .Where(path => path != "none")
                .Select(path => Path.GetFullPath(path.Replace("~", LocalUser.Current.Home, StringComparison.Ordinal)))
        );

    private static string[] Split(string? printed) => (printed ?? "none").Split(' ');
}
