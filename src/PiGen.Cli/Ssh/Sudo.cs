using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Ssh;

/// <summary>How root's commands get a password, if any; it is never written anywhere but to sudo.</summary>
/// <param name="Ask">Asks the person for one; null where sudo must not want one.</param>
internal sealed record SudoPassword(Func<CancellationToken, string>? Ask);

/// <summary>Runs commands as root by sudo(8).</summary>
/// <param name="run">Runs a command as the user.</param>
internal sealed class Sudo(
    OpenSsh ssh,
    SudoPassword password,
    Func<RemoteCommand, Action<string>, CancellationToken, Task<RemoteAnswer>> run
)
{
    // Root's shell says by a mark that it was let in: sudo's complaints alone do not tell, for it warns of this and that
    // ("unable to resolve host") and runs the command, which may fail in words about sudo.
    private const string SayMark = """
        printf '%s\n' "$0" && exec "$@"
        """;

    // Whether sudo reads the password is sudo's to say: all that stands before the mark is no part of the command's input.
    private const string SkipToMark = """
        while IFS= read -r line; do [ "$line" != "$0" ] || { printf '%s\n' "$0" && exec "$@"; }; done
        """;

    private string? _password;

    public async Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation)
    {
        if (password.Ask is { } ask && _password is null)
        {
            _password = await TriedAsync(ask(cancellation), cancellation).ConfigureAwait(false);
        }
        var mark = RandomNumberGenerator.GetHexString(32);
        var isLetIn = false;
        var answer = await run(AsRoot(command, mark), Take, cancellation).ConfigureAwait(false);
        return isLetIn ? answer : throw SshFailures.NoRoot(ssh.Destination, ComplaintOf(answer));

        void Take(string text)
        {
            if (isLetIn)
            {
                line(text);
            }
            isLetIn |= text == mark;
        }
    }

    // By itself, so that a wrong one counts as one wrong one.
    private async Task<string> TriedAsync(string typed, CancellationToken cancellation)
    {
        var command = new RemoteCommand([.. WithPassword, "true"]) { Input = Encoding.UTF8.GetBytes(typed + "\n") };
        var answer = await ssh.RunAsync(command, _ => { }, cancellation).ConfigureAwait(false);
        return answer.ExitCode == 0
            ? typed
            : throw SshFailures.SudoPasswordRefused(ssh.Destination, ComplaintOf(answer));
    }

    private static ImmutableArray<string> WithPassword { get; } =
    ["env", "LC_ALL=C", "sudo", "-k", "-S", "-p", "", "--"];

    private RemoteCommand AsRoot(RemoteCommand command, string mark) =>
        _password is null
            ? command with
            {
                Arguments = ["env", "LC_ALL=C", "sudo", "-n", "--", "sh", "-c", SayMark, mark, .. command.Arguments],
            }
            : command with
            {
                Arguments = [.. WithPassword, "sh", "-c", SkipToMark, mark, .. command.Arguments],
                Input = (byte[])[.. Encoding.UTF8.GetBytes($"{_password}\n{mark}\n"), .. command.Input.Span],
            };

    private static string ComplaintOf(RemoteAnswer answer) =>
        answer.Errors.FirstOrDefault(line => line.StartsWith("sudo: ", StringComparison.Ordinal) && !IsWarning(line))
        ?? answer.Errors.LastOrDefault(line => line.Length > 0)
        ?? "it ended without a word";

    private static bool IsWarning(string line) => line.Contains("unable to resolve host", StringComparison.Ordinal);
}
