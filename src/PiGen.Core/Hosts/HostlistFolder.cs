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

/// <summary>Digits of a name and the numbers that stand there instead, two or more.</summary>
internal sealed record FoldedRun(DigitRun Run, List<PaddedNumber> Numbers);

/// <summary>Hosts whose names are alike but for numbers: the first one's name, and the numbers of some of its digits.</summary>
internal sealed class FoldedName(string name)
{
    private readonly List<FoldedRun> _runs = [];

    public string Name { get; } = name;

    /// <summary>From right to left: the rightmost varies fastest.</summary>
    public IReadOnlyList<FoldedRun> Runs => _runs;

    /// <summary>The digits that may vary next, to the left of all that were offered before, or null.</summary>
    public DigitRun? Next { get; private set; } = DigitRun.Before(name, 0);

    public void MoveLeft() => Next = Next is { } run ? DigitRun.Before(Name, run.FromEnd + run.Length) : null;

    public void Fold(FoldedRun run) => _runs.Add(run);

    /// <summary>Whether both stand for the same names but for the digits that may vary next.</summary>
    public bool IsLike(FoldedName other)
    {
        if (Next is not { } run || other.Next is not { } otherRun || run.FromEnd != otherRun.FromEnd)
            return false;
        return Name.AsSpan(0, run.Start(Name)).SequenceEqual(other.Name.AsSpan(0, otherRun.Start(other.Name)))
            && Name.AsSpan(Name.Length - run.FromEnd).SequenceEqual(other.Name.AsSpan(other.Name.Length - run.FromEnd))
            && HaveSameNumbers(_runs, other._runs);
    }

    private static bool HaveSameNumbers(List<FoldedRun> left, List<FoldedRun> right)
    {
        if (left.Count != right.Count)
            return false;
        for (var index = 0; index < left.Count; index++)
        {
            if (left[index].Run != right[index].Run || !left[index].Numbers.SequenceEqual(right[index].Numbers))
                return false;
        }
        return true;
    }
}

/// <summary>Where digits stand in a name, counted from its end: names that end alike then agree on it.</summary>
internal readonly record struct DigitRun(int FromEnd, int Length)
{
    public ReadOnlySpan<char> In(string name) => name.AsSpan(Start(name), Length);

    public int Start(string name) => name.Length - FromEnd - Length;

    /// <summary>The next digits to the left of the last <paramref name="fromEnd"/> characters, or null.</summary>
    public static DigitRun? Before(string name, int fromEnd)
    {
        var rest = name.AsSpan(0, name.Length - fromEnd);
        var end = rest.LastIndexOfAnyInRange('0', '9') + 1;
        if (end == 0)
            return null;
        var start = rest[..end].LastIndexOfAnyExceptInRange('0', '9') + 1;
        var length = Math.Min(end - start, PaddedNumber.LongestWidth);
        return new(name.Length - end, length);
    }
}
