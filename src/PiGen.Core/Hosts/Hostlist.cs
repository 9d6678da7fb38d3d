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
