using System.Collections.Immutable;

namespace PiGen.Core.SshConfig;

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
