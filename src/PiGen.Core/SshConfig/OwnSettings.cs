using System.Collections.Immutable;

namespace PiGen.Core.SshConfig;

/// <summary>What ssh said about one name.</summary>
internal sealed record NamedAnswer(string Name, SshAnswer Answer)
{
    public bool IsRead => Answer.ExitCode == 0;

    /// <summary>Null where ssh refuses.</summary>
    public EffectiveSettings? Settings { get; } =
        Answer.ExitCode == 0 ? EffectiveSettings.Parse(Answer.Settings) : null;

    public string Error => Answer.Error.Split('\n')[^1];
}

/// <summary>Which keywords a cluster's sections set for which of its names: what must mean the same wherever they stand.</summary>
internal sealed class OwnSettings
{
    private readonly Dictionary<string, HashSet<string>> _keywords;

    public OwnSettings(ConfigOutlook outlook)
    {
        _keywords = outlook.OurNames.ToDictionary(
            name => name,
            _ => new HashSet<string>(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        foreach (var (line, when) in outlook.After.Settings.Where(setting => outlook.Own.Contain(setting.Line)))
        {
            foreach (var name in when.IsConcrete ? when.Names : Fitting(when))
            {
                _keywords.GetValueOrDefault(name)?.Add(line.Keyword);
            }
        }
    }

    /// <summary>A sentence for each of them that is not as the sections alone would have it; further values may follow theirs.</summary>
    public IEnumerable<string> Differences(NamedAnswer found, NamedAnswer alone)
    {
        if (found.Settings is not { } settings || alone.Settings is not { } meant)
        {
            return [$"{found.Name}: {(found.IsRead ? alone.Error : found.Error)}"];
        }
        return _keywords[found.Name]
            .Where(keyword => !StartsWith(settings[keyword], meant[keyword]))
            .Select(keyword => new SettingDifference(keyword, meant[keyword], settings[keyword]))
            .Select(difference => $"{found.Name}: {difference.Sentence}");
    }

    private IEnumerable<string> Fitting(Condition when) =>
        _keywords.Keys.Where(name => when.For(ConfigSubject.Of(name)) == Holding.Yes);

    private static bool StartsWith(ImmutableArray<string> values, ImmutableArray<string> meant) =>
        values.Take(meant.Length).SequenceEqual(meant, StringComparer.Ordinal);
}
