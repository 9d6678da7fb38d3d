using System.Collections.Immutable;
using PiGen.Core.Hosts;
using PiGen.Core.SshConfig;
using PiGen.Templating.Text;

namespace PiGen.Ssh.SshNet;

/// <summary>Reads ssh_config for one destination as ssh does: the first value counts, conditions are decided as they are come to.</summary>
internal sealed class SettingsReader
{
    private readonly SshDestination _destination;
    private readonly LocalUser _local;
    private readonly Dictionary<Condition, Holding> _held = [];
    private readonly HashSet<string> _taken = [];
    private readonly OrderedDictionary<ConfigLine, string> _mistakes = [];
    private readonly OrderedDictionary<ConfigLine, string> _refusals = [];

    // The name as ssh goes by it: at the second reading, the real one.
    private string _host;
    private bool _isFinal;

    private SettingsReader(SshOptions options, LocalUser local)
    {
        (_destination, _local, _host) = (options.Destination, local, options.Destination.Host);
        // What the command line says comes first.
        _taken.UnionWith(_destination.User is null ? [] : ["User"]);
        _taken.UnionWith(_destination.Port is null ? [] : ["Port"]);
        _taken.UnionWith(options.JumpHosts.IsEmpty ? [] : ["ProxyJump", "ProxyCommand"]);
    }

    /// <exception cref="Core.Failure">ssh refuses what stands there, or the transport cannot honour it.</exception>
    public static ClientSettings Read(SshOptions options, LocalUser? local = null) =>
        Read(options, local ?? LocalUser.Current, []);

    /// <summary>The settings of all that is passed through, in this order, and of the destination last.</summary>
    public static ImmutableArray<ClientSettings> Way(SshOptions options, LocalUser? local = null)
    {
        var settings = Read(options, local);
        var jumps = settings.Jumps;
        return [.. jumps.Select((jump, at) => Read(ForJump(options, jump, jumps[..at]), local)), settings];
    }

    /// <param name="behind">What is reached through this destination: it cannot be a jump of its own.</param>
    internal static ClientSettings Read(SshOptions options, LocalUser local, ImmutableArray<SshDestination> behind)
    {
        var trees = new SettingsFiles(local, options.Destination).Trees(options.ConfigFile).ToList();
        var reader = new SettingsReader(options, local);
        reader.ReadAll(trees);
        return new SettingsBuilder(options, local, reader, behind).Build();
    }

    /// <summary>As ssh starts another ssh for a jump: with the configuration, and without the key.</summary>
    internal static SshOptions ForJump(
        SshOptions options,
        SshDestination jump,
        ImmutableArray<SshDestination> before
    ) => options with { Destination = jump, JumpHosts = before, IdentityFile = null };

    /// <summary>The lines whose values count, by the names of their keywords.</summary>
    public Dictionary<string, ConfigLine> First { get; } = [];

    /// <summary>The lines of keywords whose values add up, in their order.</summary>
    public List<(string Keyword, ConfigLine Line)> Added { get; } = [];

    public string RealName => Expanded(First.GetValueOrDefault("Hostname")) ?? _destination.Host;

    public static string PlaceOf(SourceSpan span) => $"{span.Source.Name}:{span.Source.PlaceOf(span.Start).Line}";

    public void Refuse(ConfigLine line, string what) => _refusals.TryAdd(line, $"{PlaceOf(line.KeywordSpan)}: {what}");

    public void Misread(ConfigLine line, string what) => _mistakes.TryAdd(line, $"{PlaceOf(line.KeywordSpan)}: {what}");

    public void ThrowIfMisread()
    {
        if (_mistakes.Count > 0)
        {
            throw SshFailures.BadConfiguration(_destination, string.Join("; ", _mistakes.Values));
        }
    }

    public void ThrowIfRefused()
    {
        ThrowIfMisread();
        if (_refusals.Count > 0)
        {
            throw SshFailures.NotHonoured(_refusals.Values);
        }
    }

    private void ReadAll(List<ConfigTree> trees)
    {
        var criteria = trees.SelectMany(tree => tree.Sections).SelectMany(CheckedCriteria).ToList();
        RefuseExpandedIncludes(trees);
        ReadOnce(trees);
        if (criteria.Any(criterion => criterion is { Keyword: "final", IsNegated: false }))
        {
            (_isFinal, _host) = (true, SettingsBuilder.Canonical(RealName));
            _held.Clear();
            _taken.Add("Hostname");
            ReadOnce(trees);
        }
    }

    // Newer versions of ssh expand them, older ones do not.
    private void RefuseExpandedIncludes(List<ConfigTree> trees)
    {
        var lines = trees.SelectMany(tree => tree.Files).SelectMany(file => file.Directives);
        foreach (var line in lines.Where(line => line.Keyword == "include" && line.Rest.Text.ContainsAny('%', '$')))
        {
            Refuse(line, "Include with tokens or variables cannot be honoured by the transport ssh.net");
        }
    }

