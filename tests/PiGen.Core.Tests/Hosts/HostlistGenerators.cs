using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Hosts;
using HostName = PiGen.Core.Hosts.HostName;

namespace PiGen.Core.Tests.Hosts;

/// <summary>Hosts as clusters name them, and text that is almost a hostlist.</summary>
internal static class HostlistGenerators
{
    private static readonly Gen<string> Word = Gen.Elements("", "", "a", "red", "rack", "node", "x-", "n.", "B");

    private static readonly Gen<string> Numbers =
        from start in Gen.Frequency(
            (8, Gen.Choose(0, 12).Select(number => (long)number)),
            (2, Gen.Choose(95, 105).Select(number => (long)number)),
            (1, Gen.Choose(0, 9).Select(number => 999_999_999_999_999_995 + number))
        )
        from count in Gen.Choose(0, 5)
        from step in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Choose(2, 11)))
        from width in Gen.Choose(0, 3)
        select Range(start, start + (long)count * step, step, width);

    private static readonly Gen<string> Bracket = Numbers
        .NonEmptyListOf()
        .Select(ranges => $"[{string.Join(',', ranges.Take(3))}]");

    private static readonly Gen<string> Name =
        from pieces in Gen.Zip(Word, Gen.Frequency((3, Bracket), (1, Gen.Constant("1")))).NonEmptyListOf()
        from suffix in Gen.Elements("", "", ".local", "z", "-7", "0")
        select string.Concat(pieces.Take(3).Select(piece => piece.Item1 + piece.Item2)) + suffix;

    private static readonly Gen<string> List =
        from count in Gen.Choose(1, 4)
        from names in Name.ArrayOf(count)
        from signs in Gen.Elements(',', ',', ',', ',', ',', '!', '^', '&').ArrayOf(count)
        select string.Concat(names.Zip(signs, (name, sign) => $"{name}{sign}")).TrimEnd(',', '!', '&', '^');

    /// <summary>Distinct hosts: whole racks, in order, with some gone, with two exchanged, or shuffled.</summary>
    public static Gen<HostName[]> Hosts { get; } =
        from list in List
        let hosts = Written.Parse(list).Hosts ?? NodeSet.Empty
        from order in Gen.Frequency(
            (3, Gen.Constant(hosts.ToArray())),
            (2, Some(hosts)),
            (2, Exchanged(hosts)),
            (1, Gen.Shuffle(hosts.ToArray()))
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
        from list in List
        from at in Gen.Choose(0, list.Length - 1)
        from character in Gen.Elements("[]0-,/!^@: .{}\n".ToCharArray())
        from length in Gen.Choose(0, 1)
        select string.Concat(list.AsSpan(0, at), [character], list.AsSpan(at + length));

    private static string Range(long start, long end, int step, int width)
    {
        var first = start.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
        var last = end.ToString(CultureInfo.InvariantCulture).PadLeft(first.Length, '0');
        return start == end ? first
            : step == 1 ? $"{first}-{last}"
            : $"{first}-{last}/{step}";
    }

    private static Gen<HostName[]> Some(NodeSet hosts) =>
        Gen.Choose(0, 3).ArrayOf(hosts.Count).Select(dice => hosts.Where((_, at) => dice[at] > 0).ToArray());

    private static Gen<HostName[]> Exchanged(NodeSet hosts) =>
        from one in Gen.Choose(0, Math.Max(0, hosts.Count - 1))
        from other in Gen.Choose(0, Math.Max(0, hosts.Count - 1))
        select hosts
            .Select(
                (host, at) =>
                    at == one ? hosts[other]
                    : at == other ? hosts[one]
                    : host
            )
            .ToArray();
}
