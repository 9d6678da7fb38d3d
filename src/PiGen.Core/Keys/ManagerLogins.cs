using System.Collections.Immutable;
using System.Globalization;
using PiGen.Core.Deployment;
using PiGen.Core.Model;

namespace PiGen.Core.Keys;

/// <summary>The workers as the tunnels reach them: from the manager, as the tunnels' user, with the tunnels' key and nobody's agent.</summary>
public sealed class ManagerLogins(TunnelUser user, Manager manager)
{
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
        var answers = await _fanOut.RunAsync(
            Scan,
            [manager.User.ToString()],
            [.. workers.Select(worker => (worker, ReadOnlyMemory<byte>.Empty))],
            cancellation
        );
        return [.. answers.Select(ScannedWorker.Of)];
    }
}

/// <summary>The host keys that a worker shows the manager, and how ssh on the manager looks them up.</summary>
/// <param name="KnownAs">The name in the tunnels' known hosts.</param>
/// <param name="HidesNames">Whether ssh on the manager would hash it.</param>
/// <param name="Keys">None if it did not answer.</param>
public sealed record ScannedWorker(string Worker, string KnownAs, bool HidesNames, ImmutableArray<PublicKey> Keys)
{
    internal static ScannedWorker Of(WorkerAnswer answer)
    {
        var settings = answer
            .Lines.Select(line => line.Split(' ', 2))
            .Where(words => words.Length == 2)
            .ToLookup(words => words[0], words => words[1], StringComparer.Ordinal);
        var host = settings["hostname"].FirstOrDefault() ?? answer.Worker;
        var alias = settings["hostkeyalias"].FirstOrDefault();
        return new(
            answer.Worker,
            alias ?? KnownName.Of(host, PortOf(settings["port"].FirstOrDefault())),
            settings["hashknownhosts"].Contains("yes"),
            [.. settings["key"].Select(KeyOf).OfType<PublicKey>()]
        );
    }

    private static Port PortOf(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Port.TryFrom(number) ?? Port.Ssh : Port.Ssh;

    // HOST ALGORITHM KEY
    private static PublicKey? KeyOf(string line) => line.Split(' ', 2) is [_, var key] ? PublicKey.TryParse(key) : null;
}

/// <summary>The user that the tunnels run as on the manager, whoever logs in there: commands run as theirs, in their home.</summary>
public sealed class TunnelUser
{
    private const string AtHome = """
        home=$(getent passwd "$(id -un)" | cut -d : -f 6)
        [ -z "$home" ] || export HOME="$home"
        cd && exec "$@"
        """;

    private readonly IRemoteHost _manager;
    private readonly UserName _user;
    private readonly bool _logsIn;

    private TunnelUser(IRemoteHost manager, UserName user, bool logsIn) =>
        (_manager, _user, _logsIn) = (manager, user, logsIn);

    public static async Task<TunnelUser> FindAsync(IRemoteHost manager, UserName user, CancellationToken cancellation)
    {
        var lines = new List<string>();
        await manager.RunAsync(new RemoteCommand("id", "-un"), lines.Add, cancellation);
        return new(manager, user, lines.LastOrDefault() == user.ToString());
    }

    public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation) =>
        _manager.RunAsync(AsUser(command), line, cancellation);

    /// <summary>Its lines of standard output; a <see cref="Failure"/> unless it ended with 0.</summary>
    public async Task<ImmutableArray<string>> AskAsync(RemoteCommand command, CancellationToken cancellation)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var answer = await RunAsync(command, lines.Add, cancellation);
        return answer.ExitCode == 0
            ? lines.ToImmutable()
            : throw new Failure(
                $"on {_manager.Name}, {_user} cannot do this: {answer.Errors.LastOrDefault() ?? "no reason was given"}",
                $"see that {_user} exists there and has a home; another user is given with --user"
            );
    }

    private RemoteCommand AsUser(RemoteCommand command) =>
        command with
        {
            Arguments = [.. Prefix, "sh", "-c", AtHome, "sh", .. command.Arguments],
            IsRoots = !_logsIn,
        };

    private IEnumerable<string> Prefix => _logsIn ? [] : ["runuser", "-u", _user.ToString(), "--"];
}

/// <summary>What is done to the authorized keys of one worker.</summary>
/// <param name="Obstacle">Why nothing is; null where the worker was reached.</param>
public sealed record WorkerEdit(string Worker, KeysEdit Edit, string? Obstacle);

/// <summary>A key that a push is about, and whose it is.</summary>
public sealed record OwnedKey(string Owner, PushedKey Key);
