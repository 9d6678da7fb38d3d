using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Ssh;

/// <summary>How root's commands get a password, if any; it is never written anywhere but to sudo.</summary>
/// <param name="Ask">Asks the person for one; null where sudo must not want one.</param>
internal sealed record SudoPassword(Func<string>? Ask);

/// <summary>Runs commands as root by sudo(8).</summary>
internal sealed class Sudo(OpenSsh ssh, SudoPassword password)
{
    // Whether sudo reads the password is sudo's to say: all that stands before the mark is no part of the command's input.
    private const string SkipToMark = """
        while IFS= read -r line; do [ "$line" != "$0" ] || exec "$@"; done
        """;

    private string? _password;

    public async Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation)
    {
        if (password.Ask is { } ask && _password is null)
        {
            _password = ask();
            await TryPasswordAsync(cancellation).ConfigureAwait(false);
        }
        var hasRun = false;
        var answer = await ssh.RunToEndAsync(AsRoot(command), Take, cancellation).ConfigureAwait(false);
        return hasRun || ComplaintOf(answer) is not { } complaint
            ? answer
            : throw SshFailures.NoRoot(ssh.Destination, complaint);

        void Take(string text)
        {
            hasRun = true;
            line(text);
        }
    }

    // By itself, so that a wrong one counts as one wrong one.
    private async Task TryPasswordAsync(CancellationToken cancellation)
    {
        var command = new RemoteCommand([.. WithPassword, "true"]) { Input = Encoding.UTF8.GetBytes(_password + "\n") };
        var answer = await ssh.RunAsync(command, _ => { }, cancellation).ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw SshFailures.NoRoot(ssh.Destination, ComplaintOf(answer) ?? "it ended without a word");
        }
    }

    private static ImmutableArray<string> WithPassword { get; } =
    ["env", "LC_ALL=C", "sudo", "-k", "-S", "-p", "", "--"];

    private RemoteCommand AsRoot(RemoteCommand command)
    {
        if (_password is null)
        {
            return command with { Arguments = ["env", "LC_ALL=C", "sudo", "-n", "--", .. command.Arguments] };
        }
        var mark = RandomNumberGenerator.GetHexString(32);
        return command with
        {
            Arguments = [.. WithPassword, "sh", "-c", SkipToMark, mark, .. command.Arguments],
            Input = (byte[])[.. Encoding.UTF8.GetBytes($"{_password}\n{mark}\n"), .. command.Input.Span],
        };
    }

    private static string? ComplaintOf(RemoteAnswer answer) =>
        answer.ExitCode is 1 or 127
            ? answer.Errors.FirstOrDefault(line => line.StartsWith("sudo: ", StringComparison.Ordinal))
                ?? answer.Errors.FirstOrDefault(line => line.Contains("sudo", StringComparison.Ordinal))
            : null;
}