    private void ReadOnce(List<ConfigTree> trees)
    {
        foreach (var (line, when) in trees.SelectMany(tree => tree.Settings))
        {
            if (Checked(line) is { } keyword && MayTake(keyword, line))
            {
                Take(keyword, line, when);
            }
        }
    }

    // ssh checks all lines, those for other hosts too.
    private Keyword? Checked(ConfigLine line)
    {
        var keyword = Keyword.Find(line.Keyword);
        var mistake =
            line.IsBroken ? $"{line.KeywordSpan.Text} has no value, or a quote that is never closed"
            : keyword is not null ? keyword.Mistake(line)
            : IsIgnored(line.Keyword) ? null
            : $"{line.KeywordSpan.Text} is no keyword of ssh_config";
        if (mistake is not null)
        {
            Misread(line, mistake);
        }
        return mistake is null ? keyword : null;
    }

    private bool IsIgnored(string word) =>
        First.GetValueOrDefault("IgnoreUnknown") is { } line
        && PatternList.OfCommas(line.Words[0].Value.ToLowerInvariant()).Includes(word);

    private bool MayTake(Keyword keyword, ConfigLine line) =>
        keyword.Treatment != Treatment.Irrelevant
        && (keyword.Accumulates || !_taken.Contains(keyword.Name))
        && !(keyword.Name == "ProxyJump" && !IsNone(line) && _taken.Contains("ProxyCommand"))
        // ssh goes on to the next one.
        && !(keyword.Form == ValueForm.Time && IsNone(line));

    private void Take(Keyword keyword, ConfigLine line, Condition when)
    {
        var holding = Holds(when);
        if (holding == Holding.Maybe)
        {
            RefuseUndecided(when);
        }
        if (holding != Holding.Yes)
        {
            return;
        }
        if (keyword.Accumulates)
        {
            Added.Add((keyword.Name, line));
            return;
        }
        First[keyword.Name] = line;
        _taken.UnionWith(keyword.Name == "ProxyJump" && !IsNone(line) ? ["ProxyJump", "ProxyCommand"] : [keyword.Name]);
    }

    // Each once for a reading, when the first line below is come to: what stands there may change the answer.
    private Holding Holds(Condition when)
    {
        if (!_held.TryGetValue(when, out var holding))
        {
            var outer = when.Outer is null ? Holding.Yes : Holds(when.Outer);
            holding = (Holding)Math.Min((int)outer, (int)when.OwnFor(Subject()));
            _held.Add(when, holding);
        }
        return holding;
    }

    private ConfigSubject Subject() =>
        new(_host, _isFinal ? _host : RealName, _destination.User ?? Word("User") ?? _local.Name)
        {
            OriginalName = _destination.Host,
            LocalUser = _local.Name,
            Tag = Word("Tag") ?? "",
            IsFinal = _isFinal,
        };

    private void RefuseUndecided(Condition when)
    {
        while (when.OwnFor(Subject()) != Holding.Maybe && when.Outer is { } outer)
        {
            when = outer;
        }
        if (when.Header is { } header)
        {
            Refuse(header, $"{header.Directive.Text} cannot be decided by the transport ssh.net");
        }
    }

    private IEnumerable<MatchCriterion> CheckedCriteria(Condition section)
    {
        var header = section.Header!;
        var isMatch = header.Keyword == "match";
        var criteria = isMatch ? MatchCriterion.Of(header) : [];
        var isMistaken = isMatch
            ? criteria.IsEmpty || criteria.Any(criterion => criterion.IsMistaken) || HasMoreThanAll(criteria)
            : header.Words.Any(word => word.Value.Length == 0);
        if (header.IsBroken || isMistaken)
        {
            Misread(header, $"'{header.Directive.Text}' is no condition");
        }
        return criteria;
    }

    // Before "all", one other condition may stand.
    private static bool HasMoreThanAll(ImmutableArray<MatchCriterion> criteria) =>
        criteria.Select(criterion => criterion.Keyword).ToList().IndexOf("all") is >= 0 and var at
        && (at > 1 || at < criteria.Length - 1);

    private string? Word(string keyword) => First.GetValueOrDefault(keyword)?.Words[0].Value;

    private string? Expanded(ConfigLine? hostName)
    {
        try
        {
            return hostName is null
                ? null
                : SettingText.Expand(hostName.Words[0].Value, c => c == 'h' ? _destination.Host : null, variable: null);
        }
        catch (FormatException e)
        {
            Misread(hostName!, e.Message);
            return null;
        }
    }

    public static bool IsNone(ConfigLine line) => line.Rest.Text.Equals("none", StringComparison.OrdinalIgnoreCase);
}
