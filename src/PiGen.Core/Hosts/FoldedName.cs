namespace PiGen.Core.Hosts;

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
