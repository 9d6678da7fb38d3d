using System.Collections.Immutable;

namespace PiGen.Core.SshConfig;

/// <summary>A person's configuration as it is and as a plan would make it, read and not yet asked about.</summary>
public sealed record ConfigOutlook
{
    public required ConfigTree After { get; init; }

    public required OwnLines Own { get; init; }

    /// <summary>The names that the cluster's sections bring.</summary>
    public required ImmutableArray<string> OurNames { get; init; }

    /// <summary>The names that the person has besides, and one for each of their patterns.</summary>
    public required ImmutableArray<string> TheirNames { get; init; }

    /// <summary>What of theirs and ours gets into each other's way, and did not before.</summary>
    public required ImmutableArray<Conflict> Conflicts { get; init; }

    public static async Task<ConfigOutlook> ReadAsync(
        ILaptop laptop,
        LaptopState state,
        LaptopPlan plan,
        Func<string, string> shownAs,
        CancellationToken cancellation
    )
    {
        var trees = new LaptopTrees(laptop, shownAs);
        var ownPath = state.Places.Blocks(state.Cluster);
        var (root, next) = (Parse(state.Config.Path, state.Config.Content.Span), Parse(state.Config.Path, plan.Config));
        var old = state.Blocks.IsFile ? Parse(ownPath, state.Blocks.Content.Span) : null;
        var own = plan.Blocks is null ? null : Parse(ownPath, plan.Blocks);
        var before = await trees.ReadAsync(root, ownPath, old, cancellation).ConfigureAwait(false);
        var after = await trees.ReadAsync(next, ownPath, own, cancellation).ConfigureAwait(false);
        var (oldLines, lines) = (LinesOf(root, old, state.Cluster), LinesOf(next, own, state.Cluster));
        var ours = NamesOf(after, lines);
        return new()
        {
            After = after,
            Own = lines,
            OurNames = ours,
            TheirNames =
            [
                .. HostNames
                    .Of(before)
                    .Union(HostNames.ExamplesOf(before))
                    .Except(ours)
                    .Except(NamesOf(before, oldLines)),
            ],
            Conflicts =
            [
                .. SshConfig
                    .Conflicts.Besides(SshConfig.Conflicts.In(before, oldLines), SshConfig.Conflicts.In(after, lines))
                    .Select(conflict => AsItIs(conflict, root, next)),
            ],
        };

        ConfigFile Parse(string path, ReadOnlySpan<byte> bytes) => ConfigFile.Parse(shownAs(path), bytes);
    }

    // What PiGen adds stands first: a line is as far from the end as it was, and that is where a person finds it.
    private static Conflict AsItIs(Conflict conflict, ConfigFile root, ConfigFile next)
    {
        var fromEnd = next.Lines.Length - next.Lines.IndexOf(conflict.Line);
        var isNow =
            fromEnd <= next.Lines.Length
            && fromEnd <= root.Lines.Length
            && root.Lines[^fromEnd].Span.Text.SequenceEqual(conflict.Line.Span.Text);
        return isNow ? conflict with { Line = root.Lines[^fromEnd] } : conflict;
    }

    private static OwnLines LinesOf(ConfigFile root, ConfigFile? own, string cluster) =>
        own is not null ? OwnLines.Of(own)
        : InlineBlocks.Read(root, [])?.Of(cluster) is { } block ? OwnLines.Of(block)
        : OwnLines.Of(ConfigFile.Parse("", []));

    private static ImmutableArray<string> NamesOf(ConfigTree tree, OwnLines own) =>
        [
            .. tree
                .Sections.Where(section => own.Contain(section.Header!))
                .SelectMany(section => section.Names)
                .Distinct(StringComparer.Ordinal),
        ];
}
