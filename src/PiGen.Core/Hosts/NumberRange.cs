using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>Numbers as a person writes them, <c>N</c>, <c>N-M</c> or <c>N-M/STEP</c>; the width of N pads them all.</summary>
/// <param name="Span">All of it.</param>
/// <param name="First">The digits of N.</param>
/// <param name="Last">The digits of M, or of N.</param>
/// <param name="Step">The digits of STEP, or of none.</param>
internal sealed record NumberRange(SourceSpan Span, SourceSpan First, SourceSpan Last, SourceSpan? Step)
{
    // Longer numbers are rare, and pay for BigInteger and the load of its assembly.
    private bool IsSmall =>
        First.Length <= PaddedNumber.LongestWidth
        && Last.Length <= PaddedNumber.LongestWidth
        && Step.GetValueOrDefault().Length <= PaddedNumber.LongestWidth;

    /// <summary>How many numbers it stands for; <see cref="long.MaxValue"/> when there are more.</summary>
    public long Count { get; init; }

    /// <summary>The digits of the greatest number that it stands for.</summary>
    public int Longest { get; init; }

    /// <summary>Start not above end and step not zero are the parser's to have checked.</summary>
    public NumberRange Measured() =>
        Last == First ? this with { Count = 1, Longest = First.Length }
        : IsSmall ? MeasuredSmall()
        : MeasuredBig();

    public static int CompareDigits(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length - right.Length : left.SequenceCompareTo(right);
    }

    private NumberRange MeasuredSmall()
    {
        var first = ParseLong(First);
        var step = Step is { } written ? ParseLong(written) : 1;
        var turns = (ParseLong(Last) - first) / step;
        return this with
        {
            Count = turns + 1,
            Longest = Math.Max(First.Length, PaddedNumber.WidthOf(first + turns * step)),
        };
    }

    private NumberRange MeasuredBig()
    {
        var first = ParseBig(First);
        var step = Step is { } written ? ParseBig(written) : BigInteger.One;
        var turns = (ParseBig(Last) - first) / step;
        var greatest = (first + turns * step).ToString(CultureInfo.InvariantCulture);
        return this with
        {
            Count = turns < long.MaxValue ? (long)turns + 1 : long.MaxValue,
            Longest = Math.Max(First.Length, greatest.Length),
        };
    }

    private static long ParseLong(SourceSpan digits) =>
        long.Parse(digits.Text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static BigInteger ParseBig(SourceSpan digits) =>
        BigInteger.Parse(digits.Text, NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>A number as it stands in a name: its value, and how many digits it was written with.</summary>
internal readonly record struct PaddedNumber(long Value, int Width)
{
    /// <summary>As many digits as surely fit a long; what stands before them is a number of its own.</summary>
    public const int LongestWidth = 18;

    public static PaddedNumber Parse(ReadOnlySpan<char> digits) =>
        new(long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), digits.Length);

    /// <summary>How many digits a number has that is not padded.</summary>
    public static int WidthOf(long value)
    {
        var width = 1;
        for (; value >= 10; value /= 10)
        {
            width++;
        }
        return width;
    }

    public void WriteTo(StringBuilder text)
    {
        Span<char> digits = stackalloc char[LongestWidth];
        var rest = Value;
        for (var at = Width - 1; at >= 0; at--)
        {
            (rest, var digit) = Math.DivRem(rest, 10);
            digits[at] = (char)('0' + digit);
        }
        text.Append(digits[..Width]);
    }
}

/// <summary>Plain numbers written as in a hostlist's bracket, without the bracket: <c>80,443,8000-8002</c>.</summary>
public static class NumberList
{
    /// <summary>
    /// The distinct numbers in the order written, each from <paramref name="min"/> to <paramref name="max"/>
    /// (neither below 0, max below <see cref="int.MaxValue"/>); null after a mistake, of which <paramref name="diagnostics"/> then has one or more.
    /// </summary>
    public static ImmutableArray<int>? Parse(SourceSpan span, int min, int max, DiagnosticBag diagnostics)
    {
        var mistakes = new Mistakes(diagnostics);
        if (Blank.Trim(span).Length == 0)
            mistakes.Add(HostlistDiagnostics.NoNumber(span));
        else if (new RangeListParser(mistakes).Parse(span) is { } ranges)
            return Expand(ranges, min, max, mistakes);
        return null;
    }

    private static ImmutableArray<int>? Expand(ImmutableArray<NumberRange> ranges, int min, int max, Mistakes mistakes)
    {
        foreach (var range in ranges)
        {
            CheckBounds(range, min, max, mistakes);
        }
        if (mistakes.Count == 0)
            CheckCount(ranges, mistakes);
        return mistakes.Count == 0 ? [.. ranges.SelectMany(Numbers).Distinct()] : null;
    }

    private static void CheckBounds(NumberRange range, int min, int max, Mistakes mistakes)
    {
        if (!IsBetween(range.First, min, max))
            mistakes.Add(HostlistDiagnostics.NumberOutOfBounds(range.First, min, max));
        if (range.Last != range.First && !IsBetween(range.Last, min, max))
            mistakes.Add(HostlistDiagnostics.NumberOutOfBounds(range.Last, min, max));
    }

    private static void CheckCount(ImmutableArray<NumberRange> ranges, Mistakes mistakes)
    {
        var written = 0L;
        foreach (var range in ranges)
        {
            written = Saturating.Add(written, range.Count);
            if (written <= HostlistLimits.Hosts)
                continue;
            mistakes.Add(HostlistDiagnostics.TooManyNumbers(range.Span));
            return;
        }
    }

    private static bool IsBetween(SourceSpan digits, int min, int max) =>
        ParseOrMax(digits) is var number && number >= min && number <= max;

    private static IEnumerable<int> Numbers(NumberRange range)
    {
        var first = ParseOrMax(range.First);
        // A step too great for an int is never taken: the range then has one number.
        var step = range.Step is { } written ? ParseOrMax(written) : 1;
        for (var turn = 0; turn < range.Count; turn++)
        {
            yield return first + turn * step;
        }
    }

    private static int ParseOrMax(SourceSpan digits) =>
        int.TryParse(digits.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : int.MaxValue;
}
