using PiGen.Ssh.SshNet;
using PiGen.Testing;

namespace PiGen.Ssh.Tests.SshNet;

public class SettingsReaderTests
{
    private const string Hint = " | go by OpenSSH's own programs, which can: --transport openssh";

    [Fact]
    public void Without_configuration_there_are_the_defaults_of_ssh()
    {
        using var home = new SettingsHome("");
        var settings = home.Read("Red");
        Assert.Equal(("red", 22, "anna"), (settings.HostName, settings.Port, settings.User));
        Assert.Equal([".ssh/id_rsa", ".ssh/id_ecdsa", ".ssh/id_ed25519"], Below(home, settings.IdentityFiles));
        Assert.Equal([".ssh/known_hosts", ".ssh/known_hosts2"], Below(home, settings.UserKnownHostsFiles));
        Assert.False(settings.NamesIdentityFiles);
    }

    [Fact]
    public void Debians_own_configuration_is_read_without_complaint()
    {
        using var home = new SettingsHome(
            "",
            "Include /etc/ssh/ssh_config.d/*.conf\nHost *\n    SendEnv LANG LC_*\n    HashKnownHosts yes\n    GSSAPIAuthentication yes\n"
        );
        Assert.True(home.Read("red").HashKnownHosts);
    }

    [Fact]
    public void Fedoras_own_configuration_is_read_without_complaint()
    {
        using var home = new SettingsHome("Host red\nCiphers aes256-ctr\n", "Include ssh_config.d/*.conf\n");
        home.Write(
            "etc/ssh_config.d/50-redhat.conf",
            "Match final all\n  Include crypto.config\n  ForwardX11Trusted yes\n"
        );
        home.Write(
            "etc/crypto.config",
            "Ciphers aes128-ctr\nMACs hmac-sha2-512,umac-128@openssh.com\nGSSAPIKeyExchange no\nRequiredRSASize 2048\n"
        );
        var settings = home.Read("red");
        Assert.Equal(
            ("aes256-ctr", "hmac-sha2-512", 2048),
            (Assert.Single(settings.Ciphers), Assert.Single(settings.Macs), settings.RequiredRSASize)
        );
    }

    [Fact]
    public void The_persons_own_file_goes_before_that_of_the_system()
    {
        using var home = new SettingsHome("Port 1\n", "Port 2\nUser bert\n");
        var settings = home.Read("red");
        Assert.Equal((1, "bert"), (settings.Port, settings.User));
    }

    [Fact]
    public void A_named_file_is_read_alone()
    {
        using var home = new SettingsHome("Port 1\n", "User bert\n");
        var named = home.Write("named", "HostName blue\n");
        var settings = home.Read("red", options => options with { ConfigFile = named });
        Assert.Equal(("blue", 22, "anna"), (settings.HostName, settings.Port, settings.User));
        Assert.Equal("red", home.Read("red", options => options with { ConfigFile = "none" }).HostName);
    }

    [Fact]
    public void A_named_file_must_be_there()
    {
        using var home = new SettingsHome("");
        var failure = Assert.ThrowsAny<Core.Failure>(() =>
            home.Read("red", options => options with { ConfigFile = $"{home.Path}/missing" })
        );
        Assert.Equal($"ssh cannot read its configuration for red: {home.Path}/missing cannot be read", failure.Message);
    }

    [Theory]
    [InlineData(".ssh/config")]
    [InlineData(".ssh/included")]
    public void A_file_that_others_can_write_is_refused(string file)
    {
        using var home = new SettingsHome("Include included\n");
        home.Write("home/.ssh/included", "Port 2\n");
        File.SetUnixFileMode($"{home.Path}/{file}", (UnixFileMode)0b110_110_100);
        Assert.StartsWith(
            $"ssh cannot read its configuration for red: /home/{file} belongs to another user, or others can write it",
            home.Refusal("red")
        );
    }

