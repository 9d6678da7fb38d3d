namespace PiGen.Core.SshConfig;

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
