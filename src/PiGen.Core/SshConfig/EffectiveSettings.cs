using System.Collections.Immutable;

namespace PiGen.Core.SshConfig;

/// <summary>What ssh makes of all configuration for one name, as <c>ssh -G</c> prints it.</summary>
public sealed class EffectiveSettings
{
    private readonly string _printed;
    private readonly Lazy<ILookup<string, string>> _values;

    private EffectiveSettings(string printed)
    {
        _printed = printed;
        _values = new(() => Read(printed));
    }

    /// <param name="printed">The answer of <c>ssh -G</c>: lines of a keyword in lower case, a blank and a value.</param>
    public static EffectiveSettings Parse(string printed) => new(printed);

    /// <summary>The values of a keyword, in order; none where ssh prints none.</summary>
    public ImmutableArray<string> this[string keyword] => [.. _values.Value[keyword]];

    /// <summary>The first value; null where there is none.</summary>
    public string? First(string keyword) => _values.Value[keyword].FirstOrDefault();

    /// <summary>What these settings say otherwise than those; the order matters among values of one keyword alone.</summary>
    public ImmutableArray<SettingDifference> ChangesSince(EffectiveSettings before)
    {
        if (_printed == before._printed)
        {
            return [];
        }
        return
        [
            .. before
                ._values.Value.Concat(_values.Value)
                .Select(group => group.Key)
                .Distinct(StringComparer.Ordinal)
                .Select(keyword => new SettingDifference(keyword, before[keyword], this[keyword]))
                .Where(difference => !difference.Before.SequenceEqual(difference.After, StringComparer.Ordinal)),
        ];
    }

    private static ILookup<string, string> Read(string printed) =>
        printed
            .Split('\n')
            .Select(line => line.TrimEnd('\r').Split(' ', 2))
            .Where(words => words[0].Length > 0)
            .ToLookup(words => words[0], words => words.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
}
