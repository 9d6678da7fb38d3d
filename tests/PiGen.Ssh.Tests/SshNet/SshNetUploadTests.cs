using System.Security.Cryptography;
using PiGen.Core.Deployment;
using PiGen.Ssh.SshNet;
using PiGen.Testing;
using static PiGen.Ssh.Tests.SshNet.SshNetConnectionTests;

namespace PiGen.Ssh.Tests.SshNet;

/// <summary>Bundles sent by SSH.NET, against a real sshd.</summary>
public sealed class SshNetUploadTests
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(5_000, 100)]
    [InlineData(300, 1_000_000)]
    public async Task A_bundle_arrives_as_it_was(int count, int length)
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        await using var connection = await ConnectAsync(server);
        await connection.UploadAsync(server.Folder["bundle"], Of(count, length), Cancellation);
        Assert.Equal(Mode, File.GetUnixFileMode(server.Folder["bundle"]));
        Assert.Equal(Sums(count, length), Unpacked(server));
    }

    [Fact]
    public async Task A_bundle_goes_to_a_command_where_a_second_login_would_ask_again()
    {
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        await SendAsync();
        Assert.Equal(Mode, File.GetUnixFileMode(server.Folder["bundle"]));
        Assert.Equal(Sums(3, 1_000_000), Unpacked(server));
        var message = await FailureAsync(SendAsync);
        Assert.StartsWith("red did not take the files: ", message, StringComparison.Ordinal);
        Assert.Contains("bundle", message, StringComparison.Ordinal);

        async Task SendAsync()
        {
            using var silence = new Silence(RemoteCommand.UsualPatience, Task.CompletedTask, Cancellation);
            var host = server.Options().Destination;
            await CommandUpload.SendAsync(connection, host, server.Folder["bundle"], Of(3, 1_000_000), silence);
        }
    }

    [Theory]
    [InlineData("accept-new", "", "")]
    [InlineData("no", "", "")]
    [InlineData("accept-new", "first", " (KNOWN:1)")]
    [InlineData("no", "first second", " (KNOWN:1)")]
    [InlineData("yes", "second first", " (KNOWN:2)")]
    [InlineData("no", "stranger", "")]
    public async Task Files_go_to_the_machine_that_was_met_first_or_nowhere(string checking, string known, string place)
    {
        await using var first = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        await using var second = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        await using var crossing = new Crossing(first.Port, second.Port);
        second.Folder.Write("key.pub", first.Folder.Read("key.pub"));
        var file = first.Folder.Write("known", string.Concat(known.Split(' ').Select(LineOf)));
        var config = $"Port {crossing.Port}\nUserKnownHostsFile {file}\nStrictHostKeyChecking {checking}\n";
        first.Folder.Write("ssh_config", config + first.Folder.Read("ssh_config"));
        await using var connection = await SshNetConnection.ConnectAsync(
            first.Options(),
            new ScriptedPerson(),
            Cancellation
        );
        var before = first.Folder.Read("known");
        for (var i = 0; i < 2; i++)
        {
            var message = await FailureAsync(() =>
                connection.UploadAsync(second.Folder["bundle"], Of(1, 1), Cancellation)
            );
            Assert.Equal(
                SshFailures
                    .ChangedHostKey(first.Options().Destination, null)
                    .Message.Replace("known here", $"known here{place.Replace("KNOWN", file)}"),
                message
            );
        }
        Assert.Equal((false, 0), (File.Exists(second.Folder["bundle"]), second.Logins()));
        Assert.Equal(before, first.Folder.Read("known"));
        Assert.Equal(Math.Max(1, known.Split(' ').Length), before.TrimEnd().Split('\n').Length);

        string LineOf(string name) =>
            name switch
            {
                "" => "",
                "stranger" => $"red {first.Folder.Read("stranger.pub")}",
                _ => $"red {(name == "first" ? first : second).Folder.Read("host.pub")}",
            };
    }

    // Its question would come in the middle of the work, and be about a login that nobody sees.
    [Fact]
    public async Task The_login_for_files_asks_nothing()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        RealProgram.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", server.Folder["locked"]);
        server.AddToClientConfig($"IdentityFile {server.Folder["locked"]}");
        var person = new ScriptedPerson("secret");
        var options = server.Options() with { MayAsk = true };
        await using var connection = await SshNetConnection.ConnectAsync(options, person, Cancellation);
        server.Folder.Write("key.pub", server.Folder.Read("locked.pub"));
        var message = await FailureAsync(() => connection.UploadAsync(server.Folder["bundle"], Of(1, 1), Cancellation));
        Assert.Equal("red refused the login (publickey)", message);
        Assert.Empty(person.Questions);
    }

    [Theory]
    [InlineData("bundle", "red did not take the files: Failure")]
    [InlineData("none/bundle", "red did not take the files: No such file")]
    public async Task What_is_there_is_not_overwritten_and_what_is_missing_is_not_made(string path, string begin)
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        server.Folder.Write("bundle", "mine");
        await using var connection = await ConnectAsync(server);
        var message = await FailureAsync(() => connection.UploadAsync(server.Folder[path], Of(1, 1), Cancellation));
        Assert.Equal(("mine", begin), (server.Folder.Read("bundle"), message[..begin.Length]));
    }

    [Fact]
    public async Task A_host_without_sftp_is_named()
    {
        await using var server = await SshServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        var message = await FailureAsync(() => connection.UploadAsync(server.Folder["bundle"], Of(1, 1), Cancellation));
        Assert.Equal(SshFailures.NoSftp(server.Options().Destination).Message, message);
    }

    [Fact]
    public async Task A_host_whose_scripts_print_before_sftp_begins_is_given_up()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp echo; exec sleep 60");
        await using var connection = await ConnectAsync(server);
        var message = await FailureAsync(() => connection.UploadAsync(server.Folder["bundle"], Of(1, 1), Cancellation));
        Assert.Equal(SshFailures.Chatter(server.Options().Destination).Message, message);
    }

    [Fact]
    public async Task A_connection_that_is_cut_while_files_are_sent_is_said_to_be_lost()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        await using var connection = await ConnectAsync(server);
        var uploading = connection.UploadAsync(server.Folder["bundle"], Of(2_000, 1_000_000), Cancellation);
        await UntilAsync(() =>
            File.Exists(server.Folder["bundle"]) && new FileInfo(server.Folder["bundle"]).Length > 0
        );
        server.CutConnections();
        Assert.Equal(
            SshFailures.ConnectionLost(server.Options().Destination).Message,
            await FailureAsync(() => uploading)
        );
    }

    [Fact]
    public async Task Whoever_wants_no_more_is_let_go_while_files_are_sent()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        await using var connection = await ConnectAsync(server);
        using var wish = new CancellationTokenSource();
        var uploading = connection.UploadAsync(server.Folder["bundle"], Of(2_000, 1_000_000), wish.Token);
        await UntilAsync(() =>
            File.Exists(server.Folder["bundle"]) && new FileInfo(server.Folder["bundle"]).Length > 0
        );
        await wish.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => uploading);
        await connection.UploadAsync(server.Folder["other"], Of(1, 1), Cancellation);
        Assert.True(File.Exists(server.Folder["other"]));
    }

    // The same bytes for every file: it is one array.
    private static Bundle Of(int count, int length)
    {
        var content = new byte[length];
        new Random(1).NextBytes(content);
        return new([.. Enumerable.Range(0, count).Select(i => new NewRemoteFile($"a b/{i:D4}", content, Mode))]);
    }

    private static string Sums(int count, int length) =>
        count == 0 ? "0" : $"{count} {Convert.ToHexStringLower(SHA256.HashData(Of(1, length).Files[0].Content.Span))}";

    // How many files, and the sums of their contents without repetition. Of no files a bundle is an empty file.
    private static string Unpacked(SshServer server)
    {
        const string Script = """
            mkdir "$1/out" && { [ ! -s "$1/bundle" ] || tar -x -f "$1/bundle" -C "$1/out"; } && cd "$1/out" || exit
            echo $(find . -type f | wc -l) $(find . -type f -exec sha256sum {} + | cut -d ' ' -f 1 | sort -u)
            """;
        return RealProgram.Run("sh", "-c", Script, "sh", server.Folder.Path).Out.TrimEnd();
    }
}
