using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.Tests;

/// <summary>Root's commands, by the real sudo, and by what sudo-rs does where it does otherwise.</summary>
public abstract class SudoContract(Transport transport) : TransportContract(transport)
{
    private const string Free = "ann ALL=(ALL) NOPASSWD: ALL";
    private const string Asking = "ann ALL=(ALL) ALL";
    private const string NobodyToAsk = "sudo on ann@red wants a password, and there is nobody to ask";
    private const string NotTaken = "sudo on ann@red did not take the password";

    private static readonly RemoteCommand Copy = Script("id -u; cat; echo oh >&2; exit \"$1\"", "7") with
    {
        Input = "all of it\n"u8.ToArray(),
        IsRoots = true,
    };

    // sudo-rs 0.2, from its sources: with -n it says that it would have to ask; with -p '' there is no prompt; it reads the
    // password a byte at a time, prints a newline after it, and tries again until its input ends.
    private const string SudoRs = """
        #!/bin/sh
        while [ "$1" != -- ]; do
            case $1 in -n) silent=1 ;; -S | -k) ;; -p) prompt=$2 && shift ;; *) echo "sudo: unknown $1" >&2; exit 1 ;; esac
            shift
        done
        shift
        [ -z "$silent" ] || { echo 'sudo: interactive authentication is required' >&2; exit 1; }
        until printf %s "${prompt-[sudo: authenticate] Password: }" >&2; read -r word; echo >&2; [ "$word" = right ]; do
            [ -n "$word" ] || { echo 'sudo: Authentication required but not attempted' >&2; exit 1; }
            [ "$((tries += 1))" -lt 3 ] || { echo 'sudo: maximum 3 incorrect authentication attempts' >&2; exit 1; }
            echo 'sudo: Authentication failed, try again.' >&2
        done
        exec "$@"
        """;

    [Theory]
    [InlineData(Free, null)]
    [InlineData(Free, "any word")]
    [InlineData(Asking, UserServer.Password)]
    [InlineData(Asking + "\nDefaults lecture=always, use_pty", UserServer.Password)]
    [InlineData(Free + "\nDefaults use_pty", null)]
    public async Task Root_gets_the_commands_own_input_and_nothing_of_the_password(string sudoers, string? password)
    {
        await using var server = await UserServer.StartAsync(sudoers);
        Assert.Equal("0 all of it|7|oh", await RunAsync(server, Given(password), Copy));
    }

    [Theory]
    [InlineData(Asking, null, NobodyToAsk)]
    [InlineData("", null, NobodyToAsk)]
    [InlineData("ann ALL=(ALL) NOPASSWD: /usr/bin/true", null, NobodyToAsk)]
    [InlineData(Asking, "wrong", NotTaken)]
    [InlineData(Asking, "", NotTaken)]
    [InlineData(Asking + "\nDefaults lecture=always, insults", "wrong", NotTaken)]
    [InlineData("", UserServer.Password, "sudo on ann@red refused: ann is not in the sudoers file.")]
    [InlineData(
        Free + "\nDefaults requiretty",
        null,
        "sudo on ann@red runs nothing without a terminal (requiretty in sudoers)"
    )]
    [InlineData(
        Asking + "\nDefaults requiretty",
        UserServer.Password,
        "sudo on ann@red runs nothing without a terminal (requiretty in sudoers)"
    )]
    public async Task Sudo_that_refuses_is_one_sentence_and_nothing_has_run(
        string sudoers,
        string? password,
        string sentence
    )
    {
        await using var server = await UserServer.StartAsync(sudoers);
        var command = new RemoteCommand("touch", server.Home + "/ran");
        Assert.Equal(sentence, await FailureOfAsync(() => RunAsync(server, Given(password), command)));
        Assert.Empty(server.NamesInHome());
    }

    [Fact]
    public async Task The_sentence_for_nobody_names_the_way_out()
    {
        await using var server = await UserServer.StartAsync(Asking);
        var failure = await Assert.ThrowsAsync<Failure>(() => RunAsync(server, new(), Copy));
        Assert.Contains("--sudo-password-file FILE", failure.Hint, StringComparison.Ordinal);
    }

