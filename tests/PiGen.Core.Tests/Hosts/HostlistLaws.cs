using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Hosts;
using HostName = PiGen.Core.Hosts.HostName;

namespace PiGen.Core.Tests.Hosts;

public class HostlistLaws
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60);

    [Fact]
    public void A_hostlist_expands_to_every_combination_of_its_numbers_in_the_order_written() =>
        Check.One(
            Thorough,
            Prop.ForAll(HostlistGenerators.Hostlist.ToArbitrary(), list => Names(list.Text).SequenceEqual(list.Names))
        );

    [Fact]
    public void The_set_operators_do_what_sets_do() =>
        Check.One(
            Thorough,
            Prop.ForAll(
                HostlistGenerators.Hostlist.ToArbitrary(),
                HostlistGenerators.NameWithRanges.ToArbitrary(),
                (left, right) =>
                    HasTheResultsOfSets(left, right) && HasTheResultsOfSets(Known.Union([left, right]), right)
            )
        );

    [Fact]
    public void What_is_folded_expands_to_the_same_hosts_in_the_same_order() =>
        Check.One(Thorough, Prop.ForAll(HostlistGenerators.Hosts.ToArbitrary(), FoldsWithoutLoss));

    [Fact]
    public void A_hostlist_folds_to_text_that_is_no_longer_than_its_hosts() =>
        Check.One(
            Thorough,
            Prop.ForAll(
                HostlistGenerators.Hosts.ToArbitrary(),
                hosts => Hostlist.Fold(hosts).Length <= string.Join(',', hosts).Length
            )
        );

    [Fact]
    public void Any_text_is_refused_with_a_place_or_expands_to_distinct_names_of_hosts() =>
        Check.One(Thorough, Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => IsAnswered(text ?? "")));

    [Fact]
    public void Text_that_looks_like_a_hostlist_is_refused_with_a_place_or_expands_too() =>
        Check.One(Thorough.WithMaxTest(10_000), Prop.ForAll(HostlistGenerators.Garbage.ToArbitrary(), IsAnswered));

    [Fact]
    public void A_hostlist_with_one_character_changed_is_refused_with_a_place_or_expands_too() =>
        Check.One(Thorough, Prop.ForAll(HostlistGenerators.Damaged.ToArbitrary(), IsAnswered));

    private static bool IsAnswered(string text)
    {
        var (hosts, diagnostics) = Written.Parse(text);
        return hosts is null
            ? diagnostics.HasErrors
                && diagnostics.All(mistake => mistake.Span.Start >= 0 && mistake.Span.End <= text.Length)
            : diagnostics.Count == 0 && AreDistinctNames(hosts) && (hosts.Count == 0 || FoldsWithoutLoss([.. hosts]));
    }

    private static bool HasTheResultsOfSets(Known left, Known right) =>
        Names($"{left.Text},{right.Text}").SequenceEqual(left.Names.Union(right.Names))
        && Names($"{left.Text}!{right.Text}").SequenceEqual(left.Names.Except(right.Names))
        && Names($"{left.Text}&{right.Text}").SequenceEqual(left.Names.Intersect(right.Names))
        && Names($"{left.Text}^{right.Text}")
            .SequenceEqual(left.Names.Except(right.Names).Concat(right.Names.Except(left.Names)));

    private static IEnumerable<string> Names(string text) => Written.Hosts(text).Select(host => host.Value);

    private static bool AreDistinctNames(NodeSet hosts) =>
        hosts.Distinct().Count() == hosts.Count && hosts.All(host => HostName.TryParse(host.Value) == host);

    private static bool FoldsWithoutLoss(HostName[] hosts) =>
        hosts.Length == 0 || Written.Hosts(Hostlist.Fold(hosts)).SequenceEqual(hosts);
}
