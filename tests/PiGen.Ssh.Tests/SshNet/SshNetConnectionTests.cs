using System.Net;
using System.Net.Sockets;
using System.Text;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Ssh.SshNet;
using PiGen.Testing;

namespace PiGen.Ssh.Tests.SshNet;

/// <summary>Connections by SSH.NET, against a real sshd.</summary>
public sealed class SshNetConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_gets_its_words_and_its_input_and_gives_its_lines_and_its_exit_code()
    {
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        var command = new RemoteCommand(
            "sh",
            "-c",
            "cat; printf '<%s>' \"$@\"; echo oh >&2; exit 7",
            "sh",
            "a b",
            "",
            "$x'\"ä"
        );
        Assert.Equal(("secret\n<a b><><$x'\"ä>", "oh\n", 7), await RunAsync(connection, command.Text, "secret\n"));
    }

    [Fact]
    public async Task Input_without_a_byte_ends()
    {
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        Assert.Equal(("end\n", "", 0), await RunAsync(connection, "cat; echo end"));
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("KILL", 137)]
    public async Task A_command_that_a_signal_ended_has_a_shells_exit_code(string signal, int code)
    {
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        Assert.Equal(("", "", code), await RunAsync(connection, $"kill -{signal} $$"));
    }

    [Fact]
    public async Task A_host_that_prints_faster_than_is_read_is_held_back()
    {
        const int Length = 100_000_000;
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        await using var process = await connection.StartAsync(
            $"head -c {Length} /dev/zero; echo >{server.Folder["done"]}",
            Cancellation
        );
        process.Input.Close();
        var buffer = new byte[10_000];
        var read = await process.Output.ReadAsync(buffer, Cancellation);
        await UntilAsync(() => ((SshNetProcess)process).Unread > 8 * 1024 * 1024);
        Assert.False(File.Exists(server.Folder["done"]));
        var most = 0L;
        long total = read;
        while (read > 0)
        {
            read = await process.Output.ReadAsync(buffer, Cancellation);
            total += read;
            most = Math.Max(most, ((SshNetProcess)process).Unread);
        }
        Assert.InRange(most, 0, 16 * 1024 * 1024);
        Assert.Equal((Length, (int?)0), (total, await process.ExitCodeAsync(Cancellation)));
    }

    [Fact]
    public async Task A_command_need_not_read_its_input()
    {
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        await using var process = await connection.StartAsync("exec 0<&-; echo ready; sleep 1; exit 3", Cancellation);
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await process.Input.WriteAsync(new byte[1_000_000], Cancellation);
            }
        });
        process.Input.Close();
        Assert.Equal(("ready\n", "", 3), await EndAsync(process));
    }

    [Fact]
    public async Task Commands_run_at_once()
    {
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        await using var first = await connection.StartAsync("cat", Cancellation);
        await using var second = await connection.StartAsync("cat", Cancellation);
        foreach (var (process, text) in new[] { (second, "second"), (first, "first") })
        {
            await process.Input.WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);
            process.Input.Close();
            Assert.Equal((text, "", 0), await EndAsync(process));
        }
    }

    [Fact]
    public async Task Nobody_waits_for_a_command_that_is_killed()
    {
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        await using var process = await connection.StartAsync("echo begun; exec sleep 600", Cancellation);
        await process.Output.ReadExactlyAsync(new byte["begun\n".Length], Cancellation);
        process.Kill();
        Assert.Equal(("", "", null), await EndAsync(process));
        Assert.Equal(("next\n", "", 0), await RunAsync(connection, "echo next"));
    }

    [Fact]
    public async Task A_connection_that_is_cut_ends_its_commands_and_says_so()
    {
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        await using var process = await connection.StartAsync("echo begun; exec sleep 60", Cancellation);
        await process.Output.ReadExactlyAsync(new byte["begun\n".Length], Cancellation);
        server.CutConnections();
        Assert.Equal(("", "", null), await EndAsync(process));
        var lost = SshFailures.ConnectionLost(server.Options().Destination).Message;
        Assert.Equal(lost, (await process.WhyAsync([]))!.Message);
        Assert.Equal(lost, await FailureAsync(() => connection.StartAsync("true", Cancellation)));
    }

    [Theory]
    [InlineData("echo begun; exec sleep 600", "the connection to red was lost on the way")]
    [InlineData("exec sleep 600", "red let the user in and then ran nothing")]
    public async Task A_command_that_said_something_has_run_even_if_nobody_says_how_it_ended(string line, string why)
    {
        await using var server = await SshServer.StartAsync("ChannelTimeout session:command=6s");
        await using var connection = await ConnectAsync(server);
        await using var process = await connection.StartAsync(line, Cancellation);
        var (_, _, code) = await EndAsync(process);
        Assert.Equal((null, why), (code, (await process.WhyAsync([]))!.Message));
    }

    [Fact]
    public async Task Nobody_waits_for_a_host_that_stands_still()
    {
        await using var server = await SshServer.StartAsync();
        var connection = await ConnectAsync(server);
        await using var process = await connection.StartAsync("echo begun; exec sleep 60", Cancellation);
        await process.Output.ReadExactlyAsync(new byte["begun\n".Length], Cancellation);
        var listener = RealProgram.Run("pgrep", "-o", "-f", server.Folder["sshd_config"]).Out.TrimEnd();
        RealProgram.Run("pkill", "-STOP", "-P", listener);
        using var wish = new CancellationTokenSource();
        var starting = connection.StartAsync("true", wish.Token);
        await wish.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        process.Kill();
        Assert.Equal(("", "", null), await EndAsync(process));
        await connection.DisposeAsync();
    }

    [Theory]
    [InlineData("denied", "red refused the login")]
    [InlineData("closed", "127.0.0.1 port 1 refuses connections")]
    [InlineData("nowhere", "nobody knows the address of no-such-host.invalid")]
    [InlineData("unknown", "the host key of unknown is not known here")]
    public async Task A_host_that_is_not_reached_is_so_for_a_reason(string host, string begin)
    {
        await using var server = await SshServer.StartAsync();
        var message = await FailureAsync(() =>
            SshNetConnection.ConnectAsync(server.Options(host), new Nobody(), Cancellation)
        );
        Assert.StartsWith(begin.Replace("red", host, StringComparison.Ordinal), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ciphers_that_the_host_does_not_have_are_named()
    {
        await using var server = await SshServer.StartAsync("Ciphers aes256-cbc");
        var message = await FailureAsync(() => ConnectAsync(server));
        Assert.StartsWith("ssh and red have no common way to encrypt: No matching", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "red did not answer in time")]
    [InlineData("S", "red did not answer in time")]
    [InlineData("SSH-2.0-x\r\nnonsense, and more of it", "ssh did not get to red: Bad packet length")]
    [InlineData("\0\0\0\0", "ssh did not get to red: The server response contained an invalid null character")]
    [InlineData(
        "SSH-2.0-x\r\n\0\0\0\f\u0004\u0014tooshortpadd",
        "ssh did not get to red: it does not keep to the protocol"
    )]
    [InlineData("bye", "red, or something on the way, closed the connection before the login")]
    public async Task A_host_that_speaks_no_ssh_is_given_up(string said, string begin)
    {
        await using var server = await SshServer.StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var talking = TalkAsync(
            listener,
            Encoding.ASCII.GetBytes(said),
            isDripping: said == "S",
            closes: said == "bye"
        );
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        server.Folder.Write(
            "ssh_config",
            $"ConnectTimeout 1\nHost red\nPort {port}\nHostName 127.0.0.1\n" + server.Folder.Read("ssh_config")
        );
        var message = await FailureAsync(() => ConnectAsync(server));
        listener.Stop();
        await talking;
        Assert.StartsWith(begin, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_wants_it_no_more_is_let_go()
    {
        await using var server = await SshServer.StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        server.Folder.Write(
            "ssh_config",
            $"Host red\nPort {port}\nHostName 127.0.0.1\n" + server.Folder.Read("ssh_config")
        );
        using var wish = new CancellationTokenSource();
        var connecting = SshNetConnection.ConnectAsync(server.Options(), new Nobody(), wish.Token);
        using var socket = await listener.AcceptSocketAsync(Cancellation);
        await wish.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task Two_jumps_lead_to_the_host()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        server.AddToClientConfig("Host last\n    ProxyJump one,two");
        await using (var connection = await ConnectAsync(server, "last"))
        {
            Assert.False(connection.Settings.IsDirect);
            Assert.Equal(("here\n", "", 0), await RunAsync(connection, "echo here"));
            await connection.UploadAsync(server.Folder["bundle"], new([]), Cancellation);
        }
        Assert.Equal(4, server.Logins());
        Assert.True(await server.HasNoConnectionAsync());
    }

    [Fact]
    public async Task Another_host_is_reached_through_this_one()
    {
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        await using var beyond = await connection.BeyondAsync(
            SshDestination.TryParse("beyond")!,
            mayAsk: false,
            Cancellation
        );
        Assert.Equal(("here\n", "", 0), await RunAsync(beyond, "echo here"));
    }

    [Theory]
    [InlineData("one", "the jump host did not connect to last")]
    [InlineData(
        "last",
        "ssh cannot read its configuration for last: .*ssh_config:[0-9]+: last would be reached through itself"
    )]
    public async Task A_way_that_leads_nowhere_is_said(string jump, string message)
    {
        await using var server = await SshServer.StartAsync("AllowTcpForwarding no");
        server.AddToClientConfig($"Host last\n    ProxyJump {jump}");
        Assert.Matches($"^{message}$", await FailureAsync(() => ConnectAsync(server, "last")));
    }

    [Fact]
    public async Task Nobody_else_gets_through_the_relay()
    {
        await using var server = await SshServer.StartAsync();
        var host = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await host.ConnectAsync(IPAddress.Loopback, server.Port, Cancellation);
        using var relay = new Relay(host);
        using var strangers = new TcpClient();
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, relay.Port, Cancellation);
        await strangers.ConnectAsync(IPAddress.Loopback, relay.Port, Cancellation);
        await AskAsync(strangers.Client, new string('0', relay.Secret.Length));
        using var own = new TcpClient();
        await own.ConnectAsync(IPAddress.Loopback, relay.Port, Cancellation);
        await AskAsync(own.Client, relay.Secret);
        Assert.Equal(("", "HTTP"), (await FirstAsync(strangers.Client), await FirstAsync(own.Client)));

        static async Task AskAsync(Socket socket, string secret)
        {
            var credentials = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Relay.User}:{secret}"));
            var request = $"CONNECT red:22 HTTP/1.0\r\nProxy-Authorization: Basic {credentials}\r\n\r\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        }
    }

    internal static async Task<SshNetConnection> ConnectAsync(SshServer server, string host = "red") =>
        await SshNetConnection.ConnectAsync(server.Options(host), new Nobody(), Cancellation);

    internal static async Task<(string Output, string Errors, int? Code)> RunAsync(
        IConnection connection,
        string commandLine,
        string input = ""
    )
    {
        await using var process = await connection.StartAsync(commandLine, Cancellation);
        if (input.Length > 0)
        {
            await process.Input.WriteAsync(Encoding.UTF8.GetBytes(input), Cancellation);
        }
        process.Input.Close();
        return await EndAsync(process);
    }

    internal static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, Cancellation);
        }
    }

    internal static async Task<string> FailureAsync(Func<Task> action) =>
        (await Assert.ThrowsAnyAsync<Failure>(action)).Message;

    private static async Task<(string Output, string Errors, int? Code)> EndAsync(IRemoteProcess process)
    {
        using var output = new StreamReader(process.Output);
        using var errors = new StreamReader(process.Errors);
        var complaints = errors.ReadToEndAsync(Cancellation);
        return (await output.ReadToEndAsync(Cancellation), await complaints, await process.ExitCodeAsync(Cancellation));
    }

    private static async Task<string> FirstAsync(Socket socket)
    {
        var buffer = new byte[4];
        try
        {
            return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, Cancellation));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private static async Task TalkAsync(TcpListener listener, byte[] said, bool isDripping, bool closes)
    {
        try
        {
            using var socket = await listener.AcceptSocketAsync(Cancellation);
            await socket.SendAsync(said, Cancellation);
            if (closes)
            {
                return;
            }
            var hearing = HearAsync(socket);
            while (isDripping && !hearing.IsCompleted)
            {
                await Task.WhenAny(hearing, Task.Delay(50, Cancellation));
                await socket.SendAsync(said, Cancellation);
            }
            await hearing;
        }
        catch (SocketException)
        {
            // The other end has had enough.
        }
    }

    private static async Task HearAsync(Socket socket)
    {
        while (await socket.ReceiveAsync(new byte[1024], Cancellation) > 0) { }
    }
}

/// <summary>A person whom nobody can ask.</summary>
internal sealed class Nobody : IPerson
{
    public bool CanAsk => false;

    public string AskSecret(string prompt, CancellationToken cancellation) =>
        throw new Failure(prompt, "nobody is asked");

    public string AskLine(string prompt, CancellationToken cancellation) =>
        throw new Failure(prompt, "nobody is asked");

    public bool WantsNotes => false;

    public void Note(string line) { }

    public void Remember(string path, string line) => throw new Failure(path, "nothing is remembered");

    public IDisposable MakeFolder(out string path)
    {
        var folder = new TemporaryFolder();
        path = folder.Path;
        return folder;
    }
}
