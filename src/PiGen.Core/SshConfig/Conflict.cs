using System.Collections.Immutable;
using PiGen.Core.Hosts;
using PiGen.Templating.Text;

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
