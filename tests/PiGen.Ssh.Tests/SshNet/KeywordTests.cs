using System.Collections;
using System.Runtime.CompilerServices;
using PiGen.Ssh.SshNet;
using PiGen.Testing;

namespace PiGen.Ssh.Tests.SshNet;

/// <summary>docs/reference/ssh-config-keywords.md is true, row for row.</summary>
public class KeywordTests
{
    // Lines by which settings become others; the first word is the keyword but where other lines show what it does.
    private static readonly Dictionary<string, string> Changes = new()
    {
        ["AddressFamily"] = "AddressFamily inet6",
        ["BatchMode"] = "BatchMode yes",
        ["BindAddress"] = "BindAddress 192.168.1.2",
        ["CASignatureAlgorithms"] = "CASignatureAlgorithms ssh-ed25519",
        ["CertificateFile"] = "CertificateFile ~/.ssh/cert.pub",
        ["Ciphers"] = "Ciphers aes256-ctr",
        ["ConnectTimeout"] = "ConnectTimeout 7",
        ["GlobalKnownHostsFile"] = "GlobalKnownHostsFile /etc/known",
        ["HashKnownHosts"] = "HashKnownHosts yes",
        ["Host"] = "Host red\nPort 2222",
        ["HostKeyAlgorithms"] = "HostKeyAlgorithms ssh-ed25519",
        ["HostKeyAlias"] = "HostKeyAlias blue",
        ["Hostname"] = "Hostname blue",
        ["IdentitiesOnly"] = "IdentitiesOnly yes",
        ["IdentityAgent"] = "IdentityAgent ~/agent",
        ["IdentityFile"] = "IdentityFile ~/key",
        ["IgnoreUnknown"] = "IgnoreUnknown Nonsense\nNonsense 1\nPort 2222",
        ["Include"] = "Include further",
        ["KbdInteractiveAuthentication"] = "KbdInteractiveAuthentication no",
        ["KexAlgorithms"] = "KexAlgorithms curve25519-sha256",
        ["MACs"] = "MACs hmac-sha2-512",
        ["Match"] = "Match host red\nPort 2222",
        ["NumberOfPasswordPrompts"] = "NumberOfPasswordPrompts 1",
        ["PasswordAuthentication"] = "PasswordAuthentication no",
        ["Port"] = "Port 2222",
        ["PreferredAuthentications"] = "PreferredAuthentications password,publickey",
        ["ProxyJump"] = "Host red\nProxyJump blue",
        ["PubkeyAcceptedAlgorithms"] = "PubkeyAcceptedAlgorithms +ssh-rsa",
        ["PubkeyAuthentication"] = "PubkeyAuthentication no",
        ["RequiredRSASize"] = "RequiredRSASize 3072",
        ["RevokedHostKeys"] = "RevokedHostKeys ~/revoked",
        ["ServerAliveCountMax"] = "ServerAliveCountMax 9",
        ["ServerAliveInterval"] = "ServerAliveInterval 9",
        ["StrictHostKeyChecking"] = "StrictHostKeyChecking accept-new",
        ["Tag"] = "Tag one\nMatch tagged one\nPort 2222",
        ["User"] = "User bert",
        ["UserKnownHostsFile"] = "UserKnownHostsFile ~/known",
    };

    public static TheoryData<string, string> Rows =>
        new(
            File.ReadLines(
                    Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/reference/ssh-config-keywords.md")
                )
                .Where(line => line.StartsWith("| ") && !line.StartsWith("| keyword ") && !line.StartsWith("| --- "))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Select(cells => (cells[1], cells[2].Split(':')[0]))
        );

    [Fact]
    public void The_document_has_the_keywords_of_the_program() =>
        Assert.Equal(
            Keyword.All.Select(keyword => $"{keyword.Name} {keyword.Treatment}".ToLowerInvariant()).Order(),
            Rows.Select(row => $"{row.Data.Item1} {row.Data.Item2}".ToLowerInvariant()).Order()
        );

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_keyword_does_what_the_document_says(string keyword, string treatment)
    {
        switch (treatment)
        {
            case "honoured":
                Assert.NotEqual(Settings(""), Settings(Changes[keyword]));
                break;
            case "refused":
                AssertRefused(keyword);
                break;
            default:
                Assert.Equal("irrelevant", treatment);
                Assert.Equal(Settings(""), Settings($"{keyword} yes"));
                break;
        }
    }

    [Fact]
    public void Each_keyword_that_the_real_ssh_prints_is_one_of_them()
    {
        Assert.SkipWhen(RealProgram.Missing("ssh") is not null, RealProgram.Missing("ssh") ?? "");
        var printed = RealProgram.Run("ssh", "-T", "-G", "-F", "none", "red").Out.Split('\n');
        Assert.All(
            printed.Where(line => line.Length > 0).Select(line => line.Split(' ')[0].ToLowerInvariant()),
            keyword => Assert.NotNull(Keyword.Find(keyword))
        );
    }

    private static void AssertRefused(string keyword)
    {
        using var home = new SettingsHome($"Port 2222\n{keyword} always\n");
        Assert.Equal(
            $"/home/.ssh/config:2: {keyword} cannot be honoured by the transport ssh.net"
                + " | go by OpenSSH's own programs, which can: --transport openssh",
            home.Refusal("red")
        );
    }

    private static string Settings(string config)
    {
        using var home = new SettingsHome(config);
        home.Write("home/.ssh/further", "Port 2222\n");
        var settings = home.Read("red");
        var values = typeof(ClientSettings)
            .GetProperties()
            .Select(property => $"{property.Name} {Said(property.GetValue(settings))}");
        return home.Shown(string.Join('\n', values));
    }

    private static string? Said(object? value) =>
        value is IEnumerable values and not string ? string.Join(' ', values.Cast<object>()) : $"{value}";

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
