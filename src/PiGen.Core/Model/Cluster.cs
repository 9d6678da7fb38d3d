using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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

/// <summary>What ssh connects to: a host name or an address. IPv6 stands without brackets, as ssh_config's HostName wants it.</summary>
public sealed record HostAddress
{
    private readonly string _text;

    private HostAddress(string text, bool isIPv6)
    {
        _text = text;
        IsIPv6 = isIPv6;
    }

    public bool IsIPv6 { get; }

    /// <summary>As it stands before a colon and a port.</summary>
    public string Bracketed => IsIPv6 ? $"[{_text}]" : _text;

    public bool IsLinkLocal => IpAddress.TryParse(_text) is { IsLinkLocal: true };

    public static HostAddress? TryParse(string text) =>
        IpAddress.TryParse(text) is { } address ? new(address.ToString(), address.IsIPv6)
        : HostName.TryParse(text) is { } name && !IsReadAsAddress(name) ? new(name.Value, isIPv6: false)
        : null;

    /// <summary>
    /// Whether programs would take a name for an address that it is not: <c>1</c> is 0.0.0.1 to them. A whole IPv4 address
    /// is what it looks like (RFC 1123 2.1: a name whose last label is all digits is read as an address).
    /// </summary>
    public static bool IsReadAsAddress(HostName name) =>
        name.Value[(name.Value.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit)
        && IpAddress.TryParse(name.Value) is null;

    public override string ToString() => _text;
}

/// <summary>An IPv4 or IPv6 address as a person writes it: four decimal numbers, or RFC 4291 text without zone or brackets.</summary>
public sealed record IpAddress
{
    private readonly IPAddress _address;

    private IpAddress(IPAddress address) => _address = address;

    public bool IsIPv6 => _address.AddressFamily == AddressFamily.InterNetworkV6;

    public bool IsLoopback => IPAddress.IsLoopback(_address);

    public bool IsLinkLocal => _address.IsIPv6LinkLocal;

    /// <summary>Whether a listener may be bound to it: no group of hosts (RFC 5771, RFC 4291 2.7) and no reserved address (RFC 1112 4).</summary>
    public bool IsUnicast => !_address.IsIPv6Multicast && (IsIPv6 || _address.GetAddressBytes()[0] < 224);

    /// <summary>As it stands before a colon and a port, IPv6 in brackets: <c>192.168.1.24</c>, <c>[fd00::24]</c>.</summary>
    public string Bracketed => IsIPv6 ? $"[{_address}]" : _address.ToString();

    /// <summary>Null for anything else, an IPv4 address written as IPv6 (<c>::ffff:192.168.1.24</c>) included.</summary>
    public static IpAddress? TryParse(string text) =>
        (IsDottedQuad(text) || IsPlainIPv6(text))
        && IPAddress.TryParse(text, out var address)
        && !address.IsIPv4MappedToIPv6
            ? new(address)
            : null;

    public override string ToString() => _address.ToString();

    // IPAddress.TryParse alone takes "192.168.1" and octal "010.0.0.1" for addresses.
    private static bool IsDottedQuad(string text) => text.Split('.') is { Length: 4 } parts && parts.All(IsOctet);

    private static bool IsOctet(string part) =>
        part.Length is >= 1 and <= 3
        && part.All(char.IsAsciiDigit)
        && (part.Length == 1 || part[0] != '0')
        && int.Parse(part) <= 255;

    private static bool IsPlainIPv6(string text) =>
        text.Contains(':') && text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.');
}
