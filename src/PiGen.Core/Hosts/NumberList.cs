using System.Collections.Immutable;
using System.Globalization;
using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

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