    [Fact]
    public void A_file_may_be_a_link()
    {
        using var home = new SettingsHome("");
        File.Delete($"{home.Path}/.ssh/config");
        File.CreateSymbolicLink($"{home.Path}/.ssh/config", home.Write("dotfiles", "Port 2"));
        Assert.Equal(2, home.Read("red").Port);
    }

    [Fact]
    public void A_file_of_another_user_is_refused()
    {
        Assert.SkipUnless(Environment.UserName == "root", "files are given away by root alone");
        using var home = new SettingsHome("Port 2");
        Assert.Equal(0, RealProgram.Run("chown", "65534", $"{home.Path}/.ssh/config").ExitCode);
        Assert.Contains("/home/.ssh/config belongs to another user", home.Refusal("red"));
    }

    [Fact]
    public void The_command_line_goes_before_all()
    {
        using var home = new SettingsHome(
            "User bert\nPort 1\nIdentityFile /other\nHost red\nProxyJump blue\nProxyCommand x\n"
        );
        var settings = home.Read(
            "carl@red:3",
            options => options with { IdentityFile = "/key", JumpHosts = [SshDestination.TryParse("green")!] }
        );
        Assert.Equal(
            ("carl", 3, "/key /other", "green"),
            (settings.User, settings.Port, string.Join(' ', settings.IdentityFiles), Assert.Single(settings.Jumps).Host)
        );
    }

    [Fact]
    public void Nobody_is_asked_where_the_program_may_not()
    {
        using var home = new SettingsHome("BatchMode no\n");
        Assert.True(home.Read("red", options => options with { MayAsk = false }).BatchMode);
    }

    [Fact]
    public void Each_jump_has_settings_of_its_own()
    {
        using var home = new SettingsHome(
            "Host red\n ProxyJump blue,bert@green:7\n IdentityFile /red\nHost blue\n ProxyJump outer\nHost green\n ProxyCommand x\n HostName green.lan\n"
        );
        var way = home.Way("red", options => options with { IdentityFile = "/key" });
        Assert.Equal(
            ["anna@outer:22 []", "anna@blue:22 []", "bert@green.lan:7 []", "anna@red:22 [/key /red]"],
            way.Select(hop => $"{hop.User}@{hop.HostName}:{hop.Port} [{Named(hop)}]")
        );
    }

    [Fact]
    public void A_way_that_goes_round_is_refused()
    {
        using var home = new SettingsHome("ProxyJump blue\n");
        Assert.Contains("/home/.ssh/config:1: blue would be reached through itself", home.Refusal("red"));
    }

    [Theory]
    [InlineData("exec \"test -e /x\"")]
    [InlineData("host red localnetwork 10.0.0.0/8")]
    [InlineData("sessiontype exec")]
    [InlineData("version OpenSSH_9*")]
    [InlineData("command x")]
    public void A_condition_that_cannot_be_decided_is_refused_where_something_hangs_on_it(string condition)
    {
        using var home = new SettingsHome($"Host blue\nPort 1\nMatch {condition}\nPort 2\nUser bert\n");
        Assert.Equal(
            $"/home/.ssh/config:3: Match {condition} cannot be decided by the transport ssh.net{Hint}",
            home.Refusal("red")
        );
    }

    [Theory]
    [InlineData("Host red\nPort 1\nMatch exec \"x\"\nPort 2")]
    [InlineData("Port 1\nMatch exec \"x\"\nSendEnv A\nForwardAgent yes")]
    [InlineData("Port 1\nMatch host blue exec \"x\"\nUser bert")]
    [InlineData("Port 1\nHost blue\nInclude further")]
    public void A_condition_on_which_nothing_hangs_need_not_be_decided(string config)
    {
        using var home = new SettingsHome(config);
        home.Write("home/.ssh/further", "Match exec \"x\"\nUser bert\n");
        var settings = home.Read("red");
        Assert.Equal((1, "anna"), (settings.Port, settings.User));
    }

