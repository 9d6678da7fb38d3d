using System.Collections.Immutable;

namespace PiGen.Core.Hosts;

/// <summary>Several patterns of which one must fit and no negated one may: after Host with blanks between, in Match and in known hosts with commas.</summary>
public sealed class PatternList
{
    private PatternList(ImmutableArray<HostPattern> patterns) => Patterns = patterns;

    public ImmutableArray<HostPattern> Patterns { get; }

    /// <summary>The names that stand there by themselves.</summary>
    public IEnumerable<string> Names =>
        Patterns.Where(pattern => pattern.IsConcrete && Includes(pattern.Pattern)).Select(pattern => pattern.Pattern);

    /// <summary>Whether every name is meant.</summary>
    public bool IsGeneral => Patterns.Any(pattern => pattern.IsGeneral) && !Patterns.Any(pattern => pattern.IsNegated);

    /// <summary>Whether names alone are listed, so that no other can be meant.</summary>
    public bool IsConcrete => Patterns.All(pattern => pattern.IsConcrete || pattern.IsNegated);

    public static PatternList Of(IEnumerable<string> patterns) =>
        new([.. patterns.Select(pattern => new HostPattern(pattern))]);

    public static PatternList OfCommas(string list) => Of(list.Split(','));

    public bool Includes(string name)
    {
        var isIncluded = false;
        foreach (var pattern in Patterns)
        {
            if (!pattern.Fits(name))
            {
                continue;
            }
            if (pattern.IsNegated)
            {
                return false;
            }
            isIncluded = true;
        }
        return isIncluded;
    }
}
