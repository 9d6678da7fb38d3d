using System.Collections.Immutable;
using PiGen.Core.Hosts;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.SshConfig;

/// <summary>A line of a person's configuration that changes what PiGen's means, or the other way round.</summary>
/// <param name="Line">Theirs.</param>
/// <param name="Names">Ours that it is about, in our order.</param>
/// <param name="IsCertain">False where it hangs on a command, a user, a network or the like.</param>
public sealed record Conflict(
    ConflictKind Kind,
    ConfigLine Line,
    ImmutableArray<string> Names,
    bool IsCertain,
    bool NeedsAgreement
)
{
    /// <summary>As a warning with file, line and sentence.</summary>
    public Diagnostic Diagnostic => ConflictDiagnostics.Of(this);

    /// <summary>Our names in as few characters as they go: <c>red00[1-2]</c>.</summary>
    public string FoldedNames
    {
        get
        {
            var hosts = Names.Select(HostName.TryParse).OfType<HostName>().ToList();
            return hosts.Count == Names.Length ? Hostlist.Fold(hosts) : string.Join(", ", Names);
        }
    }

    /// <summary>Whether another is about the same words of the same file, wherever they stand in it now.</summary>
    public bool IsAsBefore(Conflict other) =>
        (Kind, IsCertain, Line.Span.Source.Name) == (other.Kind, other.IsCertain, other.Line.Span.Source.Name)
        && Line.Directive.Text.SequenceEqual(other.Line.Directive.Text)
        && Names.SequenceEqual(other.Names, StringComparer.Ordinal);
}

/// <summary>How a person's configuration and PiGen's get into each other's way.</summary>
public enum ConflictKind
{
    /// <summary>They have a section for a name of ours.</summary>
    NameTaken,

    /// <summary>They jump through a name of ours, which leads elsewhere now.</summary>
    NameUsed,

    /// <summary>What they set for hosts like ours holds no longer, because ours is read first.</summary>
    Shadowed,

    /// <summary>What they set is read first, and ours has no effect.</summary>
    Shadowing,

    /// <summary>What they set holds for ours too, because ours says nothing about it.</summary>
    ReachesIn,
}

/// <summary>Finds what of a person's configuration shadows PiGen's lines, is shadowed by them, or reaches into them.</summary>
public static class Conflicts
{
    /// <param name="tree">The configuration as it would be, with PiGen's lines in their place.</param>
    /// <returns>In the order of reading, names that are taken first.</returns>
    public static ImmutableArray<Conflict> In(ConfigTree tree, OwnLines own) => new ConflictSearch(tree, own).Find();

    /// <summary>Those that were not there before, when somebody lived with what was there.</summary>
    public static ImmutableArray<Conflict> Besides(ImmutableArray<Conflict> before, ImmutableArray<Conflict> now) =>
        [.. now.Where(conflict => !before.Any(conflict.IsAsBefore))];
}

/// <summary>What to say of a conflict, PG0721 and on.</summary>
internal static class ConflictDiagnostics
{
    public static Diagnostic Of(Conflict conflict) =>
        conflict.Kind switch
        {
            ConflictKind.NameTaken => NameTaken(conflict),
            ConflictKind.NameUsed => NameUsed(conflict),
            ConflictKind.Shadowed => Shadowed(conflict),
            ConflictKind.Shadowing => Shadowing(conflict),
            ConflictKind.ReachesIn => ReachesIn(conflict),
        };

    private static Diagnostic NameTaken(Conflict conflict) =>
        Warning(
            "PG0721",
            conflict.Line.Directive,
            $"you have a section for {conflict.FoldedNames} already, and PiGen brings another",
            "rename one of the two, or agree: what stands first in your ssh_config counts, which is PiGen's Include"
        );

    private static Diagnostic NameUsed(Conflict conflict) =>
        Warning(
            "PG0722",
            conflict.Line.Directive,
            $"this {Keyword(conflict)} leads through {conflict.FoldedNames}, which means PiGen's host from now on",
            "give the full name or the address there if another host is meant, or agree to it"
        );

    private static Diagnostic Shadowed(Conflict conflict) =>
        Warning(
            "PG0723",
            conflict.Line.Directive,
            $"this {Keyword(conflict)} no longer holds for {conflict.FoldedNames}: PiGen's comes first",
            "agree to it, or give the hosts other names"
        );

    private static Diagnostic Shadowing(Conflict conflict) =>
        Warning(
            "PG0724",
            conflict.Line.Directive,
            $"this {Keyword(conflict)} {May(conflict, "comes", "come")} before PiGen's for {conflict.FoldedNames}",
            "move PiGen's Include before it"
        );

    private static Diagnostic ReachesIn(Conflict conflict) =>
        Warning(
            "PG0725",
            conflict.Line.Directive,
            $"this {Keyword(conflict)} {May(conflict, "holds", "hold")} for {conflict.FoldedNames} too",
            $"if it should not, except them there, as in 'Host * !{conflict.Names[0]}', or agree to it"
        );

    private static string Keyword(Conflict conflict) => conflict.Line.KeywordSpan.Text.ToString();

    private static string May(Conflict conflict, string does, string infinitive) =>
        conflict.IsCertain ? does : $"may {infinitive}";
}
