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
        var range = new NumberRange(item, first, first, null);
        return first.End == item.End ? Check(range) : ParseEnd(range);
    }

    private NumberRange? ParseEnd(NumberRange range)
    {
        if (ReadBehind('-', range.Span, range.First.Length) is not { } last)
            return null;
        range = range with { Last = last };
        return last.End == range.Span.End ? Check(range) : ParseStep(range);
    }

    private NumberRange? ParseStep(NumberRange range)
    {
        if (ReadBehind('/', range.Span, range.Last.End - range.Span.Start) is not { } step)
            return null;
        return step.End == range.Span.End
            ? Check(range with { Step = step })
            : Refuse(HostlistDiagnostics.MoreThanARange(From(range.Span, step.End - range.Span.Start)));
    }

    private SourceSpan? ReadBehind(char sign, SourceSpan item, int at)
    {
        if (item.Text[at] == sign && DigitsAt(item, at + 1) is { Length: > 0 } digits)
            return digits;
        Refuse(
            item.Text[at] == sign
                ? HostlistDiagnostics.HalfRange(item.Slice(at, 1))
                : HostlistDiagnostics.MoreThanARange(From(item, at))
        );
        return null;
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
        var rest = From(item, start);
        var length = rest.Text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? rest : rest.Slice(0, length);
    }

    private static SourceSpan From(SourceSpan item, int start) => item.Slice(start, item.Length - start);
}
