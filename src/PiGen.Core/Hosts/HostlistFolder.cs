namespace PiGen.Core.Hosts;

/// <summary>
/// Finds the names that one name with ranges can stand for. The rightmost digits vary fastest when a hostlist is
/// expanded, so neighbours that differ only there are joined first, then neighbours of the result one run of digits
/// further to the left, and so on. One pass for each run of digits: linear in the text.
/// </summary>
internal static class HostlistFolder
{
    public static List<FoldedName> Fold(IEnumerable<HostName> hosts)
    {
        var names = hosts.Select(static host => new FoldedName(host.Value)).ToList();
        while (names.Exists(static name => name.Next is not null))
        {
            names = JoinNeighbours(names);
        }
        return names;
    }

    private static List<FoldedName> JoinNeighbours(List<FoldedName> names)
    {
        var joined = new List<FoldedName>();
        for (var start = 0; start < names.Count; )
        {
            var end = start + 1;
            while (end < names.Count && names[start].IsLike(names[end]))
            {
                end++;
            }
            joined.Add(Join(names, start, end));
            start = end;
        }
        return joined;
    }

    private static FoldedName Join(List<FoldedName> names, int start, int end)
    {
        var first = names[start];
        if (end - start > 1)
            first.Fold(new(first.Next!.Value, NumbersOf(names, start, end)));
        first.MoveLeft();
        return first;
    }

    private static List<PaddedNumber> NumbersOf(List<FoldedName> names, int start, int end)
    {
        var numbers = new List<PaddedNumber>(end - start);
        for (var index = start; index < end; index++)
        {
            numbers.Add(PaddedNumber.Parse(names[index].Next!.Value.In(names[index].Name)));
        }
        return numbers;
    }
}
