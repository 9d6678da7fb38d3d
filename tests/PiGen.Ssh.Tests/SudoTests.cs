using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Ssh.OpenSsh;

namespace PiGen.Ssh.Tests;

/// <summary>Root's commands, by the real sudo.</summary>
public sealed class SudoTests
{
    private const string WithoutPassword = "ann ALL=(ALL) NOPASSWD: ALL";
    private const string WithPassword = "ann ALL=(ALL) ALL";

    private static readonly RemoteCommand Copy = new("sh", "-c", "id -u; cat; echo oh >&2; exit \"$1\"", "sh", "7")
    {
        Input = "all of it\n"u8.ToArray(),
        IsRoots = true,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WithoutPassword, null)]
    [InlineData(WithoutPassword, UserServer.Password)]
    [InlineData(WithoutPassword, "any word")]
    [InlineData(WithPassword, UserServer.Password)]
    public async Task Root_gets_the_commands_own_input_and_nothing_of_the_password(string sudoers, string? password) =>
        Assert.Equal("0 all of it|7|oh", await Run(sudoers, password, Copy));

    [Theory]
    [InlineData(WithPassword, "sudo on ann@red refused: sudo: a password is required")]
    [InlineData("", "sudo on ann@red refused: sudo: a password is required")]
    [InlineData("ann ALL=(ALL) NOPASSWD: /usr/bin/true", "sudo on ann@red refused: sudo: a password is required")]
    public async Task Sudo_that_wants_a_password_nobody_was_asked_for_is_a_failure(string sudoers, string failure) =>
        Assert.Equal(failure, await FailureOf(sudoers, password: null, Copy));

    [Theory]
    [InlineData(WithPassword, "wrong", "sudo on ann@red did not take the password: sudo: ")]
    [InlineData(WithPassword, "", "sudo on ann@red did not take the password: sudo: ")]
    [InlineData("", UserServer.Password, "sudo on ann@red did not take the password: ann is not in the sudoers file")]
    public async Task A_password_that_sudo_does_not_take_is_a_failure(
        string sudoers,
        string password,
        string failure
    ) => Assert.StartsWith(failure, await FailureOf(sudoers, password, Copy), StringComparison.Ordinal);

    [Fact]
    public async Task After_a_wrong_password_nothing_has_run()
    {
        await using var server = await UserServer.StartAsync(WithPassword);
        var file = server.Server.Folder["ran"];
        await Assert.ThrowsAsync<Failure>(() => Run(server, () => "wrong", new("touch", file)));
        Assert.False(File.Exists(file));
    }

    // Many a Pi warns so on every call: its name is not in its hosts file.
    [Theory]
    [InlineData(WithoutPassword, null)]
    [InlineData(WithPassword, UserServer.Password)]
    public async Task A_command_that_fails_in_words_about_sudo_was_not_refused(string sudoers, string? password) =>
        Assert.Equal(
            "|1|sudo: unable to resolve host red: Name or service not known",
            await Run(
                sudoers,
                password,
                new("sh", "-c", "echo 'sudo: unable to resolve host red: Name or service not known' >&2; exit 1")
            )
        );

    [Fact]
    public async Task A_password_stands_in_no_argument_list_and_no_environment()
    {
        const string look = "cat /proc/[0-9]*/cmdline /proc/self/environ 2>/dev/null | tr '\\0' '\\n'; exit 0";
        var told = await Run(WithPassword, UserServer.Password, new RemoteCommand("sh", "-c", look));
        Assert.Contains("sudo", told, StringComparison.Ordinal);
        Assert.DoesNotContain(UserServer.Password, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_asked_once_and_not_before_root_is_needed()
    {
        await using var server = await UserServer.StartAsync(WithPassword);
        var asked = 0;
        var counts = new List<int>();
        await using var host = await SshHost.ConnectAsync(server.Options(), new(_ => Ask()), Cancellation);
        foreach (var isRoots in (bool[])[false, true, true])
        {
            await host.RunAsync(new("true") { IsRoots = isRoots }, _ => { }, Cancellation);
            counts.Add(asked);
        }
        Assert.Equal([0, 1, 1], counts);

        string Ask()
        {
            asked++;
            return UserServer.Password;
        }
    }

    [Fact]
    public async Task Who_logs_in_as_root_needs_no_sudo()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp", "SetEnv PATH=/nowhere");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may log in as root here");
        await using var host = await SshHost.ConnectAsync(
            server.Options() with
            {
                Destination = SshDestination.TryParse("root@red")!,
            },
            new(_ => throw new InvalidOperationException("nobody is to be asked")),
            Cancellation
        );
        var lines = new List<string>();
        await host.RunAsync(new("/usr/bin/id", "-u") { IsRoots = true }, lines.Add, Cancellation);
        Assert.Equal(["0"], lines);
    }

    private static async Task<string> Run(string sudoers, string? password, RemoteCommand command)
    {
        await using var server = await UserServer.StartAsync(sudoers);
        return await Run(server, password is null ? null : () => password, command);
    }

    private static async Task<string> Run(UserServer server, Func<string>? ask, RemoteCommand command)
    {
        await using var host = await SshHost.ConnectAsync(
            server.Options(),
            new(ask is null ? null : _ => ask()),
            Cancellation
        );
        var lines = new List<string>();
        var answer = await host.RunAsync(command with { IsRoots = true }, lines.Add, Cancellation);
        return $"{string.Join(' ', lines)}|{answer.ExitCode}|{string.Join(' ', answer.Errors)}";
    }

    private static async Task<string> FailureOf(string sudoers, string? password, RemoteCommand command) =>
        (await Assert.ThrowsAsync<Failure>(() => Run(sudoers, password, command))).Message;
}
