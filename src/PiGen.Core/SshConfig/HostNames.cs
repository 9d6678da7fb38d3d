using System.Collections.Immutable;
using PiGen.Core.Hosts;

namespace PiGen.Core.SshConfig;

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
