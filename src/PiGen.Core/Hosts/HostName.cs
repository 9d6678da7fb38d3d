using System.Buffers;
using System.Collections.Immutable;

namespace PiGen.Core.Hosts;

/// <summary>
/// A host's name as RFC 1123 allows it: labels of ASCII letters, digits and '-', joined by dots.
/// Letters are kept as written and compared ordinally.
/// </summary>
public sealed record HostName
{
    /// <summary>In characters, dots included: https://www.rfc-editor.org/rfc/rfc1123#section-2.1 and RFC 1035, 2.3.4.</summary>
    public const int LongestName = 253;

    /// <summary>In characters.</summary>
    public const int LongestLabel = 63;

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
    );

    private HostName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The name, or null when no host can have it; a trailing dot is refused too.</summary>
    public static HostName? TryParse(string text) => IsName(text) ? new(text) : null;

    /// <summary>For text whose characters and lengths a <see cref="RangedName"/> has checked already.</summary>
    internal static HostName FromChecked(ReadOnlySpan<char> text) => new(text.ToString());

    internal static bool IsLabelCharacter(char character) => LabelCharacters.Contains(character);

    public override string ToString() => Value;

    private static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestName)
            return false;
        foreach (var label in text.Split('.'))
        {
            if (!IsLabel(text[label]))
                return false;
        }
        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is >= 1 and <= LongestLabel
        && label[0] != '-'
        && label[^1] != '-'
        && !label.ContainsAnyExcept(LabelCharacters);
}

/// <summary>A pattern of names, in which <c>*</c> stands for any characters and <c>?</c> for one; <c>!</c> before it makes exceptions.</summary>
public readonly record struct HostPattern
{
    public HostPattern(string text)
    {
        IsNegated = text is ['!', ..];
        Pattern = IsNegated ? text[1..] : text;
    }

    /// <summary>Without the sign of a negation.</summary>
    public string Pattern { get; }

    public bool IsNegated { get; }

    /// <summary>Whether it is a name and stands for no other.</summary>
    public bool IsConcrete => !IsNegated && Pattern.Length > 0 && !Pattern.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether it stands for every name.</summary>
    public bool IsGeneral => !IsNegated && Pattern.Length > 0 && !Pattern.AsSpan().ContainsAnyExcept('*');

    /// <summary>Whether a name fits the pattern, its negation left aside; upper and lower case are two things, as in a Host line.</summary>
    public bool Fits(ReadOnlySpan<char> name)
    {
        var pattern = Pattern.AsSpan();
        var (at, inName, star, starName) = (0, 0, -1, 0);
        while (inName < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, starName) = (at++, inName);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == name[inName]))
            {
                at++;
                inName++;
            }
            else if (star >= 0)
            {
                (at, inName) = (star + 1, ++starName);
            }
            else
            {
                return false;
            }
        }
        return !pattern[at..].ContainsAnyExcept('*');
    }
}

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
