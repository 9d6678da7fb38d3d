using System.Buffers;
using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>Reads <c>1-4,7,10-20/2</c>: what stands in a bracket of a hostlist, or is a list of ports by itself.</summary>
internal sealed class RangeListParser(Mistakes mistakes)
{
    private static readonly SearchValues<char> KnownOrBlank = SearchValues.Create("0123456789-/" + Blank.Characters);

    /// <summary>The ranges in the order written, or null when there were mistakes.</summary>
    public ImmutableArray<NumberRange>? Parse(SourceSpan list)
    {
        var before = mistakes.Count;
        var ranges = ImmutableArray.CreateBuilder<NumberRange>();
        for (var start = 0; start <= list.Length && !mistakes.IsFull; )
        {
            var length = list.Text[start..].IndexOf(',');
            var end = length < 0 ? list.Length : start + length;
            if (ParseItem(list, start, end) is { } range)
                ranges.Add(range);
            start = end + 1;
        }
        return mistakes.Count == before ? ranges.DrainToImmutable() : null;
    }

    private NumberRange? ParseItem(SourceSpan list, int start, int end)
    {
        var item = Blank.Trim(list.Slice(start, end - start));
        if (item.Length > 0)
            return ParseRange(item);
        mistakes.Add(HostlistDiagnostics.MissingNumber(list.Slice(end < list.Length ? end : start - 1, 1)));
        return null;
    }

    private NumberRange? ParseRange(SourceSpan item)
    {
        if (FindForeign(item) is { } foreign)
            return Refuse(foreign);
        var first = DigitsAt(item, 0);
        if (first.Length == 0)
            return Refuse(HostlistDiagnostics.HalfRange(item.Slice(0, 1)));
        if (first.Length == item.Length)
            return Check(new(item, first, first, null));
        if (item.Text[first.Length] != '-')
            return Refuse(HostlistDiagnostics.MoreThanARange(item.Slice(first.Length, item.Length - first.Length)));
        var last = DigitsAt(item, first.Length + 1);
        return last.Length == 0
            ? Refuse(HostlistDiagnostics.HalfRange(item.Slice(first.Length, 1)))
            : ParseStep(new(item, first, last, null));
    }

    private NumberRange? ParseStep(NumberRange range)
    {
        var item = range.Span;
        var at = range.Last.End - item.Start;
        if (at == item.Length)
            return Check(range);
        var step = DigitsAt(item, at + 1);
        if (item.Text[at] != '/' || step.End < item.End && step.Length > 0)
        {
            var rest = item.Text[at] != '/' ? at : step.End - item.Start;
            return Refuse(HostlistDiagnostics.MoreThanARange(item.Slice(rest, item.Length - rest)));
        }
        return step.Length == 0
            ? Refuse(HostlistDiagnostics.HalfRange(item.Slice(at, 1)))
            : Check(range with { Step = step });
    }

    private NumberRange? Check(NumberRange range)
    {
        foreach (var number in (ReadOnlySpan<SourceSpan>)[range.First, range.Last, range.Step ?? range.First])
        {
            if (number.Length > HostName.LongestLabel)
                return Refuse(HostlistDiagnostics.NumberTooLong(number));
        }
        if (HasTwoWidths(range))
            return Refuse(HostlistDiagnostics.TwoWidths(range));
        if (NumberRange.CompareDigits(range.First.Text, range.Last.Text) > 0)
            return Refuse(HostlistDiagnostics.StartAboveEnd(range));
        if (range.Step is { } step && step.Text.TrimStart('0').IsEmpty)
            return Refuse(HostlistDiagnostics.StepZero(step));
        return range.Measured();
    }

    private NumberRange? Refuse(Diagnostic diagnostic)
    {
        mistakes.Add(diagnostic);
        return null;
    }

    // The start alone pads, so 01-100 is fine; an end that is padded too has to agree.
    private static bool HasTwoWidths(NumberRange range) =>
        range.Last is { Length: > 1 } last && last.Text[0] == '0' && last.Length != range.First.Length;

    private static Diagnostic? FindForeign(SourceSpan item)
    {
        var start = item.Text.IndexOfAnyExcept(KnownOrBlank);
        if (start >= 0)
            return HostlistDiagnostics.NotANumber(
                item.Slice(start, item.Text.LastIndexOfAnyExcept(KnownOrBlank) + 1 - start)
            );
        var blank = item.Text.IndexOfAny(Blank.Characters);
        return blank < 0
            ? null
            : HostlistDiagnostics.BlankInside(item.Slice(blank, item.Text[blank..].IndexOfAnyExcept(Blank.Characters)));
    }

    private static SourceSpan DigitsAt(SourceSpan item, int start)
    {
        if (start >= item.Length)
            return item.Slice(item.Length, 0);
        var length = item.Text[start..].IndexOfAnyExceptInRange('0', '9');
        return item.Slice(start, length < 0 ? item.Length - start : length);
    }
}
