using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PiGen.Testing;

namespace PiGen.Ssh.Tests;

/// <summary>Whom a connection trusts, whom the host lets in, and the way there.</summary>
public abstract class ReachingContract(Transport transport) : TransportContract(transport)
{
    [Theory]
    [InlineData("unknown", "the host key of unknown is not known here, so it may be any machine")]
    [InlineData(
        "changed",
        "the host key of changed is not the one that is known here (*changed:1): another machine answers, or the host was set up anew"
    )]
    [InlineData("revoked", "the host key of revoked is marked as revoked")]
    [InlineData("denied", "denied refused the login (publickey)")]
    [InlineData("no-such-user@red", "no-such-user@red refused the login (publickey)")]
    [InlineData("closed", "127.0.0.1 port 1 refuses connections, on the way to closed")]
    [InlineData("nowhere", "nobody knows the address of no-such-host.invalid, on the way to nowhere")]
    public async Task A_host_that_is_not_reached_is_a_failure_of_its_own(string host, string sentence)
    {
        await using var server = await SshServer.StartAsync();
        string[] failures =
        [
            await FailureOfAsync(server.Options(host)),
            await FailureOfAsync(server.Options(host) with { IsShared = false }),
        ];
        Assert.All(failures, failure => Assert.Matches(Pattern(sentence), failure));

        static string Pattern(string text) =>
            $"^{string.Join(".*", text.Split('*').Select(System.Text.RegularExpressions.Regex.Escape))}$";
    }

    [Fact]
    public async Task A_host_that_takes_a_connection_and_says_nothing_is_given_up()
    {
        await using var server = await SshServer.StartAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        server.AddToClientConfig("ConnectTimeout 1");
        var port = Core.Model.Port.TryFrom(((IPEndPoint)silent.LocalEndpoint).Port);
        var options = server.Options() with { Destination = new(null, "red", port) };
        Assert.Contains(" did not answer in time", await FailureOfAsync(options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_vouches_for_a_host_and_for_a_user()
    {
        var folder = new TemporaryFolder();
        foreach (var name in (string[])["ca", "host", "stranger"])
        {
            RealProgram.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder[name]);
        }
        Sign("-h", "-n", "red", folder["host.pub"]);
        Sign("-n", Environment.UserName, folder["stranger.pub"]);
        await using var server = await SshServer.StartAsync(
            folder,
            [SshServer.Program],
            [$"HostCertificate {folder["host-cert.pub"]}", $"TrustedUserCAKeys {folder["ca.pub"]}"]
        );
        folder.Write("known_hosts", $"@cert-authority red {folder.Read("ca.pub")}");
        await using var host = await ConnectAsync(server.Options("denied"));
        Assert.Equal(["in"], await OutputAsync(host, new("echo", "in")));

        void Sign(params string[] arguments) =>
            RealProgram.Run("ssh-keygen", ["-q", "-s", folder["ca"], "-I", "test", .. arguments]);
    }

    [Fact]
    public async Task An_agent_logs_in_with_a_key_that_is_encrypted_here()
    {
        await using var server = await SshServer.StartAsync();
        var socket = server.Folder["agent"];
        var environment = new Dictionary<string, string> { ["SSH_AUTH_SOCK"] = socket };
        string[] add = ["-q", server.Folder["key"]];
        using var agent = Process.Start("ssh-agent", ["-D", "-a", socket]);
        try
        {
            // The socket is there before the agent listens on it.
            await Eventually.IsTrueAsync(() => RealProgram.Run("ssh-add", add, environment).ExitCode == 0);
            Encrypt(server);
            Assert.Equal("red refused the login (publickey)", await FailureOfAsync(server.Options()));
            server.AddToClientConfig($"IdentityAgent {socket}");
            await using var host = await ConnectAsync(server);
            Assert.Equal(["in"], await OutputAsync(host, new("echo", "in")));
        }
        finally
        {
            agent.Kill();
        }
    }

    [Fact]
    public async Task A_passphrase_is_asked_for()
    {
        Assert.SkipWhen(Transport == Transport.OpenSsh, "ssh asks on the terminal itself");
        await using var server = await SshServer.StartAsync();
        Encrypt(server);
        var person = new TestPerson("wrong", "secret");
        await using var host = await ConnectAsync(server.Options() with { MayAsk = true }, person);
        Assert.Equal((2, "in"), (person.Asked.Count, (await OutputAsync(host, new("echo", "in"))).Single()));
    }

    [Fact]
    public async Task Jumps_are_gone_through_one_after_the_other()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        var options = server.Options() with
        {
            JumpHosts = [SshDestination.TryParse("one")!, SshDestination.TryParse("two")!],
        };
        await using var host = await ConnectAsync(options);
        Assert.Equal(["in"], await OutputAsync(host, new("echo", "in")));
        Assert.True(server.Logins() >= 3, server.Folder.Read("log"));
        Assert.False(host.Settings.IsDirect);
    }

    [Fact]
    public async Task A_host_is_reached_beyond_another_by_the_persons_own_key()
    {
        await using var server = await SshServer.StartAsync();
        await using var first = await ConnectAsync(server);
        var inner = new SshDestination(null, "127.0.0.1", Core.Model.Port.TryFrom(server.Port));
        await using var beyond = await first.BeyondAsync(inner, mayAsk: false, Cancellation);
        Assert.Equal(["in"], await OutputAsync(beyond, new("echo", "in")));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("Host red\n    ProxyJump gate", false)]
    [InlineData("Host red\n    ProxyJump none", true)]
    public async Task It_is_known_whether_something_is_on_the_way(string settings, bool isDirect)
    {
        await using var server = await SshServer.StartAsync();
        server.AddToClientConfig(settings + "\nHost gate\n");
        await using var host = await ConnectAsync(server);
        Assert.Equal((isDirect, "127.0.0.1"), (host.Settings.IsDirect, host.Settings.HostName));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_wants_to_know_is_told_what_was_used_to_get_in(bool wantsNotes)
    {
        await using var server = await SshServer.StartAsync();
        var person = new TestPerson { WantsNotes = wantsNotes };
        await using var host = await ConnectAsync(server.Options(), person);
        string[] expected =
            Transport == PiGen.Ssh.Transport.OpenSsh
                ? [$"Authenticated to 127.0.0.1 ([127.0.0.1]:{server.Port}) using \"publickey\"."]
                :
                [
                    $"red: host key ED25519 {Fingerprint(server)} is known ({server.Folder["known_hosts"]}:1)",
                    $"red: logged in as {Environment.UserName} by publickey, {server.Folder["key"]}",
                ];
        Assert.Equal(wantsNotes || Transport == PiGen.Ssh.Transport.SshNet ? expected : [], person.Notes[1..]);
    }

    [Fact]
    public async Task A_connection_ends_with_the_program()
    {
        await using var server = await SshServer.StartAsync();
        await using (var host = await ConnectAsync(server))
        {
            await OutputAsync(host, new("true"));
        }
        Assert.True(await server.HasNoConnectionAsync());
    }

    private static string Fingerprint(SshServer server) =>
        RealProgram.Run("ssh-keygen", "-l", "-f", server.Folder["host.pub"]).Out.Split(' ')[1];

    private static void Encrypt(SshServer server) =>
        RealProgram.Run("ssh-keygen", "-q", "-p", "-P", "", "-N", "secret", "-f", server.Folder["key"]);
}

internal static class Eventually
{
    public static async Task IsTrueAsync(Func<bool> condition)
    {
        for (var patience = Stopwatch.StartNew(); !condition(); await Task.Delay(20, CancellationToken.None))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), "it did not come");
        }
    }
}
