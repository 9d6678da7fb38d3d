using System.Collections.Immutable;
using PiGen.Ssh.SshNet;
using PiGen.Testing;

namespace PiGen.Ssh.Tests.SshNet;

public sealed class HostKeysTests
{
    private const string Unknown = "the host key of red is not known here, so it may be any machine";
    private const string Revoked = "the host key of red is marked as revoked";

    [Fact]
    public async Task AKnownKeyIsBelievedAndNobodyIsAsked()
    {
        await using var server = await SshServer.StartAsync();
        var person = new ScriptedPerson("never");

        Assert.Equal("in", Visit.Pay(server.Settings(), person));
        Assert.Empty(person.Questions);
    }

    [Theory]
    [InlineData(nameof(HostKeyChecking.Ask))]
    [InlineData(nameof(HostKeyChecking.Yes))]
    public async Task AnUnknownKeyIsRefusedWhereNobodyCanBeAsked(string checking)
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with
        {
            UserKnownHostsFiles = [server.Folder["none"]],
            StrictHostKeyChecking = Enum.Parse<HostKeyChecking>(checking),
        };

        Assert.Equal(Unknown, Visit.Pay(settings, new ScriptedPerson()));
        Assert.Equal(Unknown, Visit.Pay(settings with { BatchMode = true }, new ScriptedPerson("yes")));
        Assert.Equal("", server.Folder.Read("none"));
    }

    [Fact]
    public async Task AnUnknownKeyIsShownAndAYesIsWrittenSoThatSshAndPiGenBelieveItFromThenOn()
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with { HostKeyAlias = null, UserKnownHostsFiles = [server.Folder["none"]] };
        var fingerprint = RealProgram.Run("ssh-keygen", "-l", "-f", server.Folder["host.pub"]).Out.Split(' ')[1];
        var person = new ScriptedPerson("perhaps", "yes");

        Assert.Equal("in", Visit.Pay(settings, person));
        Assert.Equal(
            [
                $"The authenticity of host '[127.0.0.1]:{server.Port}' can't be established.\n"
                    + $"ED25519 key fingerprint is {fingerprint}.\n"
                    + "Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
                "Please type 'yes', 'no' or the fingerprint: ",
            ],
            person.Questions
        );
        Assert.Equal("in", Visit.Pay(settings, new ScriptedPerson()));
        Assert.Equal("in", Visit.PayByProgram(server, settings));
    }

    [Theory]
    [InlineData("no")]
    [InlineData("")]
    [InlineData("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "no")]
    public async Task WithoutAYesAnUnknownKeyStaysUnknown(params string[] answers)
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with { UserKnownHostsFiles = [server.Folder["none"]] };

        Assert.Equal(Unknown, Visit.Pay(settings, new ScriptedPerson(answers)));
        Assert.Equal("", server.Folder.Read("none"));
    }

    [Fact]
    public async Task TheFingerprintIsAYesAndNamesAreHashedWhereThatIsWanted()
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with { UserKnownHostsFiles = [server.Folder["none"]], HashKnownHosts = true };
        var fingerprint = RealProgram.Run("ssh-keygen", "-l", "-f", server.Folder["host.pub"]).Out.Split(' ')[1];

        Assert.Equal("in", Visit.Pay(settings, new ScriptedPerson(fingerprint)));
        Assert.StartsWith("|1|", server.Folder.Read("none"), StringComparison.Ordinal);
        Assert.Equal("in", Visit.Pay(settings, new ScriptedPerson()));
        Assert.Equal("in", Visit.PayByProgram(server, settings));
    }

    [Theory]
    [InlineData(nameof(HostKeyChecking.AcceptNew))]
    [InlineData(nameof(HostKeyChecking.No))]
    public async Task AnUnknownKeyIsWrittenUnaskedWhereThatIsWanted(string checking)
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with
        {
            UserKnownHostsFiles = [server.Folder["none"]],
            StrictHostKeyChecking = Enum.Parse<HostKeyChecking>(checking),
        };

        Assert.Equal("in", Visit.Pay(settings, new ScriptedPerson()));
        Assert.Equal("in", Visit.PayByProgram(server, settings));
    }

    [Fact]
    public async Task AChangedKeyIsRefusedWithThePlaceOfTheOldOne()
    {
        await using var server = await SshServer.StartAsync();
        var changed = server.Folder.Write("changed", $"# comment\nred {server.Folder.Read("stranger.pub")}");
        var settings = server.Settings() with { UserKnownHostsFiles = [changed] };
        var sentence =
            $"the host key of red is not the one that is known here ({changed}:2): another machine answers, or the host was set up anew";

        Assert.Equal(sentence, Visit.Pay(settings, new ScriptedPerson("yes")));
        Assert.Equal(
            sentence,
            Visit.Pay(settings with { StrictHostKeyChecking = HostKeyChecking.AcceptNew }, new ScriptedPerson("yes"))
        );
        Assert.Contains($"Offending ED25519 key in {changed}:2", Visit.PayByProgram(server, settings));
        Assert.Equal(
            "in",
            Visit.Pay(settings with { StrictHostKeyChecking = HostKeyChecking.No }, new ScriptedPerson())
        );
    }

    [Fact]
    public async Task AKeyOfAnotherKindIsAChangedKeyAsForSsh()
    {
        await using var server = await SshServer.StartAsync();
        server.MakeKey("other", "rsa");
        var changed = server.Folder.Write("changed", $"red {server.Folder.Read("other.pub")}");
        var settings = server.Settings() with { UserKnownHostsFiles = [changed] };

        Assert.Contains($"({changed}:1)", Visit.Pay(settings, new ScriptedPerson("yes")));
        Assert.Contains($"Offending RSA key in {changed}:1", Visit.PayByProgram(server, settings));
    }

    [Theory]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    public async Task OfSeveralKeysOfAHostTheKnownKindIsAskedFor(string kind)
    {
        var folder = new TemporaryFolder();
        RealProgram.Run("ssh-keygen", "-q", "-t", kind, "-N", "", "-f", folder["other"]);
        await using var server = await SshServer.StartAsync(
            folder,
            [SshServer.Program],
            [$"HostKey {folder["other"]}"]
        );
        folder.Write("known_hosts", $"red {folder.Read("other.pub")}");

        Assert.Equal("in", Visit.Pay(server.Settings(), new ScriptedPerson()));
    }

    [Fact]
    public async Task ARevokedKeyIsRefusedEvenIfItIsKnown()
    {
        await using var server = await SshServer.StartAsync();
        var key = server.Folder.Read("host.pub");
        server.Folder.Write("revoked", $"red {key}@revoked * {key}");
        server.Folder.Write("list", $"# gone\n{key}");
        server.Folder.Write("krl", "SSHKRL\n\0");
        var settings = server.Settings();

        Assert.Equal(
            Revoked,
            Visit.Pay(settings with { UserKnownHostsFiles = [server.Folder["revoked"]] }, new ScriptedPerson("yes"))
        );
        Assert.Equal(
            Revoked,
            Visit.Pay(settings with { RevokedHostKeys = server.Folder["list"] }, new ScriptedPerson())
        );
        Assert.Equal(
            $"the keys that {server.Folder["krl"]} revokes cannot be read, so no key of red is believed",
            Visit.Pay(settings with { RevokedHostKeys = server.Folder["krl"] }, new ScriptedPerson())
        );
    }

    [Theory]
    [InlineData("red,blue")]
    [InlineData("*.example,RED")]
    [InlineData("re?")]
    public async Task ANameIsFoundByPatterns(string names)
    {
        await using var server = await SshServer.StartAsync();
        server.Folder.Write("known_hosts", $"{names} {server.Folder.Read("host.pub")}");

        Assert.Equal("in", Visit.Pay(server.Settings(), new ScriptedPerson()));
        Assert.Equal("in", Visit.PayByProgram(server, server.Settings()));
    }

    [Theory]
    [InlineData("[127.0.0.1]:PORT", "in")]
    [InlineData("127.0.0.1", "in")]
    [InlineData("[127.0.0.1]:1", Unknown)]
    [InlineData("!127.0.0.1,*", "in")]
    public async Task AHostWithoutAnAliasIsLookedUpWithItsPortAndThenWithout(string names, string outcome)
    {
        await using var server = await SshServer.StartAsync();
        server.Folder.Write(
            "known_hosts",
            $"{names.Replace("PORT", $"{server.Port}")} {server.Folder.Read("host.pub")}"
        );

        Assert.Equal(outcome, Visit.Pay(server.Settings() with { HostKeyAlias = null }, new ScriptedPerson()));
        Assert.Equal(
            outcome == "in",
            Visit.PayByProgram(server, server.Settings() with { HostKeyAlias = null }) == "in"
        );
    }

    /// <summary>Rows: who signs, for whom, how long, what else the line of known hosts says; whether it gets in.</summary>
    public static TheoryData<string, string, string, string, string> Certificates =>
        new()
        {
            { "good", "ca", "-h -n red,blue", "@cert-authority re* CA", "in" },
            { "another name", "ca", "-h -n blue", "@cert-authority * CA", Unknown },
            { "no name", "ca", "-h", "@cert-authority * CA", Unknown },
            { "a user's", "ca", "-n red", "@cert-authority * CA", Unknown },
            { "expired", "ca", "-h -n red -V 20200101:20210101", "@cert-authority * CA", Unknown },
            { "not yet valid", "ca", "-h -n red -V 20990101:21000101", "@cert-authority * CA", Unknown },
            { "expired, but known", "ca", "-h -n red -V 20200101:20210101", "@cert-authority * CA\nred HOST", "in" },
            { "another authority", "stranger", "-h -n red", "@cert-authority * CA", Unknown },
            { "authority of other hosts", "ca", "-h -n red", "@cert-authority blue CA", Unknown },
            { "revoked authority", "ca", "-h -n red", "@cert-authority * CA\n@revoked * CA", Revoked },
            { "revoked key", "ca", "-h -n red", "@cert-authority * CA\n@revoked * HOST", Revoked },
        };

    [Theory]
    [MemberData(nameof(Certificates))]
    public async Task AHostsCertificateIsBelievedAsSshBelievesIt(
        string name,
        string signer,
        string how,
        string known,
        string outcome
    )
    {
        var folder = new TemporaryFolder();
        RealProgram.Run("ssh-keygen", "-q", "-t", "rsa", "-N", "", "-f", folder["ca"]);
        await using var server = await SshServer.StartAsync(
            folder,
            [SshServer.Program],
            [$"HostCertificate {folder["host-cert.pub"]}"]
        );
        var signed = RealProgram.Run(
            "ssh-keygen",
            ["-q", "-s", folder[signer], "-I", "red", "-t", "rsa-sha2-512", .. how.Split(' '), folder["host.pub"]],
            []
        );
        Assert.True(signer != "ca" || signed.ExitCode == 0, signed.Error);
        folder.Write(
            "known_hosts",
            known.Replace("CA", folder.Read("ca.pub")).Replace("HOST", folder.Read("host.pub"))
        );

        Assert.Equal(outcome, Visit.Pay(server.Settings(), new ScriptedPerson()));
        if (name != "no name")
        {
            // OpenSSH 9.2 takes a certificate without names for any host; newer ones do not, and neither does PiGen.
            Assert.Equal(outcome == "in", Visit.PayByProgram(server, server.Settings()) == "in");
        }
    }

    [Fact]
    public async Task AuthoritiesSignOnlyInTheWaysThatAreAllowed()
    {
        var folder = new TemporaryFolder();
        RealProgram.Run("ssh-keygen", "-q", "-t", "rsa", "-N", "", "-f", folder["ca"]);
        await using var server = await SshServer.StartAsync(
            folder,
            [SshServer.Program],
            [$"HostCertificate {folder["host-cert.pub"]}"]
        );
        RealProgram.Run("ssh-keygen", "-q", "-s", folder["ca"], "-I", "red", "-h", "-n", "red", folder["host.pub"]);
        folder.Write("known_hosts", $"@cert-authority red {folder.Read("ca.pub")}");
        ImmutableArray<string> others = ["ssh-ed25519", "rsa-sha2-256"];

        Assert.Equal(
            Unknown,
            Visit.Pay(server.Settings() with { CASignatureAlgorithms = others }, new ScriptedPerson())
        );
    }

    [Fact]
    public async Task AQuestionThatGetsNoAnswerEndsTheConnection()
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with { UserKnownHostsFiles = [server.Folder["none"]] };

        Assert.Equal("there is nobody to ask", Visit.Pay(settings, new ScriptedPerson("what?")));
        Assert.Throws<OperationCanceledException>(() => Visit.Pay(settings, new ScriptedPerson(ScriptedPerson.Cancel)));
    }

    [Fact]
    public async Task OnlyAlgorithmsThatSshConfigNamesAreAskedFor()
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings();
        var named = settings with { HostKeyAlgorithms = ["rsa-sha2-256", "ssh-rsa", "ssh-ed25519"] };

        Assert.Equal(
            "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256",
            AskedFor(settings)
        );
        Assert.Equal("ssh-ed25519,rsa-sha2-256,ssh-rsa", AskedFor(named));
        Assert.Equal("rsa-sha2-256,ssh-rsa,ssh-ed25519", AskedFor(named with { PrefersKnownHostKeys = false }));

        static string AskedFor(ClientSettings settings) =>
            string.Join(',', new HostKeys(settings, new ScriptedPerson()).Algorithms);
    }

    [Fact]
    public async Task TwoClientsOfAHostAskOnce()
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with { UserKnownHostsFiles = [server.Folder["none"]] };
        var person = new ScriptedPerson("yes");
        var hostKeys = new HostKeys(settings, person);
        using var login = new Login(settings, person, TestContext.Current.CancellationToken);

        await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => Assert.Equal("in", Visit.Pay(settings, login, hostKeys))))
        );
        Assert.Single(person.Questions);
    }
}
