using System.Collections.Immutable;

namespace PiGen.Cli.Ssh;

/// <summary>What the person's configuration says about a destination, as <c>ssh -G</c> prints it.</summary>
internal sealed record SshSettings
{
    /// <summary>Where a shared connection is to be found; null for nowhere.</summary>
    public string? ControlPath { get; private init; }

    /// <summary>Whether a first connection is left open, so that the next ones share it.</summary>
    public bool KeepsSharedConnections { get; private init; }

    /// <summary>The host's real name or address.</summary>
    public string HostName { get; private init; } = "";

    /// <summary>Who logs in.</summary>
    public string User { get; private init; } = "";

    /// <summary>The files of known hosts that ssh reads; it writes the first.</summary>
    public ImmutableArray<string> KnownHostsFiles { get; private init; } = [];

    /// <summary>Those of all users, which ssh never writes.</summary>
    public ImmutableArray<string> GlobalKnownHostsFiles { get; private init; } = [];

    /// <summary>Whether the names in them are to be hashed.</summary>
    public bool HidesNames { get; private init; }

    /// <summary>Private keys that ssh would try, as they are written: <c>~/.ssh/id_ed25519</c>.</summary>
    public ImmutableArray<string> IdentityFiles { get; private init; } = [];

    /// <summary>Whether there is nothing to pass through on the way.</summary>
    public bool IsDirect { get; private init; }

    public bool HasConnectTimeout { get; private init; }

    public bool ChecksThatServerIsAlive { get; private init; }

    public static SshSettings Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var identities = ImmutableArray.CreateBuilder<string>();
        foreach (var line in lines)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            if (blank > 0)
            {
                values.TryAdd(line[..blank], line[(blank + 1)..].Trim());
            }
            if (line.StartsWith("identityfile ", StringComparison.Ordinal))
            {
                identities.Add(line[(blank + 1)..].Trim());
            }
        }
        return new()
        {
            ControlPath = values.GetValueOrDefault("controlpath", "none") is not "none" and var path ? path : null,
            KeepsSharedConnections = IsOn(values, "controlmaster") && IsOn(values, "controlpersist"),
            HostName = values.GetValueOrDefault("hostname", ""),
            User = values.GetValueOrDefault("user", ""),
            KnownHostsFiles = Words(values, "userknownhostsfile"),
            GlobalKnownHostsFiles = Words(values, "globalknownhostsfile"),
            HidesNames = IsOn(values, "hashknownhosts"),
            IdentityFiles = identities.ToImmutable(),
            IsDirect = !IsOn(values, "proxyjump") && !IsOn(values, "proxycommand"),
            HasConnectTimeout = IsOn(values, "connecttimeout"),
            ChecksThatServerIsAlive = IsOn(values, "serveraliveinterval"),
        };
    }

    // ssh -G prints them with a blank between, and no quotes where a path has one.
    private static ImmutableArray<string> Words(Dictionary<string, string> values, string name) =>
        [.. values.GetValueOrDefault(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    // A ControlPersist of 0 is "for ever", and printed as yes; a ServerAliveInterval of 0 is none.
    private static bool IsOn(Dictionary<string, string> values, string name) =>
        values.GetValueOrDefault(name, "no") is not ("no" or "false" or "none" or "0");
}
