using System.Collections.Immutable;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.SshConfig;

/// <summary>What can stand in the way in a person's ssh_config, PG0701 and on.</summary>
public static class SshConfigDiagnostics
{
    private const string MendMarkers =
        "mend the markers by hand, each '# pigen begin NAME' with one '# pigen end NAME', or take the lines out";

    public static Diagnostic TooDeep(SourceSpan include) =>
        Error(
            "PG0701",
            include,
            $"includes go deeper than {IncludeGlob.Deepest} files here, where ssh gives up",
            "take out the Include by which a file comes to include itself"
        );

    internal static Diagnostic EditedInclude(ConfigLine line) =>
        Warning(
            "PG0702",
            line.Directive,
            "this line was edited since PiGen wrote it, and is left as it is",
            "take PiGen's part out by hand: without its files it means nothing"
        );

    internal static Diagnostic UnclosedBlock(SourceSpan begin, string cluster) =>
        Error("PG0711", begin, $"the block of {cluster} has no end", MendMarkers);

    internal static Diagnostic EndWithoutBegin(SourceSpan end, string cluster) =>
        Error("PG0712", end, $"no block of {cluster} begins before this end", MendMarkers);

    internal static Diagnostic BeginWithinBlock(SourceSpan begin, SourceSpan outer, string cluster) =>
        Error("PG0713", begin, $"a block begins within the block of {cluster}", MendMarkers) with
        {
            Notes = [new(outer, $"the block of {cluster} begins here")],
        };

    internal static Diagnostic RepeatedBlock(FoundBlock again, FoundBlock first) =>
        Error("PG0714", PlaceOf(again), $"{again.Cluster} has a second block", MendMarkers) with
        {
            Notes = [new(PlaceOf(first), "the first is here")],
        };

    internal static Diagnostic EditedBlock(FoundBlock block) =>
        Error(
            "PG0715",
            PlaceOf(block),
            $"the block of {block.Cluster} was edited since PiGen wrote it",
            "move your own lines out of it, and add --force"
        );

    internal static Diagnostic NamelessMarker(SourceSpan marker) =>
        Error("PG0716", marker, "this marker names no cluster", MendMarkers);

    internal static Diagnostic JumpCycle(ImmutableArray<string> way, ImmutableArray<ConfigLine?> jumps)
    {
        var places = jumps.OfType<ConfigLine>().Select(line => line.Directive).Distinct().ToList();
        var notes = places.Skip(1).Select(place => new DiagnosticNote(place, "and is led on from here"));
        return Error(
            "PG0731",
            places.Count > 0 ? places[0] : new SourceText(way[0], "").Whole,
            way.Length == 2
                ? $"{way[0]} would be reached through itself"
                : $"the way to {way[0]} goes round: {string.Join(" → ", way)}",
            $"except the host that is jumped through, as in 'Host * !{way[^2]}', or give it 'ProxyJump none' before"
        ) with
        {
            Notes = [.. notes],
        };
    }

    private static SourceSpan PlaceOf(FoundBlock block) => block.Begin.Content;
}
