using System.Collections.Immutable;

namespace PiGen.Core.Keys;

/// <summary>The host keys that a worker shows who asks for them, and a name under which it is to be known.</summary>
public sealed record ShownHostKeys(string Worker, string Name, ImmutableArray<PublicKey> Keys);

/// <summary>A file of known hosts in its place.</summary>
/// <param name="Path">As it is shown to a person.</param>
public sealed record KnownHostsFile(string Path, KnownHosts Hosts);

/// <summary>What is known of a name, held against the keys that are shown.</summary>
public enum HostKeyStanding
{
    /// <summary>ssh connects and asks nothing.</summary>
    Right,

    /// <summary>Nothing is known yet.</summary>
    New,

    /// <summary>Another key is known: ssh refuses.</summary>
    Changed,

    /// <summary>A key that is shown is marked as not to be believed.</summary>
    Revoked,
}

/// <summary>One line that stands in the way of the keys that are shown, and the file it stands in.</summary>
public sealed record KnownHostPlace(KnownHostsFile File, KnownHostLine Line);