    [Fact]
    public void All_that_cannot_be_honoured_is_named_at_once()
    {
        using var home = new SettingsHome("ProxyCommand x %h\n", "PKCS11Provider none\nBindInterface eth0\n");
        Assert.Equal(
            "/home/.ssh/config:1: ProxyCommand cannot be honoured by the transport ssh.net; "
                + $"/etc/ssh_config:2: BindInterface cannot be honoured by the transport ssh.net{Hint}",
            home.Refusal("red")
        );
    }

    [Theory]
    [InlineData("Include ~/%h.conf", "Include with tokens or variables")]
    [InlineData("RevokedHostKeys ~/a ~/b", "RevokedHostKeys with more than one file")]
    public void What_only_newer_versions_of_ssh_can_is_refused(string line, string what)
    {
        using var home = new SettingsHome(line);
        Assert.Equal(
            $"/home/.ssh/config:1: {what} cannot be honoured by the transport ssh.net{Hint}",
            home.Refusal("red")
        );
    }

    [Theory]
    [InlineData("ProxyCommand none")]
    [InlineData("KnownHostsCommand none")]
    [InlineData("PKCS11Provider none")]
    [InlineData("PKCS11Provider \"None\"")]
    [InlineData("CanonicalizeHostname no")]
    [InlineData("CanonicalizeHostname False")]
    [InlineData("CanonicalizePermittedCNAMEs none")]
    [InlineData("Host red\nProxyJump blue\nProxyCommand x")]
    [InlineData("Host blue\nProxyCommand x")]
    public void What_is_switched_off_need_not_be_honoured(string config)
    {
        using var home = new SettingsHome(config);
        Assert.Equal("red", home.Read("red").HostName);
    }

    [Theory]
    [InlineData("ProxyCommand", "no")]
    [InlineData("ProxyCommand", "false")]
    [InlineData("ProxyCommand", "\"none\"")]
    [InlineData("KnownHostsCommand", "false")]
    [InlineData("PKCS11Provider", "no")]
    [InlineData("CanonicalizePermittedCNAMEs", "no")]
    [InlineData("BindInterface", "no")]
    [InlineData("BindInterface", "none")]
    [InlineData("RefuseConnection", "no")]
    public void What_could_be_a_name_is_not_switched_off(string keyword, string value)
    {
        using var home = new SettingsHome($"{keyword} {value}");
        Assert.Equal(
            $"/home/.ssh/config:1: {keyword} cannot be honoured by the transport ssh.net{Hint}",
            home.Refusal("red")
        );
    }

    [Theory]
    [InlineData("", "aes128-ctr", true)]
    [InlineData("", "aes128-cbc", false)]
    [InlineData("Ciphers +aes128-cbc", "aes128-cbc", true)]
    [InlineData("Ciphers +aes*", "3des-cbc", false)]
    [InlineData("Ciphers -aes128-*,chacha*", "aes128-ctr", false)]
    [InlineData("Ciphers -aes128-*,chacha*", "aes256-ctr", true)]
    [InlineData("Ciphers ^aes128-cbc", "aes256-ctr", true)]
    [InlineData("Ciphers aes128-cbc", "aes256-ctr", false)]
    public void Algorithms_are_those_of_ssh_changed_as_the_person_says(string config, string cipher, bool isThere)
    {
        using var home = new SettingsHome(config);
        Assert.Equal(isThere, home.Read("red").Ciphers.Contains(cipher));
    }

    [Theory]
    [InlineData("ssh-ed25519", "ssh-ed25519")]
    [InlineData("ssh-rsa", "rsa-sha2-512")]
    [InlineData("ssh-rsa-cert-v01@openssh.com", "rsa-sha2-512-cert-v01@openssh.com")]
    [InlineData("sk-ssh-ed25519@openssh.com", "sk-ssh-ed25519@openssh.com")]
    [InlineData("sk-ssh-ed25519-cert-v01@openssh.com", "sk-ssh-ed25519-cert-v01@openssh.com")]
    [InlineData("ssh-dss")]
    public void Keys_are_offered_with_signatures_that_ssh_makes_too(string key, params string[] offers)
    {
        using var home = new SettingsHome("");
        Assert.Equal(offers, SshAlgorithms.OffersOf(key, home.Read("red").PubkeyAcceptedAlgorithms));
    }

