using System.Diagnostics;
using PiGen.Cli.Ssh;
using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Tests.Ssh;

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
        await using var stage = await host.StageAsync(Files, Cancellation);
        await stage.Arrival;
        var folders = Directory.GetDirectories(stage.Path, "*", SearchOption.AllDirectories);
        Assert.Equal(
            (server.Home, "etc/-x/$(y) etc/systemd/system/a b.service install.sh", "0700 0600"),
            (Path.GetDirectoryName(stage.Path), string.Join(' ', FilesBelow(stage.Path)), Modes())
        );

        string Modes() =>
            string.Join(
                ' ',
                folders
                    .Append(stage.Path)
                    .Concat(FilesBelow(stage.Path).Select(file => Path.Combine(stage.Path, file)))
                    .Select(path => Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0'))
                    .Distinct()
                    .OrderDescending(StringComparer.Ordinal)
            );
    }

    [Fact]
    public async Task Nothing_of_it_is_left_afterwards()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        await (await host.StageAsync(Files, Cancellation)).DisposeAsync();
        Assert.Empty(Directory.GetFileSystemEntries(server.Home));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_of_it_is_left_when_the_program_or_the_connection_ends_without_a_word(bool isKilled)
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        await using var stage = await host.StageAsync(Files, Cancellation);
        await stage.Arrival;
        var wasThere = Directory.Exists(stage.Path);
        if (isKilled)
        {
            server.KillClients();
        }
        else
        {
            server.Server.CutConnections();
        }
        Assert.Equal((true, true), (wasThere, await IsEmptyAsync(server.Home)));
    }

    [Fact]
    public async Task Two_stages_never_meet()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        await using var one = await host.StageAsync(Files, Cancellation);
        await one.Arrival;
        await using var other = await host.StageAsync(Files, Cancellation);
        await other.Arrival;
        Assert.Equal(2, Directory.GetFileSystemEntries(server.Home).Length);
    }

    [Theory]
    [InlineData(".pigen-stage.0123456789", false)]
    [InlineData(".pigen-production", true)]
    public async Task One_that_nobody_holds_is_taken_away_and_nothing_of_the_users(string name, bool stays)
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var folder = Path.Combine(server.Home, name);
        Directory.CreateDirectory(folder, OwnersOnly | UnixFileMode.UserExecute);
        Process.Start("chown", ["--reference", server.Home, folder]).WaitForExit();
        await using var stage = await host.StageAsync(Files, Cancellation);
        await stage.Arrival;
        Assert.Equal(stays, Directory.Exists(folder));
    }

    [Fact]
    public async Task A_shell_that_greets_at_login_is_no_hindrance()
    {
        await using var server = await UserServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(server.Home, ".bashrc"), "echo; echo Welcome to red\n", Cancellation);
        await using var host = await ConnectAsync(server);
        await using var stage = await host.StageAsync(Files, Cancellation);
        await stage.Arrival;
        Assert.Equal(3, FilesBelow(stage.Path).Count());
    }

    [Fact]
    public async Task A_home_that_takes_no_folder_is_a_failure_that_says_why()
    {
        await using var server = await UserServer.StartAsync();
        File.SetUnixFileMode(server.Home, UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await using var host = await ConnectAsync(server);
        var failure = await Assert.ThrowsAsync<Failure>(() => host.StageAsync(Files, Cancellation));
        Assert.Matches(
            "^no folder could be made on ann@red to send files to: mktemp: .*: Permission denied$",
            failure.Message
        );
    }

    [Fact]
    public async Task What_cannot_be_sent_leaves_no_folder_behind()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        NewRemoteFile[] twice = [Files[0], Files[0]];
        await using (var stage = await host.StageAsync(twice, Cancellation))
        {
            var failure = await Assert.ThrowsAsync<Failure>(() => stage.Arrival);
            Assert.Contains("install.sh", failure.Message, StringComparison.Ordinal);
        }
        Assert.True(await IsEmptyAsync(server.Home));
    }

    [Fact]
    public async Task A_command_whose_files_do_not_arrive_gets_no_input()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        NewRemoteFile[] twice = [Files[0], Files[0]];
        await using var stage = await host.StageAsync(twice, Cancellation);
        var command = new RemoteCommand("sh", "-s") { Input = "echo began\n"u8.ToArray(), Ready = stage.Arrival };
        var lines = new List<string>();
        var failure = await Assert.ThrowsAnyAsync<Failure>(() => host.RunAsync(command, lines.Add, Cancellation));
        Assert.Equal((true, 0), (failure.Message.Contains("install.sh"), lines.Count));
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

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory
            .GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal);

    private static async Task<bool> IsEmptyAsync(string folder)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(20))
        {
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                return true;
            }
        }
        return false;
    }
}
