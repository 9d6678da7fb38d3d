namespace PiGen.Core.Deployment;

/// <summary>A host that is deployed to, as one person's login sees it.</summary>
/// <remarks>Whatever the world refuses is a <see cref="Failure"/> that names the host and the way out.</remarks>
public interface IRemoteHost
{
    /// <summary>As the person named it, <c>pi@red.local</c>.</summary>
    string Name { get; }

    /// <summary>What is at each path, in the order of the paths; null for nothing.</summary>
    Task<IReadOnlyList<RemoteFile?>> ReadAsync(IReadOnlyCollection<string> paths, CancellationToken cancellation);

    /// <summary>Runs a command to its end; each line of its standard output is handed on as it comes.</summary>
    /// <exception cref="LostConnection">Nobody knows how far it has come.</exception>
    Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation);
}

/// <summary>The connection to a host was lost while a command ran there, which may go on by itself.</summary>
public sealed class LostConnection(Failure cause) : Failure(cause.Message, cause.Hint, cause)
{
    /// <summary>How the connection was lost.</summary>
    public Failure Cause => cause;
}
