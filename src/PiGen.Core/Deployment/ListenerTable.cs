using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using PiGen.Core.Model;

namespace PiGen.Core.Deployment;

/// <summary>Where a host listens, from the local addresses in its /proc/net/tcp and tcp6: proc_net_tcp(5), <c>1801A8C0:1F41</c>.</summary>
internal sealed class ListenerTable(IEnumerable<string> addresses)
{
    private readonly FrozenSet<(string Address, int Port)> _listeners = addresses
        .Select(TryParse)
        .OfType<(string, int)>()
        .ToFrozenSet();

    /// <summary>By that address or by all addresses, of which those of IPv6 include those of IPv4: ipv6(7), IPV6_V6ONLY.</summary>
    public bool Has(Listener listener) =>
        (
            (string[])
                [listener.BindAddress.ToString(), "::", .. listener.BindAddress.IsIPv6 ? (string[])[] : ["0.0.0.0"]]
        ).Any(address => _listeners.Contains((address, listener.Port.Number)));

    // Words of four bytes, each in the host's order: little-endian on whatever runs systemd on a Pi or a PC.
    private static (string Address, int Port)? TryParse(string text)
    {
        if (text.Split(':') is not [{ Length: 8 or 32 } address, { Length: 4 } port] || !text.All(IsDigit))
        {
            return null;
        }
        var bytes = Convert.FromHexString(address);
        for (var word = 0; word < bytes.Length; word += 4)
        {
            bytes.AsSpan(word, 4).Reverse();
        }
        return (new IPAddress(bytes).ToString(), int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    private static bool IsDigit(char c) => char.IsAsciiHexDigit(c) || c == ':';
}