    // A shell without the locale that somebody has set warns of it before every command; many a Pi does not know its own name.
    [Theory]
    [InlineData(Free, null)]
    [InlineData(Asking, UserServer.Password)]
    public async Task Neither_a_shells_noise_nor_a_commands_words_are_taken_for_sudos(string sudoers, string? password)
    {
        await using var server = await UserServer.StartAsync(
            sudoers,
            settings: ["SetEnv LC_ALL=xx_XX.UTF-8 LANG=xx_XX.UTF-8"]
        );
        await File.WriteAllTextAsync(
            Path.Combine(server.Home, ".bashrc"),
            "echo 'sudo: a password is required' >&2; echo Welcome; export LC_ALL=yy_YY.UTF-8; printf '\\033]0;x\\007'\n",
            Cancellation
        );
        const string Words = "sudo: unable to resolve host red: Name or service not known";
        var answer = await RunAsync(server, Given(password), Script($"echo '{Words}' >&2; exit 1"));
        Assert.StartsWith("|1|", answer, StringComparison.Ordinal);
        Assert.EndsWith(Words, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Asking, "wrong", NotTaken)]
    [InlineData(Asking, null, NobodyToAsk)]
    public async Task A_shells_noise_is_never_the_reason(string sudoers, string? password, string sentence)
    {
        await using var server = await UserServer.StartAsync(sudoers, settings: ["SetEnv LC_ALL=xx_XX.UTF-8"]);
        await File.WriteAllTextAsync(
            Path.Combine(server.Home, ".bashrc"),
            "echo Welcome; echo Hello >&2; export LC_ALL=yy_YY.UTF-8\n",
            Cancellation
        );
        Assert.Equal(sentence, await FailureOfAsync(() => RunAsync(server, Given(password), Copy)));
    }

    [Fact]
    public async Task A_password_stands_in_no_argument_list_and_no_environment()
    {
        await using var server = await UserServer.StartAsync(Asking);
        const string Look = "cat /proc/[0-9]*/cmdline /proc/self/environ 2>/dev/null | tr '\\0' '\\n'; exit 0";
        var told = await RunAsync(server, Given(UserServer.Password), Script(Look));
        Assert.Contains("sudo", told, StringComparison.Ordinal);
        Assert.DoesNotContain(UserServer.Password, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_asked_once_and_not_before_root_is_needed()
    {
        await using var server = await UserServer.StartAsync(Asking);
        await using var connection = await ConnectAsync(server);
        var (person, told) = (new TestPerson("wrong", UserServer.Password), 0);
        var host = new SudoHost(connection, isRoot: false, Asked(person, () => told++));
        var counts = new List<int>();
        foreach (var isRoots in (bool[])[false, true, true])
        {
            await OutputAsync(host, new("true") { IsRoots = isRoots });
            counts.Add(person.Asked.Count);
        }
        Assert.Equal([0, 2, 2], counts);
        Assert.Equal(1, told);
    }

    [Theory]
    [InlineData(Asking, 3, NotTaken)]
    [InlineData(Free, 0, "")]
    public async Task A_person_has_three_tries_and_none_where_sudo_does_not_ask(
        string sudoers,
        int tries,
        string sentence
    )
    {
        await using var server = await UserServer.StartAsync(sudoers);
        await using var connection = await ConnectAsync(server);
        var person = new TestPerson("a", "b", "c", "d");
        var host = new SudoHost(connection, isRoot: false, Asked(person, () => { }));
        var asking = host.GetReadyAsync(Cancellation);
        Assert.Equal(sentence, sentence.Length == 0 ? await Nothing() : await FailureOfAsync(() => asking));
        Assert.Equal(tries, person.Asked.Count);

        async Task<string> Nothing()
        {
            await asking;
            return "";
        }
    }

    [Theory]
    [InlineData("right", "|7|oh")]
    [InlineData("wrong", NotTaken)]
    [InlineData("", NotTaken)]
    [InlineData(null, NobodyToAsk)]
    public async Task Sudo_rs_is_understood(string? password, string outcome)
    {
        await using var server = await UserServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(server.Home, ".bashrc"), "export PATH=~/bin:$PATH\n", Cancellation);
        var program = Path.Combine(Directory.CreateDirectory(Path.Combine(server.Home, "bin")).FullName, "sudo");
        await File.WriteAllTextAsync(program, SudoRs, Cancellation);
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        Assert.EndsWith(outcome, await Outcome(), StringComparison.Ordinal);

        async Task<string> Outcome()
        {
            try
            {
                return await RunAsync(server, Given(password), Copy);
            }
            catch (Failure failure)
            {
                return failure.Message;
            }
        }
    }

    [Fact]
    public async Task Who_logs_in_as_root_needs_no_sudo()
    {
        await using var server = await SshServer.StartAsync("SetEnv PATH=/usr/bin:/bin");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may log in as root here");
        await using var connection = await ConnectAsync(server);
        Assert.True(connection.IsRoot);
        var host = new SudoHost(connection, connection.IsRoot, Asked(new TestPerson(), () => { }));
        Assert.Equal(["0"], await OutputAsync(host, new("id", "-u") { IsRoots = true }));
    }

    private static SudoPassword Given(string? password) => new(password);

    private static SudoPassword Asked(TestPerson person, Action wrong) =>
        new(null, (host, cancellation) => person.AskSecret(host, cancellation), wrong);

    private async Task<string> RunAsync(UserServer server, SudoPassword password, RemoteCommand command)
    {
        await using var connection = await ConnectAsync(server);
        var host = new SudoHost(connection, connection.IsRoot, password);
        var lines = new List<string>();
        var answer = await host.RunAsync(command with { IsRoots = true }, lines.Add, Cancellation);
        return $"{string.Join(' ', lines)}|{answer.ExitCode}|{string.Join(' ', answer.Errors)}";
    }
}
