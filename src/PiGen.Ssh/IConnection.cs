using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh;

/// <summary>A connection to one host, by one of the transports: all that differs between them.</summary>
internal interface IConnection : IAsyncDisposable
{
    /// <summary>What the person's configuration says about the host.</summary>
    SshSettings Settings { get; }

    /// <summary>Whether the person may be asked whenever a command is started, for which they may take their time.</summary>
    bool MayBeAsking { get; }

    /// <summary>Starts a command line in the user's login shell on the host.</summary>
    /// <exception cref="Failure">The host cannot be reached any more, or takes no command.</exception>
    Task<IRemoteProcess> StartAsync(string commandLine, CancellationToken cancellation);

    /// <summary>Begins what an upload needs, while other things are done: one is likely to follow.</summary>
    void ExpectFiles();

    /// <summary>Writes a tar by SFTP to a file that is not there yet; its mode is 0600.</summary>
    /// <param name="path">Below the folder in which the SFTP server begins: the user's home.</param>
    /// <exception cref="Failure">The host does not take it; a part of it may be there.</exception>
    Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation);

    /// <summary>Connects to another host through this one, by the person's own keys.</summary>
    Task<IConnection> BeyondAsync(SshDestination destination, bool mayAsk, CancellationToken cancellation);
}

/// <summary>A command line that runs on a host, and its streams.</summary>
/// <remarks>When the connection is lost or <see cref="Kill"/> is called, the streams end; they never throw.</remarks>
internal interface IRemoteProcess : IAsyncDisposable
{
    /// <summary>Takes what the command reads, as fast as the host takes it; throws <see cref="IOException"/> once nobody reads any more.</summary>
    Stream Input { get; }

    /// <summary>Holds back a host that sends faster than this is read.</summary>
    Stream Output { get; }

    /// <summary>The command's standard error, and whatever the transport's own program says.</summary>
    Stream Errors { get; }

    /// <summary>How it ended, once both streams have ended; null for a lost connection, which <see cref="WhyAsync"/> explains.</summary>
    Task<int?> ExitCodeAsync(CancellationToken cancellation);

    /// <summary>Why it ended without an exit code, or with 255; null if it was the command that did.</summary>
    /// <param name="errors">The last lines of <see cref="Errors"/>.</param>
    Task<Failure?> WhyAsync(ImmutableArray<RemoteLine> errors);

    /// <summary>Ends it from this side, at once.</summary>
    void Kill();
}

/// <summary>What the person's configuration says about a host, as far as others than the transport ask for it.</summary>
public sealed record SshSettings
{
    /// <summary>The host's real name or address.</summary>
    public string HostName { get; init; } = "";

    /// <summary>Who logs in.</summary>
    public string User { get; init; } = "";

    /// <summary>The files of known hosts that are read; the first is written.</summary>
    public ImmutableArray<string> KnownHostsFiles { get; init; } = [];

    /// <summary>Those of all users, which are never written.</summary>
    public ImmutableArray<string> GlobalKnownHostsFiles { get; init; } = [];

    /// <summary>Whether the names in them are to be hashed.</summary>
    public bool HidesNames { get; init; }

    /// <summary>Private keys that would be tried: <c>~/.ssh/id_ed25519</c>.</summary>
    public ImmutableArray<string> IdentityFiles { get; init; } = [];

    /// <summary>Whether there is nothing to pass through on the way.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Where a shared connection of the person's is to be found; null for nowhere.</summary>
    internal string? ControlPath { get; init; }

    /// <summary>Whether a first connection is left open by the person's own configuration, so that the next ones share it.</summary>
    internal bool KeepsSharedConnections { get; init; }

    internal bool HasConnectTimeout { get; init; }

    internal bool ChecksThatServerIsAlive { get; init; }
}
