using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Hosts;

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
        var before = await trees.ReadAsync(root, ownPath, old, cancellation);
        var after = await trees.ReadAsync(next, ownPath, own, cancellation);
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

/// <summary>The names of hosts in a configuration, as one can ask ssh for them.</summary>
public static class HostNames
{
    /// <summary>Names that are written out, each once, in the order of reading; no pattern, no exception.</summary>
    public static ImmutableArray<string> Of(ConfigTree tree) =>
        Askable(tree.Sections.SelectMany(section => section.Names));

    /// <summary>For each pattern a name that fits it, so that what holds for patterns can be compared too.</summary>
    public static ImmutableArray<string> ExamplesOf(ConfigTree tree) =>
        Askable(tree.Sections.SelectMany(section => section.Wildcards).Select(Example));

    // ssh takes the rest of these for an option, a user or an address of its own kind, whatever the configuration says.
    private static bool IsAskable(string name) =>
        name is not ("" or ['-', ..])
        && !name.Contains('@', StringComparison.Ordinal)
        && !name.StartsWith("ssh://", StringComparison.Ordinal)
        && !LosslessUtf8.HoldsForeignBytes(name)
        && !name.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static ImmutableArray<string> Askable(IEnumerable<string> names) =>
        [.. names.Where(IsAskable).Distinct(StringComparer.Ordinal)];

    private static string Example(HostPattern pattern) =>
        pattern.Pattern.Replace("*", "any", StringComparison.Ordinal).Replace('?', 'x');
}

/// <summary>Both ways to the workers in one: through the jump host by their own names, through the tunnels as <c>NAME-tunnel</c>.</summary>
public static class TunnelNames
{
    private const string Ending = "-tunnel";

    /// <summary>The sections of both, as texts that were rendered.</summary>
    public static string Both(string jump, string forward, string manager)
    {
        var file = ConfigFile.Parse("ssh_config.forward", Encoding.UTF8.GetBytes(forward));
        var text = new StringBuilder(jump.TrimEnd('\n')).Append("\n\n");
        var isManagers = false;
        foreach (var line in file.Lines)
        {
            if (line.Keyword == "host")
            {
                isManagers = line.Words.All(word => word.Value == manager);
            }
            if (!isManagers)
            {
                text.Append(line.Keyword == "host" ? Renamed(line, manager) : line.Span.Text);
            }
        }
        return text.ToString().TrimEnd('\n') + "\n";
    }

    // Patterns keep their sense: they are for names of either way.
    private static string Renamed(ConfigLine line, string manager) =>
        $"Host {string.Join(' ', line.Words.Select(word => word.Value == manager || word.Value.AsSpan().ContainsAny("*?!") ? word.Value : word.Value + Ending))}\n";
}
