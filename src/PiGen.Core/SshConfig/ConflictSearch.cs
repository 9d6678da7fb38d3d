using System.Collections.Immutable;

namespace PiGen.Core.SshConfig;

/// <summary>Goes once through a configuration in the order of reading.</summary>
internal sealed class ConflictSearch(ConfigTree tree, OwnLines own)
{
    private readonly OrderedDictionary<string, OwnHost> _hosts = OwnHost.AllIn(tree, own);
    private readonly HashSet<(OwnHost Host, string Group)> _settled = [];
    private readonly ImmutableArray<Conflict>.Builder _found = ImmutableArray.CreateBuilder<Conflict>();
    private (Condition When, ImmutableArray<(OwnHost Host, Holding Holding)> Hosts) _latest = (Condition.Always, []);

    public ImmutableArray<Conflict> Find()
    {
        _latest = (Condition.Always, HostsUnder(Condition.Always));
        foreach (var section in tree.Sections.Where(section => !own.Contain(section.Header!)))
        {
            FindTakenNames(section);
        }
        for (var at = 0; at < tree.Settings.Length; at++)
        {
            if (!own.Contain(tree.Settings[at].Line))
            {
                FindUsedNames(tree.Settings[at].Line);
                FindIn(tree.Settings[at], at);
            }
        }
        return _found.DrainToImmutable();
    }

    private void FindTakenNames(Condition section) =>
        Add(ConflictKind.NameTaken, section.Header!, Own(section.Names), section.IsCertain, needsAgreement: true);

    private void FindUsedNames(ConfigLine line)
    {
        if (line.Keyword == WatchedKeyword.ProxyJump)
        {
            Add(ConflictKind.NameUsed, line, Own(JumpHop.NamesIn(line)), isCertain: true, needsAgreement: true);
        }
    }

    private IEnumerable<string> Own(IEnumerable<string> names) => names.Where(_hosts.ContainsKey).Distinct();

    private void FindIn(ConfigSetting setting, int at)
    {
        // A section for names alone has been told of as a whole.
        if (setting.When.IsConcrete || WatchedKeyword.GroupOf(setting.Line.Keyword) is not { } group)
        {
            return;
        }
        if (_latest.When != setting.When)
        {
            _latest = (setting.When, HostsUnder(setting.When));
        }
        foreach (var same in _latest.Hosts.GroupBy(one => (KindOf(one.Host, setting.Line, group, at), one.Holding)))
        {
            Add(setting, group, same.Key.Item1, same.Key.Holding, same.Select(one => one.Host));
        }
    }

    private ImmutableArray<(OwnHost Host, Holding Holding)> HostsUnder(Condition when) =>
        [
            .. _hosts
                .Values.Where(host => !IsTaken(when, host.Subject.Name))
                .Select(host => (host, when.For(host.Subject)))
                .Where(one => one.Item2 != Holding.No),
        ];

    private static bool IsTaken(Condition? when, string name) =>
        when is not null && (when.Names.Contains(name) || IsTaken(when.Outer, name));

    // Keys are gathered from everywhere; of all else the first counts.
    private static ConflictKind KindOf(OwnHost host, ConfigLine line, string group, int at) =>
        line.Keyword == WatchedKeyword.IdentityFile || host.PlaceOf(group) is not { } place ? ConflictKind.ReachesIn
        : place < at ? ConflictKind.Shadowed
        : ConflictKind.Shadowing;

    private void Add(
        ConfigSetting setting,
        string group,
        ConflictKind kind,
        Holding holding,
        IEnumerable<OwnHost> hosts
    )
    {
        var open = hosts
            .Where(host => group == WatchedKeyword.IdentityFile || !_settled.Contains((host, group)))
            .ToList();
        if (holding == Holding.Yes)
        {
            _settled.UnionWith(open.Select(host => (host, group)));
        }
        if (WatchedKeyword.IsDefault(setting.Line) && MeansNothing(kind, setting.When))
        {
            return;
        }
        Add(
            kind,
            setting.Line,
            open.Select(host => host.Subject.Name),
            holding == Holding.Yes,
            kind == ConflictKind.Shadowing || NeedsAgreement(setting)
        );
    }

    // A default for all hosts is nobody's intention for ours.
    private static bool MeansNothing(ConflictKind kind, Condition when) =>
        kind == ConflictKind.ReachesIn || (kind == ConflictKind.Shadowed && when.IsGeneral);

    private static bool NeedsAgreement(ConfigSetting setting) =>
        setting.Line.Keyword != WatchedKeyword.IdentityFile
        && !(setting.When.IsGeneral && WatchedKeyword.IsPersonal(setting.Line.Keyword));

    private void Add(ConflictKind kind, ConfigLine line, IEnumerable<string> names, bool isCertain, bool needsAgreement)
    {
        if (names.ToImmutableArray() is { Length: > 0 } some)
        {
            _found.Add(new(kind, line, some, isCertain, needsAgreement));
        }
    }
}

/// <summary>The keywords that decide where an ssh leads and as whom.</summary>
internal static class WatchedKeyword
{
    public const string HostName = "hostname";
    public const string User = "user";
    public const string IdentityFile = "identityfile";
    public const string ProxyJump = "proxyjump";

    private const string Port = "port";
    private const string ProxyCommand = "proxycommand";
    private const string HostKeyAlias = "hostkeyalias";

    /// <summary>What a keyword competes for: ssh takes whichever of ProxyJump and ProxyCommand it finds first.</summary>
    /// <returns>Null for a keyword that is not watched.</returns>
    public static string? GroupOf(string keyword) =>
        keyword switch
        {
            HostName or User or IdentityFile or Port or HostKeyAlias => keyword,
            ProxyJump or ProxyCommand => ProxyJump,
            _ => null,
        };

    /// <summary>Whether a line sets what holds anyway.</summary>
    public static bool IsDefault(ConfigLine line) =>
        line switch
        {
            { Keyword: Port, Words: [{ Value: "22" }] } => true,
            { Keyword: ProxyJump or ProxyCommand, Words: [{ Value: "none" }] } => true,
            _ => false,
        };

    /// <summary>Whether a line for all hosts is one that people have for reasons of their own: who they are, and their key.</summary>
    public static bool IsPersonal(string keyword) => keyword is User or IdentityFile;
}
