using System.Diagnostics;
using System.Text;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Ssh.OpenSsh;

namespace PiGen.Ssh.Tests;

/// <summary>Where files wait on a host for root to take them.</summary>
public sealed class SshStageTests
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly NewRemoteFile[] Files =
    [
        new("install.sh", "#!/bin/sh\n"u8.ToArray(), OwnersOnly),
        new("etc/systemd/system/a b.service", "[Service]\n"u8.ToArray(), OwnersOnly),
        new("etc/-x/$(y)", "z"u8.ToArray(), OwnersOnly),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_lie_in_a_folder_of_the_users_home_that_is_theirs_alone()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var lines = await RunAsync(
            host,
            "cd \"$1\" && pwd && find . -type f | sort && find . -printf '%m\n' | sort -u"
        );
        Assert.Equal(
            (server.Home, "./etc/-x/$(y) ./etc/systemd/system/a b.service ./install.sh 600 700"),
            (Path.GetDirectoryName(lines[0]), string.Join(' ', lines.Skip(1)))
        );
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("exit 7", 7)]
    public async Task Nothing_of_it_is_left_when_the_command_has_ended(string script, int exitCode)
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var answer = await host.RunAsync(Beside(script), _ => { }, Cancellation);
        Assert.Equal((exitCode, 0), (answer.ExitCode, Directory.GetFileSystemEntries(server.Home).Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_of_it_is_left_when_the_program_or_the_connection_ends_without_a_word(bool isKilled)
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        // It is still to be there when the command looks for it, though nobody hears of it any more.
        const string Script =
            "cd \"$1\"; echo up; until [ -e ../go ] || [ ! -d \"$1\" ]; do sleep 0.02; done; rm ../go; ls >../seen";
        var up = new TaskCompletionSource();
        var command = Beside(Script);
        var running = host.RunAsync(command, _ => up.TrySetResult(), Cancellation);
        await up.Task;
        if (isKilled)
        {
            server.KillClients();
            await Task.WhenAny(running);
        }
        else
        {
            server.Server.CutConnections();
            await Assert.ThrowsAsync<LostConnection>(() => running);
        }
        await File.WriteAllTextAsync(Path.Combine(server.Home, "go"), "", Cancellation);
        await Eventually(() => Names(server) == "seen");
        Assert.Equal("etc\ninstall.sh\n", await File.ReadAllTextAsync(Path.Combine(server.Home, "seen"), Cancellation));
    }

    [Fact]
    public async Task Two_stages_never_meet()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var (one, other) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var first = host.RunAsync(
            Beside($"cd \"$1\"; echo up; until [ -e ../end ] || [ ! -d \"$1\" ]; do sleep 0.02; done"),
            one.SetResult,
            Cancellation
        );
        await one.Task;
        await host.RunAsync(
            Beside("cd \"$1\"; ls -d ../.pigen-stage.* | wc -l; touch ../end"),
            other.SetResult,
            Cancellation
        );
        await first;
        Assert.Equal(("2", "end"), (await other.Task, Names(server)));
    }

    [Theory]
    [InlineData(".pigen-stage.0123456789", "")]
    [InlineData(".pigen-production", ".pigen-production")]
    public async Task One_that_nobody_holds_is_taken_away_and_nothing_of_the_users(string name, string left)
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var folder = Path.Combine(server.Home, name);
        Directory.CreateDirectory(folder, OwnersOnly | UnixFileMode.UserExecute);
        Process.Start("chown", ["--reference", server.Home, folder]).WaitForExit();
        await host.RunAsync(new("true") { Files = [] }, _ => { }, Cancellation);
        Assert.Equal(left, Names(server));
    }

    [Fact]
    public async Task A_shell_that_greets_at_login_is_no_hindrance()
    {
        await using var server = await UserServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(server.Home, ".bashrc"), "echo; echo Welcome to red\n", Cancellation);
        await using var host = await ConnectAsync(server);
        Assert.Equal(["3"], await RunAsync(host, "find \"$1\" -type f | wc -l"));
    }

    [Fact]
    public async Task A_home_that_takes_no_folder_is_a_failure_that_says_why()
    {
        await using var server = await UserServer.StartAsync();
        File.SetUnixFileMode(server.Home, UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await using var host = await ConnectAsync(server);
        var failure = await Assert.ThrowsAsync<Failure>(() => RunAsync(host, "true"));
        Assert.Matches(
            "^no folder could be made on ann@red to send files to: mktemp: .*: Permission denied$",
            failure.Message
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("echo began\n")]
    public async Task A_command_whose_files_do_not_arrive_does_not_begin_and_leaves_no_folder_behind(string input)
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var hasBegun = false;
        var command = new RemoteCommand(input.Length == 0 ? ["echo", "began"] : (string[])["sh", "-s"])
        {
            Files = [Files[0], Files[0]],
            Input = Encoding.UTF8.GetBytes(input),
            Beginning = () => hasBegun = true,
        };
        var lines = new List<string>();
        var failure = await Assert.ThrowsAsync<Failure>(() => host.RunAsync(command, lines.Add, Cancellation));
        Assert.Equal(
            (true, 0, false, ""),
            (failure.Message.Contains("install.sh"), lines.Count, hasBegun, Names(server))
        );
    }

    [Fact]
    public async Task A_command_that_ends_before_its_files_are_there_leaves_no_folder_behind()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        NewRemoteFile[] many =
        [
            .. Enumerable.Range(0, 300).Select(n => new NewRemoteFile($"{n}", new byte[5000], OwnersOnly)),
        ];
        var command = new RemoteCommand("false") { Files = [.. many], Input = "never read"u8.ToArray() };
        var answer = await host.RunAsync(command, _ => { }, Cancellation);
        Assert.Equal((1, ""), (answer.ExitCode, Names(server)));
    }

    [Fact]
    public async Task What_is_read_is_there_while_the_last_command_runs_and_the_connection_ends_with_it()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var command = Beside("cat \"$1\"/install.sh") with { IsLast = true };
        var lines = new List<string>();
        var answer = await host.RunAsync(command, lines.Add, Cancellation);
        Assert.Equal((0, "#!/bin/sh"), (answer.ExitCode, lines.Single()));
    }

    [Fact]
    public async Task Files_that_only_root_may_read_are_told_from_those_that_are_not_there()
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

    private static Task<SshHost> ConnectAsync(UserServer server) =>
        SshHost.ConnectAsync(server.Options(), new(Ask: null), Cancellation);

    private static RemoteCommand Beside(string script) =>
        new("sh", "-c", script, "sh", RemoteCommand.FilesFolder) { Files = [.. Files] };

    private static async Task<List<string>> RunAsync(SshHost host, string script)
    {
        var lines = new List<string>();
        await host.RunAsync(Beside(script), lines.Add, Cancellation);
        return lines;
    }

    private static string Names(UserServer server) =>
        string.Join(
            ' ',
            Directory
                .EnumerateFileSystemEntries(server.Home)
                .Select(Path.GetFileName)
                .Where(name => name != ".bashrc")
                .Order(StringComparer.Ordinal)
        );

    private static async Task Eventually(Func<bool> condition)
    {
        var patience = Stopwatch.StartNew();
        while (!condition() && patience.Elapsed < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(20, Cancellation);
        }
        Assert.True(condition());
    }
}
