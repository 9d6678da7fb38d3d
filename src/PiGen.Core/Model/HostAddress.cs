using System.Net;
using System.Net.Sockets;
using PiGen.Core.Hosts;

namespace PiGen.Core.Model;

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
