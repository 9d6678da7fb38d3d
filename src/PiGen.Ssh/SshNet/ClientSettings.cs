using System.Collections.Immutable;

namespace PiGen.Ssh.SshNet;

/// <summary>What the person's ssh_config and options say about one destination: ssh_config(5), as far as SSH.NET can honour it.</summary>
/// <remarks>Paths are absolute: tokens, <c>~</c> and variables are expanded. What nobody sets has ssh's default.</remarks>
internal sealed record ClientSettings
{
    /// <summary>As the person named it.</summary>
    public required SshDestination Destination { get; init; }

    /// <summary>The real name or address.</summary>
    public required string HostName { get; init; }

    public required int Port { get; init; }

    public required string User { get; init; }

    /// <summary>Private keys to try, in this order.</summary>
    public ImmutableArray<string> IdentityFiles { get; init; } = [];

    /// <summary>Whether the person named them; ssh's defaults may be missing without a word.</summary>
    public bool NamesIdentityFiles { get; init; }

    /// <summary>Whether no other key of the agent is tried.</summary>
    public bool IdentitiesOnly { get; init; }

    /// <summary>The agent's socket (on Windows its pipe); null for none.</summary>
    public string? IdentityAgent { get; init; }

    public ImmutableArray<string> CertificateFiles { get; init; } = [];

    /// <summary>What to pass through, in this order, with what the first of them is itself reached through; see <see cref="SettingsReader.Way"/>.</summary>
    public ImmutableArray<SshDestination> Jumps { get; init; } = [];

    /// <summary>The first one is written to.</summary>
    public ImmutableArray<string> UserKnownHostsFiles { get; init; } = [];

    public ImmutableArray<string> GlobalKnownHostsFiles { get; init; } = [];

    /// <summary>A file of keys that are not believed: one public key a line. Null for none.</summary>
    public string? RevokedHostKeys { get; init; }

    /// <summary>Under which name the host key is looked up; null for the host's own.</summary>
    public string? HostKeyAlias { get; init; }

    public HostKeyChecking StrictHostKeyChecking { get; init; } = HostKeyChecking.Ask;

    public bool HashKnownHosts { get; init; }

    /// <summary>Null for PiGen's own.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>Null for PiGen's own.</summary>
    public TimeSpan? ServerAliveInterval { get; init; }

    public int ServerAliveCountMax { get; init; } = 3;

    public System.Net.Sockets.AddressFamily AddressFamily { get; init; } = System.Net.Sockets.AddressFamily.Unspecified;

    public string? BindAddress { get; init; }

    /// <summary>Algorithms by their names in the protocol, in the order of preference: OpenSSH's own unless the person names others.</summary>
    public ImmutableArray<string> Ciphers { get; init; } = AlgorithmList.Ciphers.Of(null);

    public ImmutableArray<string> Macs { get; init; } = AlgorithmList.Macs.Of(null);

    public ImmutableArray<string> KexAlgorithms { get; init; } = AlgorithmList.KeyExchange.Of(null);

    public ImmutableArray<string> HostKeyAlgorithms { get; init; } = AlgorithmList.HostKeys.Of(null);

    /// <summary>Whether kinds of which a key is known go before others: not where the person named an order.</summary>
    public bool PrefersKnownHostKeys { get; init; } = true;

    /// <summary>Which signatures keys of the person may make.</summary>
    public ImmutableArray<string> PubkeyAcceptedAlgorithms { get; init; } = AlgorithmList.PersonKeys.Of(null);

    /// <summary>Which signatures a certificate authority of hosts may make.</summary>
    public ImmutableArray<string> CASignatureAlgorithms { get; init; } = AlgorithmList.AuthoritySignatures.Of(null);

    /// <summary>In bits.</summary>
    public int RequiredRSASize { get; init; } = 1024;

    /// <summary><c>publickey</c>, <c>keyboard-interactive</c>, <c>password</c>: those that are allowed, in the order of preference.</summary>
    public ImmutableArray<string> AuthenticationMethods { get; init; } =
    ["publickey", "keyboard-interactive", "password"];

    public int NumberOfPasswordPrompts { get; init; } = 3;

    /// <summary>Whether nobody may be asked for anything.</summary>
    public bool BatchMode { get; init; }
}

/// <summary>What is done about a host key that is not known: StrictHostKeyChecking in ssh_config(5).</summary>
internal enum HostKeyChecking
{
    Ask,

    /// <summary>It is refused.</summary>
    Yes,

    /// <summary>It is written down; a changed one is refused.</summary>
    AcceptNew,

    /// <summary>It is written down; with a changed one, passwords are not sent.</summary>
    No,
}
