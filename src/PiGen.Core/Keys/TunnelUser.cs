using System.Collections.Immutable;
using PiGen.Core.Deployment;
using PiGen.Core.Model;

namespace PiGen.Core.Keys;

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
        await manager.RunAsync(new RemoteCommand("id", "-un"), lines.Add, cancellation).ConfigureAwait(false);
        return new(manager, user, lines.LastOrDefault() == user.ToString());
    }

    public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation) =>
        _manager.RunAsync(AsUser(command), line, cancellation);

    /// <summary>Its lines of standard output; a <see cref="Failure"/> unless it ended with 0.</summary>
    public async Task<ImmutableArray<string>> AskAsync(RemoteCommand command, CancellationToken cancellation)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var answer = await RunAsync(command, lines.Add, cancellation).ConfigureAwait(false);
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
