using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Ssh.Sftp;

namespace PiGen.Ssh;

/// <summary>A host by the person's own OpenSSH: one handshake for its files and its commands, where connections can be shared.</summary>
internal sealed class SshHost : IRemoteHost, IAsyncDisposable
{
    private readonly OpenSsh _ssh;
    private readonly Task<SftpClient> _sftp;
    private readonly Sudo? _sudo;
    private bool _isEnding;

    private SshHost(OpenSsh ssh, Task<SftpClient> sftp, SudoPassword password)
    {
        (_ssh, _sftp) = (ssh, sftp);
        _sudo = ssh.IsRoot ? null : new Sudo(ssh, password, RunAsUserAsync);
    }

    public string Name => _ssh.Destination.ToString();

    /// <summary>How ssh reaches the host: its name or address, after all that ssh_config says.</summary>
    public string Address => _ssh.HostName;

    /// <summary>What the person's configuration says about the host.</summary>
    public SshSettings Settings => _ssh.Settings;

    /// <summary>How hosts are reached that only this one reaches: over its connection, with the person's own keys.</summary>
    public SshOptions Beyond(SshDestination destination, SshOptions options) =>
        options with
        {
            Destination = destination,
            JumpHosts = [],
            ProxyCommand = _ssh.Passage,
        };

    /// <summary>Whether there is no jump host on the way.</summary>
    public bool IsDirect => _ssh.IsDirect;

    /// <param name="settings">See <see cref="OpenSsh.CreateAsync"/>.</param>
    /// <exception cref="Failure">The host is not reached.</exception>
    public static async Task<SshHost> ConnectAsync(
        SshOptions options,
        SudoPassword password,
        CancellationToken cancellation,
        Task<SshSettings>? settings = null
    )
    {
        var ssh = await OpenSsh.CreateAsync(options, cancellation, settings: settings);
        try
        {
            var sftp = SftpClient.OpenAsync(ssh, cancellation);
            await ssh.WhenSharedAsync(sftp);
            if (sftp.IsCompleted)
            {
                await sftp;
            }
            return new(ssh, sftp, password);
        }
        catch
        {
            await ssh.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<RemoteFile?>> ReadAsync(
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation
    ) => await (await _sftp).ReadAllAsync(paths, cancellation);

    public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation) =>
        command.IsRoots && _sudo is not null
            ? _sudo.RunAsync(command, line, cancellation)
            : RunAsUserAsync(command, line, cancellation);

    public async ValueTask DisposeAsync()
    {
        // A server takes its time over the end of a session; the connection as a whole ends at once.
        if (!_isEnding)
        {
            await _ssh.DisposeAsync();
        }
        await Task.WhenAny(_sftp);
        if (_sftp.IsCompletedSuccessfully)
        {
            await (await _sftp).DisposeAsync();
        }
        await _ssh.DisposeAsync();
    }

    private async Task<RemoteAnswer> RunAsUserAsync(
        RemoteCommand command,
        Action<string> line,
        CancellationToken cancellation
    )
    {
        if (command.Files is null)
        {
            return await _ssh.RunToEndAsync(command, line, cancellation);
        }
        _isEnding = command.IsLast;
        var sftp = await _sftp;
        return await new SshStage(_ssh, sftp, command).RunAsync(line, cancellation);
    }
}

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
            _password = await TriedAsync(ask(cancellation), cancellation);
        }
        var mark = RandomNumberGenerator.GetHexString(32);
        var isLetIn = false;
        var answer = await run(AsRoot(command, mark), Take, cancellation);
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
        var answer = await ssh.RunAsync(command, _ => { }, cancellation);
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
