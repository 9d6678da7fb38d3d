using System.Collections.Immutable;
using PiGen.Core.Deployment;
using PiGen.Core.Model;

namespace PiGen.Core.Keys;

/// <summary>The workers as the tunnels reach them: from the manager, as the tunnels' user, with the tunnels' key and nobody's agent.</summary>
public sealed class ManagerLogins(TunnelUser user, Manager manager)
{
    /// <summary>What ssh ends with if it did not get to the end of a command: ssh(1), EXIT STATUS.</summary>
    public const int NoLogin = 255;

    // As the units call it, but for the forward.
    private const string Login = """
        exec ssh -T -x -a -o BatchMode=yes -o ConnectTimeout=10 -o ControlMaster=no -o ControlPath=none \
          -o ClearAllForwardings=yes -o RemoteCommand=none -o PermitLocalCommand=no -o LogLevel=ERROR \
          -o IdentityAgent=none -i "$1" -- "$2@$0" "$3"
        """;

    // ssh -G says by which name and port ssh goes there, and under which it looks the host key up.
    private const string Scan = """
        settings=$(ssh -G -- "$1@$0") || exit
        printf '%s\n' "$settings" | grep -E '^(hostname|port|hostkeyalias|hashknownhosts) '
        host=$(printf '%s\n' "$settings" | sed -n 's/^hostname //p')
        port=$(printf '%s\n' "$settings" | sed -n 's/^port //p')
        ssh-keyscan -T 5 -p "$port" -- "$host" 2>/dev/null | grep -v '^#' | sed 's/^/key /'
        """;

    private readonly FanOut _fanOut = new(user);

    /// <summary>Runs a command on each worker; exit code 255 if nobody could log in.</summary>
    public Task<ImmutableArray<WorkerAnswer>> RunAsync(
        IReadOnlyCollection<string> workers,
        RemoteCommand command,
        CancellationToken cancellation
    ) => RunAsync([.. workers.Select(worker => (worker, command.Input))], command.Text, cancellation);

    /// <summary>Runs one command on all workers, to each of which it reads something else.</summary>
    public Task<ImmutableArray<WorkerAnswer>> RunAsync(
        IReadOnlyCollection<(string Worker, ReadOnlyMemory<byte> Input)> workers,
        string command,
        CancellationToken cancellation
    ) =>
        _fanOut.RunAsync(Login, [manager.Identity.ToString(), manager.User.ToString(), command], workers, cancellation);

    /// <summary>Asks each worker for its host keys; one that shows none has none in the answer.</summary>
    public async Task<ImmutableArray<ScannedWorker>> ScanAsync(
        IEnumerable<string> workers,
        CancellationToken cancellation
    )
    {
        var answers = await _fanOut
            .RunAsync(
                Scan,
                [manager.User.ToString()],
                [.. workers.Select(worker => (worker, ReadOnlyMemory<byte>.Empty))],
                cancellation
            )
            .ConfigureAwait(false);
        return [.. answers.Select(ScannedWorker.Of)];
    }
}
