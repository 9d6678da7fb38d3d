using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>Finds ways that lead back to where they began: a host that is reached through itself, by one jump or several.</summary>
public static class JumpCycles
{
    /// <summary>
    /// The hosts that answers lead through and that nobody has asked ssh for yet. Asked for until there are none, the answers
    /// hold every way whole.
    /// </summary>
    public static ImmutableArray<string> Unasked(IReadOnlyDictionary<string, EffectiveSettings?> answers) =>
        [
            .. answers
                .Values.Select(answer => answer is null ? null : FirstHop(answer))
                .OfType<string>()
                .Where(hop => !answers.ContainsKey(hop))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>An error for each way round, at a line of the configuration that leads along it.</summary>
    /// <param name="answers">What <c>ssh -G</c> says of each host; null where it refuses to say, as for a host that jumps through itself.</param>
    public static ImmutableArray<Diagnostic> In(
        ConfigTree tree,
        IReadOnlyDictionary<string, EffectiveSettings?> answers
    )
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var cycles = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var name in answers.Keys)
        {
            if (CycleFrom(name, seen, hop => NextFrom(hop, tree, answers)) is { } cycle)
            {
                cycles.Add(
                    SshConfigDiagnostics.JumpCycle(cycle, [.. cycle.SkipLast(1).Select(hop => JumpOf(hop, tree))])
                );
            }
        }
        return cycles.DrainToImmutable();
    }

    // The way is walked until it ends, or meets itself, or meets one that was walked before.
    private static ImmutableArray<string>? CycleFrom(string name, HashSet<string> seen, Func<string, string?> next)
    {
        var way = new List<string>();
        for (var hop = name; hop is not null; hop = next(hop))
        {
            if (way.IndexOf(hop) is >= 0 and var start)
            {
                return [.. way[start..], hop];
            }
            if (!seen.Add(hop))
            {
                return null;
            }
            way.Add(hop);
        }
        return null;
    }

    private static string? NextFrom(
        string name,
        ConfigTree tree,
        IReadOnlyDictionary<string, EffectiveSettings?> answers
    ) =>
        answers.GetValueOrDefault(name) is { } answer ? FirstHop(answer)
        : JumpOf(name, tree) is { } line ? JumpHop.NamesIn(line).FirstOrDefault()
        : null;

    // Of several hosts, ssh gives each but the first the ones before it, whatever the configuration says of them.
    private static string? FirstHop(EffectiveSettings answer) =>
        answer.First(WatchedKeyword.ProxyJump) is { } value ? JumpHop.NamesIn(value).FirstOrDefault() : null;

    private static ConfigLine? JumpOf(string name, ConfigTree tree)
    {
        var subject = ConfigSubject.Of(name);
        return tree
            .Settings.FirstOrDefault(setting =>
                setting.Line.Keyword == WatchedKeyword.ProxyJump && setting.When.For(subject) != Holding.No
            )
            ?.Line;
    }
}

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
