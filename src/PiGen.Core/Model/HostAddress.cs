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
