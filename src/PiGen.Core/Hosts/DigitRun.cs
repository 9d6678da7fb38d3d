namespace PiGen.Core.Hosts;

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
