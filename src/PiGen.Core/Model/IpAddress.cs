using System.Net;
using System.Net.Sockets;

namespace PiGen.Core.Model;

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
