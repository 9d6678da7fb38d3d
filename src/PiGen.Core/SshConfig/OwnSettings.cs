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

/// <summary>A keyword that ssh has other values for than before.</summary>
public sealed record SettingDifference(string Keyword, ImmutableArray<string> Before, ImmutableArray<string> After)
{
    /// <summary>The difference as a clause: <c>port was 22 and would be 8001</c>.</summary>
    public string Sentence => $"{Keyword} was {Said(Before)} and would be {Said(After)}";

    private static string Said(ImmutableArray<string> values) =>
        values.IsEmpty ? "unset" : string.Join(", ", values.Select(value => value.Length == 0 ? "empty" : value));
}

/// <summary>A host that PiGen's lines bring, with what they set and where in the order of reading.</summary>
internal sealed class OwnHost(string name)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public ConfigSubject Subject { get; private set; } = ConfigSubject.Of(name);

    /// <summary>The hosts of a configuration by their names.</summary>
    public static OrderedDictionary<string, OwnHost> AllIn(ConfigTree tree, OwnLines own)
    {
        var hosts = new OrderedDictionary<string, OwnHost>(StringComparer.Ordinal);
        foreach (var name in tree.Sections.Where(section => own.Contain(section.Header!)).SelectMany(one => one.Names))
        {
            hosts.TryAdd(name, new(name));
        }
        for (var at = 0; at < tree.Settings.Length; at++)
        {
            var (line, when) = tree.Settings[at];
            foreach (var host in own.Contain(line) ? Under(when, hosts) : [])
            {
                host.Read(line, at);
            }
        }
        return hosts;
    }

    /// <summary>Where a group of keywords is set first; null if it is not.</summary>
    public int? PlaceOf(string group) => _places.TryGetValue(group, out var place) ? place : null;

    private static IEnumerable<OwnHost> Under(Condition when, OrderedDictionary<string, OwnHost> hosts) =>
        when.IsConcrete
            ? when.Names.Select(name => hosts[name])
            : hosts.Values.Where(host => when.For(host.Subject) == Holding.Yes);

    private void Read(ConfigLine line, int place)
    {
        if (WatchedKeyword.GroupOf(line.Keyword) is not { } group || !_places.TryAdd(group, place))
        {
            return;
        }
        var value = line.Words.Length > 0 ? line.Words[0].Value : "";
        Subject = line.Keyword switch
        {
            WatchedKeyword.HostName => Subject with { HostName = value },
            WatchedKeyword.User => Subject with { User = value },
            _ => Subject,
        };
    }
}

/// <summary>Which lines of a configuration are those that PiGen is about to write for a cluster.</summary>
public sealed class OwnLines
{
    private readonly IReadOnlySet<ConfigLine> _lines;

    private OwnLines(IReadOnlySet<ConfigLine> lines) => _lines = lines;

    /// <summary>All of a cluster's file, as the same object that the tree reads.</summary>
    public static OwnLines Of(ConfigFile file) => new(file.Lines.ToHashSet());

    /// <summary>A block within a person's file.</summary>
    public static OwnLines Of(FoundBlock block) => new(block.Lines.ToHashSet());

    public bool Contain(ConfigLine line) => _lines.Contains(line);
}
