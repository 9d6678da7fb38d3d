using System.Collections.Immutable;
using PiGen.Core.Hosts;

namespace PiGen.Core.SshConfig;

/// <summary>For which hosts a part of a configuration holds: the Host or Match line above it, and those that its file was included under.</summary>
public sealed class Condition
{
    private readonly PatternList? _hosts;
    private readonly ImmutableArray<MatchCriterion> _criteria = [];

    private Condition() { }

    private Condition(ConfigLine header, Condition outer)
    {
        Header = header;
        Outer = outer;
        if (header.Keyword == "host")
        {
            _hosts = PatternList.Of(header.Words.Select(word => word.Value));
        }
        else
        {
            _criteria = MatchCriterion.Of(header);
        }
    }

    /// <summary>Of what stands before the first Host or Match.</summary>
    public static Condition Always { get; } = new();

    /// <summary>The Host or Match line; null where there is none.</summary>
    public ConfigLine? Header { get; }

    /// <summary>What must hold besides, for the file itself to be read.</summary>
    public Condition? Outer { get; }

    /// <summary>The names that the line lists by themselves, none of a pattern's.</summary>
    public IEnumerable<string> Names => _hosts?.Names ?? _criteria.SelectMany(criterion => criterion.Names);

    /// <summary>The patterns of a Host line that stand for many names.</summary>
    public IEnumerable<HostPattern> Wildcards =>
        _hosts?.Patterns.Where(pattern => !pattern.IsNegated && !pattern.IsConcrete) ?? [];

    /// <summary>Whether all that it hangs on, besides the names of hosts, is known.</summary>
    public bool IsCertain => _criteria.All(criterion => criterion.IsCertain) && Outer?.IsCertain != false;

    /// <summary>Whether it is made for all hosts: no line, <c>Host *</c>, <c>Match all</c>, and the same further out.</summary>
    public bool IsGeneral =>
        (Header is null || (_hosts is { } hosts ? hosts.IsGeneral : _criteria.All(IsForAnyHost)))
        && (Outer is null || Outer.IsGeneral);

    /// <summary>Whether it lists names alone, so that it holds for no other.</summary>
    internal bool IsConcrete => _hosts is { IsConcrete: true };

    public static Condition Of(ConfigLine header, Condition outer) => new(header, outer);

    public Holding For(ConfigSubject subject)
    {
        var outer = Outer?.For(subject) ?? Holding.Yes;
        return outer == Holding.No ? outer : (Holding)Math.Min((int)outer, (int)OwnFor(subject));
    }

    /// <summary>As far as its own line goes, whatever must hold besides for the file to be read.</summary>
    public Holding OwnFor(ConfigSubject subject)
    {
        if (_hosts is { } hosts)
        {
            return hosts.Includes(subject.Name) ? Holding.Yes : Holding.No;
        }
        var holding = Holding.Yes;
        foreach (var criterion in _criteria)
        {
            holding = (Holding)Math.Min((int)holding, (int)criterion.For(subject));
        }
        return holding;
    }

    private static bool IsForAnyHost(MatchCriterion criterion) =>
        criterion.Keyword is not ("host" or "originalhost")
        || (!criterion.IsNegated && PatternList.OfCommas(criterion.Argument ?? "").IsGeneral);
}

/// <summary>A host that conditions are held against: its name as a person types it, and what is known of where it leads.</summary>
/// <param name="HostName">The real name or address, which <c>Match host</c> asks for.</param>
/// <param name="User">Who logs in; null where it is not known.</param>
public sealed record ConfigSubject(string Name, string HostName, string? User)
{
    /// <summary>The name as it is typed, where ssh goes by another at its second reading; null where that is the same.</summary>
    public string? OriginalName { get; init; }

    /// <summary>Who runs ssh; null where it is not known.</summary>
    public string? LocalUser { get; init; }

    /// <summary>What Tag says, empty for nothing; null where it is not known.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether ssh reads the files for the second time; null where both readings are meant at once.</summary>
    public bool? IsFinal { get; init; }

    public static ConfigSubject Of(string name) => new(name, name, User: null);
}

/// <summary>Whether a condition holds for a host, as far as it can be told without running anything.</summary>
public enum Holding
{
    No,

    /// <summary>It hangs on a command, a user, a network or the like.</summary>
    Maybe,
    Yes,
}

/// <summary>One condition of a Match line, such as <c>host "*.lan,!nas.lan"</c>.</summary>
/// <param name="Keyword">In lower case.</param>
/// <param name="Argument">Null where there is none.</param>
public sealed record MatchCriterion(string Keyword, bool IsNegated, string? Argument)
{
    public static ImmutableArray<MatchCriterion> Of(ConfigLine match)
    {
        var criteria = ImmutableArray.CreateBuilder<MatchCriterion>();
        var words = new DelimitedWords(match.Rest.Text, 0);
        while (words.TryTake(out var word, out _, out _) && word is not ("" or ['#', ..]))
        {
            var isNegated = word[0] == '!';
            var keyword = word[(isNegated ? 1 : 0)..].ToLowerInvariant();
            criteria.Add(new(keyword, isNegated, HasArgument(keyword) ? Take(ref words) : null));
        }
        return criteria.DrainToImmutable();
    }

    /// <summary>Whether ssh refuses it: it knows no such condition, or what it asks for is missing.</summary>
    public bool IsMistaken =>
        Keyword switch
        {
            "all" or "final" or "canonical" => false,
            "tagged" or "command" => Argument is null,
            "host" or "originalhost" or "user" or "localuser" => Argument is null or "",
            "localnetwork" or "version" or "sessiontype" or "exec" => Argument is null or "",
            _ => true,
        };

    public Holding For(ConfigSubject subject) =>
        Keyword switch
        {
            "all" => Either(isTrue: true),
            "final" or "canonical" when subject.IsFinal is { } isFinal => Either(isFinal),
            // ssh reads the files a second time where one of them says "final": it is false at first, and then true.
            "final" => Holding.Yes,
            "host" => Either(Includes(subject.HostName)),
            "originalhost" => Either(Includes(subject.OriginalName ?? subject.Name)),
            "user" when subject.User is { } user => Either(Fits(user)),
            "localuser" when subject.LocalUser is { } user => Either(Fits(user)),
            "tagged" when subject.Tag is { } tag => Either(tag.Length == 0 ? Argument is "" : Fits(tag)),
            _ => Holding.Maybe,
        };

    /// <summary>The names that it asks for by themselves.</summary>
    public IEnumerable<string> Names =>
        Keyword is "host" or "originalhost" && !IsNegated ? PatternList.OfCommas(Argument ?? "").Names : [];

    /// <summary>Whether it asks for names alone, or for nothing.</summary>
    internal bool IsCertain => Keyword is "all" or "final" or "host" or "originalhost";

    private static string? Take(ref DelimitedWords words) => words.TryTake(out var word, out _, out _) ? word : null;

    private static bool HasArgument(string keyword) => keyword is not ("all" or "canonical" or "final");

    private Holding Either(bool isTrue) => isTrue != IsNegated ? Holding.Yes : Holding.No;

    private bool Fits(string text) => PatternList.OfCommas(Argument ?? "").Includes(text);

    // Unlike Host, Match knows no upper case in names of hosts.
    private bool Includes(string name) =>
        PatternList.OfCommas((Argument ?? "").ToLowerInvariant()).Includes(name.ToLowerInvariant());
}
