using System.Collections.Immutable;
using System.Globalization;
using PiGen.Core.Hosts;

namespace PiGen.Core.Model;

/// <summary>A manager, the workers behind it and the forwards that lead to them: valid by construction.</summary>
public sealed record Cluster
{
    /// <summary>What the laptops' artifacts are kept under; no manager has this name.</summary>
    public const string Laptop = "laptop";

    /// <summary>The manifest's name in the output folder; no host's folder has it.</summary>
    public const string ManifestName = "pigen.json";

    public required Manager Manager { get; init; }

    public required NodeSet Workers { get; init; }

    /// <summary>In the order of their listen blocks: ssh first, then each exposed port, worker by worker.</summary>
    public required ImmutableArray<Forward> Forwards { get; init; }
}

/// <summary>The node that faces outside and carries the workers' traffic.</summary>
/// <param name="Address">How a laptop reaches it.</param>
/// <param name="User">Who the tunnels run as, and who logs in on the manager and on each worker.</param>
/// <param name="Identity">The key, on the manager, that opens the workers.</param>
public sealed record Manager(HostName Name, HostAddress Address, UserName User, IdentityPath Identity);

/// <summary>A local forward on the manager: what reaches <paramref name="Listener"/> comes out at a port of a worker.</summary>
/// <param name="Purpose">Whether it carries a person's ssh or a service of the worker.</param>
public sealed record Forward(HostName Worker, ForwardPurpose Purpose, Port Target, Listener Listener)
{
    /// <summary>The tunnel's name, of which its unit's is made: the worker, and the port for an exposed service.</summary>
    public string Name => Purpose == ForwardPurpose.Ssh ? Worker.Value : $"{Worker}-{Target}";
}

/// <summary>What a forward is for.</summary>
public enum ForwardPurpose
{
    Ssh,
    Exposed,
}

/// <summary>Where the manager listens for a forward: a bind address of its own and a listen port.</summary>
public readonly record struct Listener(IpAddress BindAddress, Port Port);

/// <summary>A TCP port, 1 to 65535.</summary>
public readonly record struct Port
{
    public const int Highest = 65535;

    private Port(int number) => Number = number;

    public static Port Ssh { get; } = new(22);

    public int Number { get; }

    /// <summary>Whether Linux lets only root listen on it (ip_unprivileged_port_start, 1024 unless set otherwise).</summary>
    public bool IsPrivileged => Number < 1024;

    public static Port? TryFrom(int number) => number is >= 1 and <= Highest ? new(number) : null;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A Linux user's name: what useradd(8) and systemd's <c>User=</c> both take, 1 to 32 characters.</summary>
public sealed record UserName
{
    private readonly string _text;

    private UserName(string text) => _text = text;

    public bool IsRoot => _text == "root";

    public static UserName? TryParse(string text) =>
        text.Length is >= 1 and <= 32
        && (char.IsAsciiLetter(text[0]) || text[0] == '_')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            ? new(text)
            : null;

    public override string ToString() => _text;
}

/// <summary>The absolute path of a private key on the manager, written so that neither ssh nor systemd expands a part of it.</summary>
public sealed record IdentityPath
{
    // ssh expands %-tokens and ${VAR} in an identity's name (ssh_config(5), IdentityFile), systemd %, $ and \ in ExecStart.
    private const string Expanded = "%$\\\"'`";

    private readonly string _text;

    private IdentityPath(string text) => _text = text;

    public static IdentityPath? TryParse(string text) =>
        text.StartsWith('/')
        && text.Split('/').Skip(1).All(part => part is not ("" or "." or ".."))
        && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || Expanded.Contains(c))
            ? new(text)
            : null;

    public static IdentityPath DefaultOf(UserName user) => new($"{(user.IsRoot ? "" : "/home")}/{user}/.ssh/id_rsa");

    public override string ToString() => _text;
}
