using System.Collections.Immutable;
using PiGen.Core.Hosts;

namespace PiGen.Core.SshConfig;

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

    public Holding For(ConfigSubject subject) =>
        Keyword switch
        {
            "all" => Either(isTrue: true),
            // ssh reads the files a second time where one of them says "final": it is false at first, and then true.
            "final" => Holding.Yes,
            "host" => Either(Includes(subject.HostName)),
            "originalhost" => Either(Includes(subject.Name)),
            "user" when subject.User is { } user => Either(PatternList.OfCommas(Argument ?? "").Includes(user)),
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

    // Unlike Host, Match knows no upper case in names of hosts.
    private bool Includes(string name) =>
        PatternList.OfCommas((Argument ?? "").ToLowerInvariant()).Includes(name.ToLowerInvariant());
}
