namespace PiGen.Core.SshConfig;

/// <summary>One host of a ProxyJump: <c>[user@]host[:port]</c>, or the same after <c>ssh://</c>.</summary>
internal static class JumpHop
{
    private const string Scheme = "ssh://";

    /// <summary>The hosts of a line, in the order in which ssh passes them.</summary>
    public static IEnumerable<string> NamesIn(ConfigLine proxyJump) => NamesIn(proxyJump.Rest.Text.ToString());

    /// <summary>The hosts of a value, in the order in which ssh passes them; none for <c>none</c>.</summary>
    public static IEnumerable<string> NamesIn(string value) =>
        value.Equals("none", StringComparison.OrdinalIgnoreCase)
            ? []
            : value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(NameOf);

    private static string NameOf(string hop)
    {
        var host = hop.StartsWith(Scheme, StringComparison.Ordinal) ? hop[Scheme.Length..].TrimEnd('/') : hop;
        host = host[(host.LastIndexOf('@') + 1)..];
        var bracket = host.IndexOf(']', StringComparison.Ordinal);
        if (host is ['[', ..] && bracket > 0)
        {
            return host[1..bracket];
        }
        var colon = host.IndexOf(':', StringComparison.Ordinal);
        // More than one colon and no brackets is an IPv6 address.
        return colon >= 0 && colon == host.LastIndexOf(':') ? host[..colon] : host;
    }
}
