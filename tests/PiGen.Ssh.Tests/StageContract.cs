using System.Diagnostics;
using System.Text;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.Tests;

/// <summary>Files that lie beside a command on a host.</summary>
public abstract class StageContract(Transport transport) : TransportContract(transport)
{
    private static readonly NewRemoteFile[] Files =
    [
        FileOf("install.sh", "#!/bin/sh\n"u8.ToArray()),
        FileOf("etc/systemd/system/a b.service", "[Service]\n"u8.ToArray()),
        FileOf("etc/-x/$(y)", "z"u8.ToArray()),
    ];

    [Fact]
    public async Task They_lie_in_a_folder_of_the_users_home_that_is_theirs_alone()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        const string Look = "cd \"$1\" && pwd && find . -type f | sort && find . -printf '%m\n' | sort -u";
        var lines = await StagedAsync(host, Look, Files);
        Assert.Equal(
            (server.Home, "./etc/-x/$(y) ./etc/systemd/system/a b.service ./install.sh 600 700"),
            (Path.GetDirectoryName(lines[0]), string.Join(' ', lines.Skip(1)))
        );
    }

    [Fact]
    public async Task Names_and_contents_come_as_they_are()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        NewRemoteFile[] files =
        [
            FileOf("a b", "1\n\r\n"u8.ToArray()),
            FileOf("it's \"quoted\"", new byte[] { 0, 255, 10, 13 }),
            FileOf("one\nname", default),
            FileOf("größe/日本/🍇", "4"u8.ToArray()),
            FileOf($"{new string('l', 90)}/{new string('o', 90)}/{new string('n', 200)}", "5"u8.ToArray()),
            FileOf("\\back\\slash *?[x] ~ %n", "6"u8.ToArray()),
        ];
        const string Look =
            "cd \"$1\" && find . -type f -exec sh -c 'printf %s \"$1\" | base64 -w0; echo; base64 -w0 <\"$1\"; echo' sh {} \\;";
        var lines = await StagedAsync(host, Look, files);
        Assert.Equal(
            files
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => (file.Path, Hex(file.Content.Span))),
            lines
                .Chunk(2)
                .Select(pair =>
                    (
                        Encoding.UTF8.GetString(Convert.FromBase64String(pair[0]))[2..],
                        Hex(Convert.FromBase64String(pair[1]))
                    )
                )
                .OrderBy(pair => pair.Item1, StringComparer.Ordinal)
        );

        static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(0, "input")]
    [InlineData(1, "")]
    [InlineData(5000, "input")]
    public async Task Any_number_of_them_is_there_when_the_command_begins_or_gets_its_input(int count, string input)
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var command = Script("cat; find \"$1\" -type f | wc -l", RemoteCommand.FilesFolder) with
        {
            Files = [.. Enumerable.Range(0, count).Select(n => FileOf($"{n % 7}/{n}", "text"u8.ToArray()))],
            Input = Encoding.UTF8.GetBytes(input),
        };
        Assert.Equal($"{input}{count}", string.Concat(await OutputAsync(new StagingHost(host), command)));
        Assert.Equal("", Names(server));
    }

    [Fact]
    public async Task Nothing_of_them_is_left_when_the_command_has_failed()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var answer = await new StagingHost(host).RunAsync(Beside("exit 7", Files), _ => { }, Cancellation);
        Assert.Equal((7, ""), (answer.ExitCode, Names(server)));
    }

    [Fact]
    public async Task They_stay_while_the_command_runs_on_after_the_connection_is_lost_and_go_with_it()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        // It is still to be there when the command looks for it, though nobody hears of it any more.
        const string Wait =
            "cd \"$1\"; echo up; until [ -e ../go ] || [ ! -d \"$1\" ]; do sleep 0.02; done; rm ../go; ls >../seen";
        var running = new StagingHost(host).RunAsync(
            Beside(Wait, Files),
            _ => server.Server.CutConnections(),
            Cancellation
        );
        await Assert.ThrowsAsync<LostConnection>(() => running);
        await File.WriteAllTextAsync(Path.Combine(server.Home, "go"), "", Cancellation);
        await Eventually.IsTrueAsync(() => Names(server) == "seen");
        Assert.Equal("etc\ninstall.sh\n", await File.ReadAllTextAsync(Path.Combine(server.Home, "seen"), Cancellation));
    }

    [Fact]
    public async Task Two_folders_never_meet()
    {
        await using var server = await UserServer.StartAsync();
        await using var connection = await ConnectAsync(server);
        var host = new StagingHost(connection);
        var one = new TaskCompletionSource();
        const string Wait = "cd \"$1\"; echo up; until [ -e ../end ] || [ ! -d \"$1\" ]; do sleep 0.02; done";
        var first = host.RunAsync(Beside(Wait, Files), _ => one.SetResult(), Cancellation);
        await one.Task;
        var count = await StagedAsync(connection, "cd \"$1\"; ls -d ../.pigen-stage.* | wc -l; touch ../end", Files);
        await first;
        Assert.Equal(("2", "end"), (count.Single(), Names(server)));
    }

    [Theory]
    [InlineData(".pigen-stage.0123456789", "")]
    [InlineData(".pigen-production", ".pigen-production")]
    public async Task A_folder_that_nobody_holds_is_taken_away_and_nothing_of_the_users(string name, string left)
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var folder = Path.Combine(server.Home, name);
        Directory.CreateDirectory(folder, (UnixFileMode)0b111_000_000);
        using (var chown = Process.Start("chown", ["--reference", server.Home, folder]))
        {
            await chown.WaitForExitAsync(Cancellation);
        }
        await StagedAsync(host, "true", []);
        Assert.Equal(left, Names(server));
    }

    [Fact]
    public async Task A_home_that_takes_no_folder_is_a_failure_that_says_why()
    {
        await using var server = await UserServer.StartAsync();
        File.SetUnixFileMode(server.Home, UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await using var host = await ConnectAsync(server);
        Assert.Matches(
            "^no folder could be made on ann@red to send files to: mktemp: .*: Permission denied$",
            await FailureOfAsync(() => StagedAsync(host, "true", Files))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("echo began\n")]
    public async Task Without_sftp_that_is_said_and_nothing_has_begun_and_no_folder_is_left(string input)
    {
        await using var server = await UserServer.StartAsync(settings: []);
        await using var host = await ConnectAsync(server);
        var hasBegun = false;
        var command = new RemoteCommand(input.Length == 0 ? ["echo", "began"] : (string[])["sh", "-s"])
        {
            Files = [.. Files],
            Input = Encoding.UTF8.GetBytes(input),
            Beginning = () => hasBegun = true,
        };
        var failure = await FailureOfAsync(() => new StagingHost(host).RunAsync(command, Assert.Fail, Cancellation));
        Assert.Equal("ann@red has the sftp subsystem switched off, by which files are sent", failure);
        Assert.Equal((false, ""), (hasBegun, Names(server)));
    }

    [Fact]
    public async Task A_command_that_ends_before_its_files_are_there_leaves_no_folder_behind()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var command = new RemoteCommand("false")
        {
            Files = [.. Enumerable.Range(0, 300).Select(n => FileOf($"{n}", new byte[5000]))],
            Input = "never read"u8.ToArray(),
        };
        var answer = await new StagingHost(host).RunAsync(command, _ => { }, Cancellation);
        Assert.Equal((1, ""), (answer.ExitCode, Names(server)));
    }

    [Fact]
    public async Task Files_of_the_host_are_read_by_a_command()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        string[] paths = ["/etc/shadow", "/etc/no-such-file", "/etc/passwd", "/etc", "/dev/null", "/proc/self/exe"];
        var files = await host.ReadAsync(paths, Cancellation);
        Assert.Equal(
            "Unreadable, , File, Folder, Other, Link",
            string.Join(", ", files.Select(file => $"{file?.Kind}"))
        );
    }

    private static RemoteCommand Beside(string script, NewRemoteFile[] files) =>
        Script(script, RemoteCommand.FilesFolder) with
        {
            Files = [.. files],
        };

    private static Task<List<string>> StagedAsync(SshHost host, string script, NewRemoteFile[] files) =>
        OutputAsync(new StagingHost(host), Beside(script, files));

    private static string Names(UserServer server) => string.Join(' ', server.NamesInHome());
}
