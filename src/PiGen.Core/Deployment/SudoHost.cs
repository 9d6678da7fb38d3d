using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace PiGen.Core.Deployment;

/// <summary>A host on which root's commands are run by sudo(8), or sudo-rs; everything else is run by the user.</summary>
/// <param name="isRoot">Whether it is root who logs in: then there is no sudo.</param>
/// <param name="password">Where the password comes from, where sudo wants one.</param>
public sealed class SudoHost(IRemoteHost host, bool isRoot, SudoPassword password) : IRemoteHost
{
    // Root's shell says by a mark that it was let in: sudo's complaints alone do not tell, for it warns of this and that
    // ("unable to resolve host") and runs the command, which may fail in words about sudo.
    private const string SayMark = """
        echo "$0" >&2 && echo "$0" && exec "$@"
        """;

    // Whether sudo reads the password is sudo's to say: all that stands before the mark is no part of the command's input.
    private const string SkipToMark = """
        while IFS= read -r line; do [ "$line" != "$0" ] || { echo "$0" >&2 && echo "$0" && exec "$@"; }; done
        """;

    // LC_ALL: what sudo says is read.
    private static readonly ImmutableArray<string> Sudo = ["env", "LC_ALL=C", "sudo"];

    private static ImmutableArray<string> Silent { get; } = [.. Sudo, "-n", "--"];

    // -k: this password, whatever sudo still remembers.
    private static ImmutableArray<string> WithPassword { get; } = [.. Sudo, "-k", "-S", "-p", "", "--"];

    private Task? _gettingReady;
    private Task<bool>? _finding;
    private string? _password;

    public string Name => host.Name;

    /// <summary>Gets the password, if sudo wants one: from the file that was named, or from the person, who has three tries.</summary>
    /// <exception cref="Failure">There is none, or sudo does not take it.</exception>
    public Task GetReadyAsync(CancellationToken cancellation) =>
        isRoot || !password.CanBeHad ? Task.CompletedTask : _gettingReady ??= AskIfWantedAsync(cancellation);

    /// <summary>Begins to find out whether sudo wants a password, while other things are asked of the host; nobody is asked yet.</summary>
    public void FindOut(CancellationToken cancellation)
    {
        if (!isRoot && password.CanBeHad)
        {
            _finding ??= WantsPasswordAsync(cancellation);
        }
    }

    private async Task<bool> WantsPasswordAsync(CancellationToken cancellation) =>
        IsPasswordWanted(await host.RunAsync(new([.. Silent, "true"]), _ => { }, cancellation));

    private async Task AskIfWantedAsync(CancellationToken cancellation)
    {
        FindOut(cancellation);
        if (await _finding!)
        {
            _password = await PasswordAsync(cancellation);
        }
    }

