using System.Text;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Testing;

namespace PiGen.Cli.Tests.Ssh;

/// <summary>The client against OpenSSH's own server.</summary>
public sealed class SftpClientTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Program = (UnixFileMode)0b111_101_101;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(131_072)]
    [InlineData(5_000_001)]
    public async Task What_is_written_is_read_back(int length)
    {
        await using var server = SftpServer.Start();
        await using var client = await server.ConnectAsync();
        var content = Bytes(length);
        await client.WriteAllAsync([new(_folder["file"], content, Private)], Cancellation);
        var read = await client.ReadAllAsync([_folder["file"]], Cancellation);
        Assert.Equal(
            (Convert.ToHexString(content), Private),
            (Convert.ToHexString(read[0]!.Content.Span), read[0]!.Mode)
        );
    }

    [Fact]
    public async Task Many_files_keep_their_order_their_content_and_their_modes()
    {
        await using var server = SftpServer.Start();
        await using var client = await server.ConnectAsync();
        var files = Enumerable.Range(0, 700).Select(n => File(n)).ToArray();
        await client.WriteAllAsync(files, Cancellation);
        var read = await client.ReadAllAsync([.. files.Select(file => file.Path)], Cancellation);
        Assert.Equal(files.Select(Written), read.Select(file => Written(new("", file!.Content, file.Mode))));

        NewRemoteFile File(int n) =>
            new(_folder[$"{n}"], Encoding.UTF8.GetBytes($"{n}"), n % 2 == 0 ? Private : Program);
        static string Written(NewRemoteFile file) => $"{Encoding.UTF8.GetString(file.Content.Span)} {file.Mode}";
    }

    [Theory]
    [InlineData("-u", "077")]
    [InlineData("-u", "000")]
    public async Task A_mode_is_exact_whatever_the_umask(params string[] umask)
    {
        await using var server = SftpServer.Start(umask);
        await using var client = await server.ConnectAsync();
        await client.WriteAllAsync([new(_folder["file"], Bytes(1), Program)], Cancellation);
        Assert.Equal(Program, System.IO.File.GetUnixFileMode(_folder["file"]));
    }

    [Fact]
    public async Task What_is_at_a_path_is_told_by_its_kind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc and /dev as Linux has them");
        _folder.Write("file", "text");
        System.IO.File.CreateSymbolicLink(_folder["link"], "elsewhere");
        await using var server = SftpServer.Start();
        await using var client = await server.ConnectAsync();
        string[] paths =
        [
            _folder["file"],
            _folder["none"],
            _folder["link"],
            _folder.Path,
            "/dev/null",
            _folder["file/x"],
        ];
        var read = await client.ReadAllAsync(paths, Cancellation);
        Assert.Equal(
            ["File", "nothing", "Link elsewhere", "Folder", "Other", "nothing"],
            read.Select(file => file is null ? "nothing" : $"{file.Kind} {file.LinkTarget}".TrimEnd())
        );
    }

    [Fact]
    public async Task A_file_that_says_it_is_empty_is_read_to_its_end()
    {
        Assert.SkipUnless(System.IO.File.Exists("/proc/self/status"), "no /proc here");
        await using var server = SftpServer.Start();
        await using var client = await server.ConnectAsync();
        var read = await client.ReadAllAsync(["/proc/self/status"], Cancellation);
        Assert.StartsWith(
            "Name:\tsftp-server\n",
            Encoding.UTF8.GetString(read[0]!.Content.Span),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_server_without_extensions_does_as_well()
    {
        await using var server = SftpServer.Start("-P", "limits");
        await using var client = await server.ConnectAsync();
        var content = Bytes(700_000);
        await client.WriteAllAsync([new(_folder["a"], content, Private)], Cancellation);
        var read = await client.ReadAllAsync([_folder["none"], _folder["a"]], Cancellation);
        Assert.Equal(
            [null, Convert.ToHexString(content)],
            read.Select(file => file is null ? null : Convert.ToHexString(file.Content.Span))
        );
    }

    [Fact]
    public async Task What_is_there_is_in_the_way_of_what_is_new()
    {
        _folder.Write("there", "old");
        await using var server = SftpServer.Start();
        await using var client = await server.ConnectAsync();
        var failure = await FailureOf(client.WriteAllAsync([new(_folder["there"], Bytes(3), Private)], Cancellation));
        var expected = $"pi@red.local cannot create {_folder["there"]}: something is there already";
        Assert.Equal((expected, "old"), (failure, _folder.Read("there")));
    }

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        await using var server = SftpServer.Start();
        await using var client = await server.ConnectAsync();
        Assert.Equal(
            $"pi@red.local cannot create {_folder["no/file"]}: there is no such file or folder",
            await FailureOf(client.WriteAllAsync([new(_folder["no/file"], Bytes(3), Private)], Cancellation))
        );
    }

    [Fact]
    public async Task A_server_that_only_reads_is_told_apart()
    {
        await using var server = SftpServer.Start("-R");
        await using var client = await server.ConnectAsync();
        Assert.Equal(
            $"pi@red.local does not let the user create {_folder["file"]}",
            await FailureOf(client.WriteAllAsync([new(_folder["file"], Bytes(3), Private)], Cancellation))
        );
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_told_from_one_that_is_not_there()
    {
        _folder.Write("file", "");
        await using var server = SftpServer.Start("-P", "open");
        await using var client = await server.ConnectAsync();
        var read = await client.ReadAllAsync([_folder["file"], _folder["none"]], Cancellation);
        Assert.Equal([RemoteFileKind.Unreadable, null], read.Select(file => file?.Kind));
    }

    [Fact]
    public async Task A_file_that_does_not_fit_is_a_failure_with_a_way_out()
    {
        await using var server = SftpServer.StartWithLimit(bytes: 1024);
        await using var client = await server.ConnectAsync();
        Assert.Equal(
            $"pi@red.local could not write {_folder["file"]} (Failure)",
            await FailureOf(client.WriteAllAsync([new(_folder["file"], Bytes(300_000), Private)], Cancellation))
        );
    }

    [Fact]
    public async Task Files_that_are_larger_together_than_they_may_be_are_refused()
    {
        _folder.Write("a", new('x', 600));
        _folder.Write("b", new('x', 600));
        await using var server = SftpServer.Start();
        await using var client = await server.ConnectAsync();
        var failure = await FailureOf(client.ReadAllAsync([_folder["a"], _folder["b"]], Cancellation, mostBytes: 1024));
        Assert.EndsWith(
            "on pi@red.local is larger than what PiGen writes (more than 1 KiB)",
            failure,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_server_that_dies_fails_all_that_wait_at_once()
    {
        await using var server = SftpServer.Start();
        await using var client = await server.ConnectAsync();
        server.Kill();
        var files = Enumerable.Range(0, 50).Select(n => new NewRemoteFile(_folder[$"{n}"], Bytes(9), Private));
        string[] failures =
        [
            await FailureOf(client.WriteAllAsync([.. files], Cancellation)),
            await FailureOf(client.ReadAllAsync(["x"], Cancellation)),
        ];
        var expected = "the connection to pi@red.local was lost on the way";
        Assert.Equal([expected, expected], failures);
    }

    [Fact]
    public async Task A_relative_path_begins_in_the_home()
    {
        await using var server = SftpServer.Start("-d", _folder.Path);
        await using var client = await server.ConnectAsync();
        Assert.Equal(_folder["x"], await client.RealPathAsync("x", Cancellation));
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(n => (byte)(n * 31))];

    private static async Task<string> FailureOf(Task work) => (await Assert.ThrowsAsync<Failure>(() => work)).Message;
}