    [Fact]
    public void Algorithms_named_first_come_first()
    {
        using var home = new SettingsHome(
            "Ciphers ^aes256-ctr,aes192-cbc\nHostKeyAlgorithms rsa-sha2-512,none-such,ssh-ed25519\n"
        );
        var settings = home.Read("red");
        Assert.Equal(["aes256-ctr", "aes192-cbc", "chacha20-poly1305@openssh.com"], settings.Ciphers.Take(3));
        Assert.Equal(["rsa-sha2-512", "ssh-ed25519"], settings.HostKeyAlgorithms);
        Assert.False(settings.PrefersKnownHostKeys);
    }

    [Theory]
    [InlineData("MACs umac-64@openssh.com", "MACs leaves nothing that the transport ssh.net has")]
    [InlineData(
        "PreferredAuthentications gssapi-with-mic,hostbased",
        "PreferredAuthentications leaves no way to log in that the transport ssh.net has"
    )]
    [InlineData(
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPubkeyAuthentication no",
        "PubkeyAuthentication leaves no way to log in that the transport ssh.net has"
    )]
    public void What_leaves_nothing_is_refused(string config, string sentence)
    {
        using var home = new SettingsHome(config);
        Assert.Matches($"^/home/.ssh/config:[0-9]: {sentence}", home.Refusal("red"));
    }

    [Theory]
    [InlineData("", "publickey keyboard-interactive password")]
    [InlineData("PreferredAuthentications password,gssapi-with-mic,publickey", "password publickey")]
    [InlineData("ChallengeResponseAuthentication no\nPubkeyAuthentication no", "password")]
    public void Ways_to_log_in_are_tried_in_the_order_that_the_person_prefers(string config, string methods)
    {
        using var home = new SettingsHome(config);
        Assert.Equal(methods, string.Join(' ', home.Read("red").AuthenticationMethods));
    }

    [Theory]
    [InlineData("IdentityFile ~/%h-%n-%p-%r-%u-%%", "~/blue-red-7-bert-anna-%")]
    [InlineData("IdentityFile ${SET}/x\nIdentityFile none", "*/value/x")]
    [InlineData("IdentityFile %d/y\nIdentityFile /%k%j", "~/y /red")]
    public void Paths_are_expanded(string line, string paths)
    {
        using var home = new SettingsHome($"HostName blue\nPort 7\nUser bert\n{line}\n");
        Assert.Equal(
            paths,
            string.Join(' ', home.Read("red").IdentityFiles)
                .Replace(home.Path, "~", StringComparison.Ordinal)
                .Replace(Environment.CurrentDirectory, "*", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("IdentityAgent none", null)]
    [InlineData("IdentityAgent $SET", "value")]
    [InlineData("IdentityAgent $UNSET", null)]
    [InlineData("IdentityAgent /run/agent-%r", "/run/agent-anna")]
    public void The_agent_is_the_one_that_is_named(string line, string? socket)
    {
        using var home = new SettingsHome(line);
        Assert.Equal(socket, home.Read("red").IdentityAgent);
    }

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        using var home = new SettingsHome("Port abc\nHost blue\nNonsense 1\nUser\n");
        Assert.Equal(
            "ssh cannot read its configuration for red: /home/.ssh/config:1: Port cannot be 'abc'; "
                + "/home/.ssh/config:3: Nonsense is no keyword of ssh_config; "
                + "/home/.ssh/config:4: User has no value, or a quote that is never closed"
                + " | mend that line; see what ssh reads with ssh -G red",
            home.Refusal("red")
        );
    }

    private static IEnumerable<string> Below(SettingsHome home, IEnumerable<string> paths) =>
        paths.Select(path => Path.GetRelativePath(home.Path, path));

    private static string Named(ClientSettings settings) =>
        settings.NamesIdentityFiles ? string.Join(' ', settings.IdentityFiles) : "";
}
