using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Ssh.OpenSsh;

namespace PiGen.Ssh.Tests;

/// <summary>The person's ssh, against a real sshd.</summary>
public sealed class OpenSshTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_gets_its_words_and_its_input_and_gives_its_lines_and_its_exit_code()
    {
        await using var server = await SshServer.StartAsync();
        await using var ssh = await OpenSsh.CreateAsync(server.Options(), Cancellation);
        var lines = new List<string>();
        var command = new RemoteCommand(
            "sh",
            "-c",
            "cat; printf '<%s>\\n' \"$@\"; echo oh >&2; exit 7",
            "sh",
            "a b",
            "",
            "$x'\"",
            "\n"
        )
        {
            Input = "secret\n"u8.ToArray(),
        };
        var answer = await ssh.RunAsync(command, lines.Add, Cancellation);
        Assert.Equal(
            ["secret", "<a b>", "<>", "<$x'\">", "<", ">", "oh", "7"],
            [.. lines, .. answer.Errors, $"{answer.ExitCode}"]
        );
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("Host red\n    ProxyJump gate", false)]
    [InlineData("Host red\n    ProxyCommand nc %h %p", false)]
    [InlineData("Host red\n    ProxyJump none", true)]
    public async Task It_is_known_whether_something_is_on_the_way(string settings, bool isDirect)
    {
        await using var server = await SshServer.StartAsync();
        server.AddToClientConfig(settings);
        await using var ssh = await OpenSsh.CreateAsync(server.Options(), Cancellation);
        Assert.Equal(isDirect, ssh.IsDirect);
    }

    [Fact]
    public async Task Lines_come_while_the_command_runs()
    {
        await using var server = await SshServer.StartAsync();
        await using var ssh = await OpenSsh.CreateAsync(server.Options(), Cancellation);
        var first = new TaskCompletionSource<string>();
        using var wish = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = ssh.RunAsync(
            new("sh", "-c", "echo begun; exec sleep 60"),
            line => first.TrySetResult(line),
            wish.Token
        );
        var line = await first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await wish.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("begun", line);
    }

    [Fact]
    public async Task Much_on_both_outputs_and_on_the_input_blocks_nothing()
    {
        await using var server = await SshServer.StartAsync();
        await using var ssh = await OpenSsh.CreateAsync(server.Options(), Cancellation);
        var lines = 0;
        var command = new RemoteCommand("sh", "-c", "seq 100000; seq 100000 >&2; wc -c")
        {
            Input = new byte[1_000_000],
        };
        var answer = await ssh.RunAsync(command, _ => lines++, Cancellation);
        Assert.Equal((100_001, "100000", 200), (lines, answer.Errors[^1], answer.Errors.Length));
    }

    [Theory]
    [InlineData("exit 255")]
    [InlineData("kill -9 $$")]
    [InlineData("echo 'Connection refused' >&2; exit 255")]
    public async Task A_command_that_ends_as_ssh_would_is_told_from_it(string script)
    {
        await using var server = await SshServer.StartAsync();
        await using var ssh = await OpenSsh.CreateAsync(server.Options(), Cancellation);
        var answer = await ssh.RunAsync(new("sh", "-c", script), _ => { }, Cancellation);
        Assert.Equal(255, answer.ExitCode);
    }

    [Theory]
    [InlineData("unknown", "the host key of unknown is not known here, so it may be any machine")]
    [InlineData(
        "changed",
        "the host key of changed is not the one that is known here (*changed:1): another machine answers, or the host was set up anew"
    )]
    [InlineData("denied", "denied refused the login (publickey)")]
    [InlineData("closed", "127.0.0.1 port 1 refuses connections, on the way to closed")]
    [InlineData("nowhere", "nobody knows the address of no-such-host.invalid, on the way to nowhere")]
    public async Task A_host_that_is_not_reached_is_a_failure_of_its_own(string host, string sentence)
    {
        await using var server = await SshServer.StartAsync();
        string[] failures = [await FailureOfCommand(server, host), await FailureOfSftp(server, host)];
        Assert.All(failures, failure => Assert.Matches(Pattern(sentence), failure));

        static string Pattern(string text) =>
            $"^{string.Join(".*", text.Split('*').Select(System.Text.RegularExpressions.Regex.Escape))}$";
    }

    [Fact]
    public async Task Sftp_switched_off_is_said_so()
    {
        await using var server = await SshServer.StartAsync();
        Assert.Equal(
            "red has the sftp subsystem switched off, by which files are sent",
            await FailureOfSftp(server, "red")
        );
    }

    [Fact]
    public async Task An_sftp_server_that_is_not_installed_is_said_so()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp /no/such/program");
        Assert.Equal("the SFTP server of red ended with exit code 127", await FailureOfSftp(server, "red"));
    }

    [Fact]
    public async Task A_shell_that_talks_at_login_is_quoted()
    {
        await using var server = await SshServer.StartAsync(
            "Subsystem sftp internal-sftp",
            "ForceCommand echo Have a nice day"
        );
        Assert.Equal(
            "red sent text before it could send files: \"Have a nice day\"",
            await FailureOfSftp(server, "red")
        );
    }

    [Fact]
    public async Task A_configuration_that_ssh_cannot_read_is_quoted()
    {
        await using var server = await SshServer.StartAsync();
        server.AddToClientConfig("Nonsense yes");
        var failure = await FailureOfCommand(server, "red");
        Assert.Matches(
            "^ssh cannot read its configuration for red: .*ssh_config: line \\d+: Bad configuration option: nonsense$",
            failure
        );
    }

    [Fact]
    public async Task Files_and_commands_share_one_login()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        await using var ssh = await OpenSsh.CreateAsync(server.Options(), Cancellation);
        await using var client = await SftpClient.OpenAsync(ssh, Cancellation);
        await client.WriteAllAsync(
            [new(server.Folder["new"], "text"u8.ToArray(), UnixFileMode.UserRead)],
            Cancellation
        );
        var lines = new List<string>();
        await ssh.RunAsync(new("cat", server.Folder["new"]), lines.Add, Cancellation);
        Assert.Equal(("text", 1), (string.Join('\n', lines), server.Logins()));
    }

    [Fact]
    public async Task A_shared_connection_ends_with_the_program()
    {
        await using var server = await SshServer.StartAsync();
        await using (var ssh = await OpenSsh.CreateAsync(server.Options(), Cancellation))
        {
            await ssh.RunAsync(new("true"), _ => { }, Cancellation);
        }
        Assert.True(await server.HasNoConnectionAsync());
    }

    [Fact]
    public async Task A_connection_that_the_person_shares_already_is_used_and_left_open()
    {
        await using var server = await SshServer.StartAsync();
        var socket = server.Folder["cm"];
        server.AddToClientConfig($"    ControlMaster auto\n    ControlPersist 60\n    ControlPath {socket}");
        for (var run = 0; run < 2; run++)
        {
            await using var ssh = await OpenSsh.CreateAsync(server.Options(), Cancellation);
            await ssh.RunAsync(new("true"), _ => { }, Cancellation);
        }
        Assert.Equal((1, true), (server.Logins(), File.Exists(socket)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_is_cut_while_a_command_runs_is_a_failure(bool isShared)
    {
        await using var server = await SshServer.StartAsync();
        await using var ssh = await OpenSsh.CreateAsync(server.Options(), Cancellation);
        if (isShared)
        {
            await ssh.RunAsync(new("true"), _ => { }, Cancellation);
        }
        var running = ssh.RunAsync(new("sh", "-c", "echo; exec sleep 60"), _ => server.CutConnections(), Cancellation);
        var failure = await Assert.ThrowsAsync<Failure>(() => running);
        Assert.Equal("the connection to red was lost on the way", failure.Message);
    }

    [Fact]
    public async Task A_connection_that_is_cut_while_files_are_on_the_way_is_a_failure()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        await using var ssh = await OpenSsh.CreateAsync(server.Options(), Cancellation);
        await using var client = await SftpClient.OpenAsync(ssh, Cancellation);
        server.CutConnections();
        var reading = client.ReadAllAsync(["/etc/hostname"], Cancellation);
        var failure = await Assert.ThrowsAsync<Failure>(() => reading);
        Assert.Equal("the connection to red was lost on the way", failure.Message);
    }

    [Fact]
    public async Task An_ssh_that_is_not_installed_is_said_so()
    {
        var options = new SshOptions { Destination = SshDestination.TryParse("red")! };
        var failure = await Assert.ThrowsAsync<Failure>(() =>
            OpenSsh.CreateAsync(options, Cancellation, "no-such-ssh")
        );
        Assert.Equal("no-such-ssh is not installed: PiGen reaches hosts by the OpenSSH client", failure.Message);
    }

    private static async Task<string> FailureOfCommand(SshServer server, string host) =>
        await FailureOf(async () =>
        {
            await using var ssh = await OpenSsh.CreateAsync(server.Options(host), Cancellation);
            await ssh.RunAsync(new("true"), _ => { }, Cancellation);
        });

    private static async Task<string> FailureOfSftp(SshServer server, string host) =>
        await FailureOf(async () =>
        {
            await using var ssh = await OpenSsh.CreateAsync(server.Options(host), Cancellation);
            await using var client = await SftpClient.OpenAsync(ssh, Cancellation);
        });

    private static async Task<string> FailureOf(Func<Task> work) => (await Assert.ThrowsAsync<Failure>(work)).Message;
}