    public Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation) =>
        host.UploadAsync(path, bundle, cancellation);

    public async Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation)
    {
        if (!command.IsRoots || isRoot)
        {
            return await host.RunAsync(command, line, cancellation);
        }
        await GetReadyAsync(cancellation);
        var mark = RandomNumberGenerator.GetHexString(32);
        var isLetIn = false;
        var answer = await host.RunAsync(AsRoot(command, mark), Take, cancellation);
        return isLetIn ? answer with { Errors = After(mark, answer.Errors) } : throw Refused(answer);

        void Take(string text)
        {
            if (isLetIn)
            {
                line(text);
            }
            isLetIn |= text == mark;
        }
    }

    // What sudo itself said, a lecture or a warning, is not the command's.
    private static ImmutableArray<string> After(string mark, ImmutableArray<string> errors) =>
        errors[(errors.ToList().FindLastIndex(line => line.EndsWith(mark, StringComparison.Ordinal)) + 1)..];

    private async Task<string> PasswordAsync(CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var typed = password.Ask(Name, cancellation);
            // By itself, so that a wrong one counts as one wrong one.
            var command = new RemoteCommand([.. WithPassword, "true"]) { Input = Encoding.UTF8.GetBytes(typed + "\n") };
            var answer = await host.RunAsync(command, _ => { }, cancellation);
            if (answer.ExitCode == 0)
            {
                return typed;
            }
            if (!IsWrongPassword(answer))
            {
                throw Refused(answer);
            }
            if (password.IsGiven || tries == SudoPassword.MostTries)
            {
                throw WrongPassword();
            }
            password.TellWrong();
        }
    }

    private RemoteCommand AsRoot(RemoteCommand command, string mark) =>
        _password is null
            ? command with
            {
                Arguments = [.. Silent, "sh", "-c", SayMark, mark, .. command.Arguments],
            }
            : command with
            {
                Arguments = [.. WithPassword, "sh", "-c", SkipToMark, mark, .. command.Arguments],
                Input = (byte[])[.. Encoding.UTF8.GetBytes($"{_password}\n{mark}\n"), .. command.Input.Span],
            };

    // The first of sudo, the second of sudo-rs.
    private static bool IsPasswordWanted(RemoteAnswer answer) =>
        Says(answer, "a password is required") || Says(answer, "interactive authentication is required");

    private static bool IsWrongPassword(RemoteAnswer answer) =>
        Says(answer, "incorrect password attempt")
        || Says(answer, "Sorry, try again")
        || Says(answer, "incorrect authentication attempt")
        || Says(answer, "Authentication failed, try again")
        || Says(answer, "Authentication required but not attempted");

    private static bool Says(RemoteAnswer answer, string words) =>
        answer.Errors.Any(line => line.Contains(words, StringComparison.OrdinalIgnoreCase));

    private Failure Refused(RemoteAnswer answer) =>
        Says(answer, "must have a tty")
            ? new(
                $"sudo on {Name} runs nothing without a terminal (requiretty in sudoers)",
                "switch that off for the user: Defaults:USER !requiretty; or log in as root with --host"
            )
        : IsPasswordWanted(answer)
            ? new(
                $"sudo on {Name} wants a password, and there is nobody to ask",
                "run this on a terminal, or name a file that has the password: --sudo-password-file FILE; or allow the user sudo without one (sudoers: NOPASSWD)"
            )
        : new(
            $"sudo on {Name} refused: {ComplaintOf(answer)}",
            "see what the user may do there with sudo -l; or log in as root with --host"
        );

    private Failure WrongPassword() =>
        new(
            $"sudo on {Name} did not take the password",
            "give the one that the user has there; or allow the user sudo without one (sudoers: NOPASSWD), or log in as root with --host"
        );

    private static string ComplaintOf(RemoteAnswer answer) =>
        answer.Errors.FirstOrDefault(line => line.StartsWith("sudo: ", StringComparison.Ordinal) && !IsWarning(line))
        ?? answer.Errors.LastOrDefault(line => line.Length > 0)
        ?? "it ended without a word";

    private static bool IsWarning(string line) => line.Contains("unable to resolve host", StringComparison.Ordinal);
}

/// <summary>Where the password for sudo comes from; it is never written anywhere but to sudo.</summary>
/// <param name="Given">From a file; null for none.</param>
/// <param name="Asked">Asks the person for it, who sees the host's name; null where there is nobody.</param>
/// <param name="Wrong">Tells the person that sudo did not take it.</param>
public sealed record SudoPassword(
    string? Given = null,
    Func<string, CancellationToken, string>? Asked = null,
    Action? Wrong = null
)
{
    /// <summary>As sudo itself has: passwd_tries in sudoers(5).</summary>
    public const int MostTries = 3;

    public bool IsGiven => Given is not null;

    public bool CanBeHad => IsGiven || Asked is not null;

    internal string Ask(string host, CancellationToken cancellation) => Given ?? Asked!(host, cancellation);

    internal void TellWrong() => Wrong?.Invoke();
}
