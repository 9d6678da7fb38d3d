using PiGen.Core.Deployment;
using PiGen.Testing;

namespace PiGen.Ssh.Tests;

/// <summary>Whatever shell a user has, and none.</summary>
public abstract class LoginShellContract(Transport transport) : TransportContract(transport)
{
    [Theory]
    [InlineData("tcsh")]
    [InlineData("fish")]
    [InlineData("dash")]
    [InlineData("zsh")]
    [InlineData("rbash")]
    [InlineData("busybox")]
    public async Task A_user_of_any_shell_runs_commands_gets_files_and_becomes_root(string shell)
    {
        Assert.SkipWhen(RealProgram.Missing(shell) is not null, $"not installed: {shell}");
        await using var server = await UserServer.StartAsync("ann ALL=(ALL) ALL", $"/usr/bin/{shell}");
        await using var connection = await ConnectAsync(server);
        var host = new SudoHost(new StagingHost(connection), isRoot: false, new(UserServer.Password));
        const string Look = "id -u; cat; printf '%s\\n' \"$2\"; cat \"$1\"/file; exit 7";
        var command = Script(Look, RemoteCommand.FilesFolder, "it's $x \"!\" \\ \n*") with
        {
            IsRoots = true,
            Input = "input\n"u8.ToArray(),
            Files = [FileOf("file", "text"u8.ToArray())],
        };
        var lines = new List<string>();
        var answer = await host.RunAsync(command, lines.Add, Cancellation);
        Assert.Equal(["0", "input", "it's $x \"!\" \\ ", "*", "text", "7"], [.. lines, $"{answer.ExitCode}"]);
        Assert.NotNull((await connection.ReadAsync(["/etc/passwd"], Cancellation))[0]);
        Assert.Empty(server.NamesInHome());
    }

    [Theory]
    [InlineData("/usr/sbin/nologin", "", ": This account is currently not available.")]
    [InlineData("/bin/false", "", " (exit code 1)")]
    [InlineData("/bin/bash", "command=\"false\" ", " (exit code 1)")]
    [InlineData("/bin/bash", "command=\"echo Commands are not for you\" ", ": Commands are not for you")]
    public async Task Where_no_shell_runs_that_is_said_with_its_own_words(string shell, string options, string reason)
    {
        Assert.SkipWhen(!File.Exists(shell), $"not installed: {shell}");
        await using var server = await UserServer.StartAsync(shell: shell);
        var keys = server.Server.Folder["key.pub"];
        await File.WriteAllTextAsync(keys, options + await File.ReadAllTextAsync(keys, Cancellation), Cancellation);
        await using var host = await ConnectAsync(server);
        var failure = await Assert.ThrowsAsync<NoShellRan>(() => OutputAsync(host, new("true")));
        Assert.Equal($"ann@red let the user in, and the login shell there did not run sh{reason}", failure.Message);
    }
}
