using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>Compact text for hosts, such as <c>rack[1-2]node[01-03],spare!rack2node03</c>: expanded here, and folded.</summary>
public static class Hostlist
{
    /// <summary>
    /// The hosts that a text stands for, in the order written, none when its set operators leave none;
    /// null after a mistake, of which <paramref name="diagnostics"/> then has one or more.
    /// Line breaks separate hosts as commas do. Never throws, and takes time in proportion to the text and its hosts.
    /// </summary>
    public static NodeSet? Parse(SourceText text, DiagnosticBag diagnostics)
    {
        var mistakes = new Mistakes(diagnostics);
        var terms = new HostlistParser(text, mistakes).Parse();
        return mistakes.Count == 0 ? Expand(terms, mistakes) : null;
    }

    /// <summary>
    /// The same hosts in the same order as compact text: <see cref="Parse"/> gives them back when they are distinct and
    /// not more than a hostlist may hold. Digits that belong together stay together, <c>red[01-04]</c>; empty for no host.
    /// </summary>
    public static string Fold(IEnumerable<HostName> hosts) => HostlistWriter.Write(HostlistFolder.Fold(hosts));

    private static NodeSet? Expand(List<HostTerm> terms, Mistakes mistakes)
    {
        var hosts = new NodeSetBuilder();
        var expanded = 0L;
        foreach (var term in terms)
        {
            expanded += term.Name.Count;
            if (expanded > HostlistLimits.NamesExpanded)
                return Refuse(HostlistDiagnostics.TooManyNamesExpanded(term.Name.Span));
            hosts.Apply(term);
            if (hosts.Count > HostlistLimits.Hosts)
                return Refuse(HostlistDiagnostics.TooManyHostsInAll(term.Name.Span));
        }
        return hosts.ToNodeSet();

        NodeSet? Refuse(Diagnostic diagnostic)
        {
            mistakes.Add(diagnostic);
            return null;
        }
    }
}

/// <summary>How much one hostlist may ask for, so that its cost in time and memory is known before it is expanded.</summary>
internal static class HostlistLimits
{
    /// <summary>Distinct hosts at any step from left to right, and hosts of one name with its ranges.</summary>
    public const int Hosts = 1_000_000;

    /// <summary>Names expanded in all, those that '!' and '&amp;' take away again included.</summary>
    public const int NamesExpanded = 10_000_000;

    /// <summary>Mistakes reported of one text; who has made more reads no further.</summary>
    public const int Mistakes = 20;
}

/// <summary>The mistakes of one text, passed on to the caller's bag up to <see cref="HostlistLimits.Mistakes"/>.</summary>
internal sealed class Mistakes(DiagnosticBag diagnostics)
{
    public int Count { get; private set; }

    public bool IsFull => Count >= HostlistLimits.Mistakes;

    public void Add(Diagnostic diagnostic)
    {
        if (IsFull)
            return;
        Count++;
        diagnostics.Add(diagnostic);
    }
}

/// <summary>What may stand round commas and set operators without a meaning.</summary>
internal static class Blank
{
    public const string Characters = " \t";

    public static bool Is(char character) => character is ' ' or '\t';

    public static bool IsLineBreak(char character) => character is '\n' or '\r';

    public static SourceSpan Trim(SourceSpan span)
    {
        var start = span.Length - span.Text.TrimStart(Characters).Length;
        return span.Slice(start, span.Text[start..].TrimEnd(Characters).Length);
    }
}

/// <summary>Counts that stop at <see cref="long.MaxValue"/>: a person can write a product of any size.</summary>
internal static class Saturating
{
    public static long Add(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    public static long Multiply(long left, long right) =>
        right != 0 && left > long.MaxValue / right ? long.MaxValue : left * right;
}
