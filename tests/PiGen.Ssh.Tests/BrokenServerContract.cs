using PiGen.Core.Deployment;
using PiGen.Core.Model;
using PiGen.Testing;

namespace PiGen.Ssh.Tests;

/// <summary>Servers that talk where they should not, are slow, or lie.</summary>
public abstract class BrokenServerContract(Transport transport) : TransportContract(transport)
{
    private const string Chatter = "ann@red sent text before it could take files: its shell prints something at login";

    // Only what is a program of its own is started by the login shell.
    private const string Within = "Subsystem sftp internal-sftp";
    private const string Beside = "Subsystem sftp /usr/lib/openssh/sftp-server";

    // An SFTP server in as few words as will do. It takes what is written; the mode says what is wrong with it.
    private const string Sftp = """
        my $mode = shift; $| = 1; binmode STDIN; binmode STDOUT;
        sub get { my ($n, $b) = (shift, ''); while (length $b < $n) { sysread STDIN, $b, $n - length $b, length $b or exit } $b }
        sub put { my $p = shift; syswrite STDOUT, pack('N', $mode eq 'length' ? 0xfffffff0 : length $p) . $p }
        sub attrs { pack 'N N N N', 1 | 4, 0xffffffff, 0xffffffff, 0100600 }
        while (1) {
            my $p = get(unpack 'N', get(4)); my ($type, $id) = unpack 'C N', $p;
            if ($mode eq 'gone') { exit }
            elsif ($mode eq 'silent' && $type != 1) { open my $f, '>', 'reached'; sleep 1000 }
            elsif ($type == 1) { put(pack('C N', 2, 3) . ($mode eq 'limits' ? pack('N/a N/a', 'limits@openssh.com', '1') : '')) }
            elsif ($type == 200) { put(pack 'C N Q>4', 201, $id, 1, 1, 1, 1) }
            elsif ($type == 3) { put(pack 'C N N/a', 102, $id, 'h') }
            elsif ($type == 16) { put(pack('C N N', 104, $id, 1) . pack('N/a N/a', '/', '/') . attrs()) }
            elsif ($type == 7 || $type == 8 || $type == 17) { put(pack('C N', 105, $id) . attrs()) }
            elsif ($type == 6 && $mode eq 'full') { put(pack 'C N N N/a N/a', 101, $id, 4, 'No space left on device', '') }
            else { put(pack 'C N N N/a N/a', 101, $id, 0, '', '') }
        }
        """;

    [Theory]
    [InlineData(Within, "echo; echo Welcome to red; echo Hello >&2", "1")]
    [InlineData(Within, "printf '\\033]0;title\\007'", "1")]
    [InlineData(Beside, "echo; echo Welcome to red; echo Hello >&2", Chatter)]
    [InlineData(Beside, "printf '\\033]0;title\\007'", Chatter)]
    [InlineData(Beside, "printf abc; printf abc >&2", Chatter)]
    [InlineData(Beside, "seq 100000; seq 100000 >&2", Chatter)]
    public async Task A_shell_that_talks_at_login_spoils_no_answer_and_files_come_or_it_is_said_at_once(
        string sftp,
        string bashrc,
        string outcome
    )
    {
        await using var server = await UserServer.StartAsync(settings: [sftp]);
        Hurry(server);
        await File.WriteAllTextAsync(Path.Combine(server.Home, ".bashrc"), bashrc + "\n", Cancellation);
        await using var host = await ConnectAsync(server);
        var lines = new List<string>();
        var answer = await host.RunAsync(Script("echo out; echo oh >&2"), lines.Add, Cancellation);
        Assert.Equal(("out", "oh"), (string.Join('|', lines), string.Join('|', answer.Errors)));
        Assert.Equal(outcome, await FilesOrFailureAsync(host));
    }

    // Whatever stands before the subsystem's own words.
    [Fact]
    public async Task An_sftp_server_that_talks_is_said_so_at_once()
    {
        await using var server = await UserServer.StartAsync(
            settings: ["Subsystem sftp echo Have a nice day; cat >/dev/null"]
        );
        Hurry(server);
        await using var host = await ConnectAsync(server);
        Assert.Equal(Chatter, await FilesOrFailureAsync(host));
    }

    [Fact]
    public async Task A_server_that_answers_a_byte_at_a_time_is_only_slow()
    {
        await using var server = await UserServer.StartAsync();
        await using var relay = new CuttingRelay(server.Server.Port, atATime: 1);
        var options = server.Options() with { Destination = new("ann", "red", Port.TryFrom(relay.Start())) };
        await using var host = await ConnectAsync(options);
        Assert.Equal("1", await FilesOrFailureAsync(host));
    }

    [Theory]
    [InlineData("length", "ann@red sent text before it could take files: its shell prints something at login")]
    [InlineData("gone", "ann@red has the sftp subsystem switched off, by which files are sent")]
    [InlineData("full", "ann@red did not take the files: *")]
    [InlineData("limits", "what was sent to ann@red could not be unpacked there: *")]
    public async Task An_sftp_server_that_lies_is_a_failure(string mode, string sentence)
    {
        await using var server = await LyingAsync(mode);
        await using var host = await ConnectAsync(server);
        var failure = await FilesOrFailureAsync(host).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.True(
            System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(sentence, failure, ignoreCase: false),
            failure
        );
    }

    [Fact]
    public async Task An_sftp_server_that_falls_silent_is_given_up()
    {
        await using var server = await LyingAsync("silent");
        await using var host = await ConnectAsync(server.Options() with { Patience = TimeSpan.FromSeconds(1) });
        Assert.Equal("ann@red has said nothing for 1 s", await FilesOrFailureAsync(host));
    }

    [Fact]
    public async Task An_sftp_server_that_falls_silent_can_be_given_up()
    {
        await using var server = await LyingAsync("silent");
        await using var host = await ConnectAsync(server);
        using var wish = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sending = host.UploadAsync("bundle", new([FileOf("one", default)]), wish.Token);
        await Eventually.IsTrueAsync(() => File.Exists(Path.Combine(server.Home, "reached")));
        await wish.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            sending.WaitAsync(TimeSpan.FromSeconds(10), Cancellation)
        );
    }

    // SSH.NET waits for the rest of what such a server has announced.
    private static void Hurry(UserServer server) => server.Server.AddToClientConfig("ConnectTimeout 3");

    private static async Task<UserServer> LyingAsync(string mode)
    {
        Assert.SkipWhen(RealProgram.Missing("perl") is not null, "not installed: perl");
        var server = await UserServer.StartAsync(settings: [$"Subsystem sftp perl sftp.pl {mode}"]);
        Hurry(server);
        await File.WriteAllTextAsync(Path.Combine(server.Home, "sftp.pl"), Sftp, Cancellation);
        return server;
    }

    private static async Task<string> FilesOrFailureAsync(SshHost host)
    {
        var command = Script("ls \"$1\" | wc -l", RemoteCommand.FilesFolder) with
        {
            Files = [FileOf("one", "text"u8.ToArray())],
        };
        try
        {
            return (await OutputAsync(new StagingHost(host), command)).Single();
        }
        catch (Core.Failure failure)
        {
            return failure.Message;
        }
    }
}
