using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using HostName = PiGen.Core.Hosts.HostName;

namespace PiGen.Core.Tests.Hosts;

/// <summary>A hostlist, or a part of one, and the texts that it stands for, found without the parser.</summary>
internal sealed record Known(string Text, IReadOnlyList<string> Names)
{
    public static Known operator +(Known left, Known right) =>
        new(left.Text + right.Text, [.. left.Names.SelectMany(start => right.Names.Select(end => start + end))]);

    public static Known Union(IEnumerable<Known> parts) =>
        new(string.Join(',', parts.Select(part => part.Text)), [.. parts.SelectMany(part => part.Names).Distinct()]);
}

/// <summary>Hosts as clusters name them, and text that is almost a hostlist.</summary>
internal static class HostlistGenerators
{
    private static readonly Gen<Known> Word = Gen.Elements("", "", "a", "red", "rack", "node", "x-", "n.", "B")
        .Select(Literal);

    private static readonly Gen<Known> Suffix = Gen.Elements("", "", ".local", "z", "-7", "0").Select(Literal);

    private static readonly Gen<Known> Range =
        from start in Gen.Frequency(
            (8, Gen.Choose(0, 12).Select(number => (long)number)),
            (2, Gen.Choose(95, 105).Select(number => (long)number)),
            (1, Gen.Choose(0, 9).Select(number => 999_999_999_999_999_995 + number))
        )
        from count in Gen.Choose(1, 6)
        from step in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Choose(2, 11)))
        from width in Gen.Choose(0, 3)
        select RangeOf([.. Enumerable.Range(0, count).Select(turn => start + (long)turn * step)], step, width);

    private static readonly Gen<Known> Numbers =
        from count in Gen.Choose(1, 3)
        from ranges in Range.ArrayOf(count)
        let list = Known.Union(ranges)
        select list with
        {
            Text = $"[{list.Text}]",
        };

    private static readonly Gen<Known> Name =
        from count in Gen.Choose(1, 3)
        from words in Word.ArrayOf(count)
        from numbers in Gen.Frequency((3, Numbers), (1, Gen.Constant(Literal("1")))).ArrayOf(count)
        from suffix in Suffix
        select words.Zip(numbers, (word, number) => word + number).Aggregate((left, right) => left + right) + suffix;

    public static Gen<Known> NameWithRanges { get; } =
        Name.Where(name => name.Names.All(text => HostName.TryParse(text) is not null));

    public static Gen<Known> Hostlist { get; } =
        from count in Gen.Choose(1, 4)
        from names in NameWithRanges.ArrayOf(count)
        select Known.Union(names);

    /// <summary>Distinct hosts: whole racks, in order, with some gone, with two exchanged, or shuffled.</summary>
    public static Gen<HostName[]> Hosts { get; } =
        from list in Hostlist
        let hosts = list.Names.Select(name => HostName.TryParse(name)!).ToArray()
        from order in Gen.Frequency(
            (3, Gen.Constant(hosts)),
            (2, Some(hosts)),
            (2, Exchanged(hosts)),
            (1, Gen.Shuffle(hosts))
        )
        select order;

    public static Gen<string> Garbage { get; } =
        from length in Gen.Choose(0, 12)
        from pieces in Gen.Frequency(
                (2, Gen.Elements("red", "1", "[1-2]", "[01-3]", ",red", "a")),
                (1, Gen.Elements("red[]0123-,/!&^@: .{}\n\tR\u00e9".ToCharArray()).Select(character => $"{character}"))
            )
            .ArrayOf(length)
        select string.Concat(pieces);

    public static Gen<string> Damaged { get; } =
        from list in Hostlist
        from at in Gen.Choose(0, list.Text.Length - 1)
        from character in Gen.Elements("[]0-,/!&^@: .{}\n".ToCharArray())
        from length in Gen.Choose(0, 1)
        select string.Concat(list.Text.AsSpan(0, at), [character], list.Text.AsSpan(at + length));

    private static Known Literal(string text) => new(text, [text]);

    private static Known RangeOf(long[] numbers, int step, int width)
    {
        width = Math.Max(width, Decimal(numbers[0]).Length);
        string[] names = [.. numbers.Select(number => Decimal(number).PadLeft(width, '0'))];
        var text = names.Length == 1 ? names[0] : $"{names[0]}-{names[^1]}";
        return new(step == 1 || names.Length == 1 ? text : $"{text}/{step}", names);
    }

    private static string Decimal(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Gen<HostName[]> Some(HostName[] hosts) =>
        Gen.Choose(0, 3).ArrayOf(hosts.Length).Select(dice => hosts.Where((_, at) => dice[at] > 0).ToArray());

    private static Gen<HostName[]> Exchanged(HostName[] hosts) =>
        from one in Gen.Choose(0, hosts.Length - 1)
        from other in Gen.Choose(0, hosts.Length - 1)
        select hosts
            .Select(
                (host, at) =>
                    at == one ? hosts[other]
                    : at == other ? hosts[one]
                    : host
            )
            .ToArray();
}
