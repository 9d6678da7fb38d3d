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

    private static bool IsForAnyHost(MatchCriterion criterion) =>
        criterion.Keyword is not ("host" or "originalhost")
        || (!criterion.IsNegated && PatternList.OfCommas(criterion.Argument ?? "").IsGeneral);

    private Holding OwnFor(ConfigSubject subject)
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
}
