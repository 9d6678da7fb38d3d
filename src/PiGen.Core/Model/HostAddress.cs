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

    public static HostAddress Of(HostName name) => new(name.Value, isIPv6: false);

    public static HostAddress? TryParse(string text) =>
        IpAddress.TryParse(text) is { } address ? new(address.ToString(), address.IsIPv6)
        : HostName.TryParse(text) is { } name && !LooksLikeAnAddress(text) ? Of(name)
        : null;

    public override string ToString() => _text;

    // RFC 1123 2.1: a name whose last label is all digits would be read as an address.
    private static bool LooksLikeAnAddress(string text) => text[(text.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit);
}
