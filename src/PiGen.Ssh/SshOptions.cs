using System.Collections.Immutable;
using PiGen.Core.Deployment;

namespace PiGen.Ssh;

/// <summary>What carries commands and files to a host.</summary>
public enum Transport
{
    /// <summary>The person's own programs <c>ssh</c> and <c>sftp</c>.</summary>
    OpenSsh,

    /// <summary>The library SSH.NET, which needs no program.</summary>
    SshNet,
}

/// <summary>How a person wants a host to be reached; all else is in their ssh_config.</summary>
public sealed record SshOptions
{
    public required SshDestination Destination { get; init; }

    /// <summary>Null for whichever there is: OpenSSH's programs first.</summary>
    public Transport? Transport { get; init; }

    /// <summary>In place of <c>~/.ssh/config</c>, as with <c>ssh -F</c>.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>A private key, as with <c>ssh -i</c>.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>What to pass through, in this order, as with <c>ssh -J</c>.</summary>
    public ImmutableArray<SshDestination> JumpHosts { get; init; } = [];

    /// <summary>A command whose streams are the connection, as with <c>ssh -o ProxyCommand</c>: the host is then what the destination says, not ssh_config.</summary>
    internal string? ProxyCommand { get; init; }

    /// <summary>Whether a first connection is left open for those that follow.</summary>
    internal bool IsShared { get; init; } = true;

    /// <summary>For how long a host may take nothing of a bundle.</summary>
    internal TimeSpan Patience { get; init; } = RemoteCommand.UsualPatience;

    /// <summary>Whether ssh may ask the person on their terminal: for a passphrase, a password, an unknown host key.</summary>
    public bool MayAsk { get; init; } = true;
}
