using System.Globalization;
using System.Text;

namespace PiGen.Core.Hosts;

/// <summary>Writes folded names as a hostlist, with brackets where they make it shorter.</summary>
internal sealed class HostlistWriter
{
    private readonly StringBuilder _text = new();

    public static string Write(IEnumerable<FoldedName> names)
    {
        var writer = new HostlistWriter();
        foreach (var name in names)
        {
            writer.Add(name);
        }
        return writer._text.ToString();
    }

    private void Add(FoldedName name)
    {
        if (_text.Length > 0)
            _text.Append(',');
        var start = _text.Length;
        WriteInBrackets(name);
        if (name.Runs is not [var run] || _text.Length - start <= LengthOneByOne(name.Name, run))
            return;
        _text.Length = start;
        WriteOneByOne(name.Name, run);
    }

    private void WriteInBrackets(FoldedName name)
    {
        var written = 0;
        foreach (var (run, numbers) in name.Runs.Reverse())
        {
            var start = run.Start(name.Name);
            _text.Append(name.Name, written, start - written).Append('[');
            RangeWriter.Write(numbers, _text);
            _text.Append(']');
            written = start + run.Length;
        }
        _text.Append(name.Name, written, name.Name.Length - written);
    }

    private static int LengthOneByOne(string name, FoldedRun run)
    {
        var length = run.Numbers.Count - 1;
        foreach (var number in run.Numbers)
        {
            length += name.Length - run.Run.Length + number.Width;
        }
        return length;
    }

    private void WriteOneByOne(string name, FoldedRun run)
    {
        var start = run.Run.Start(name);
        for (var index = 0; index < run.Numbers.Count; index++)
        {
            _text.Append(index > 0 ? "," : "").Append(name, 0, start);
            run.Numbers[index].WriteTo(_text);
            _text.Append(name, name.Length - run.Run.FromEnd, run.Run.FromEnd);
        }
    }
}

/// <summary>Writes numbers as ranges, in their order: <c>1-4,7,10-20/2</c>.</summary>
internal static class RangeWriter
{
    public static void Write(List<PaddedNumber> numbers, StringBuilder text)
    {
        for (var start = 0; start < numbers.Count; )
        {
            if (start > 0)
                text.Append(',');
            start += WriteNext(numbers, start, text);
        }
    }

    // Gives how many numbers it wrote. Four or more at equal distances are always shorter as a range, so that no number
    // is looked at more than three times.
    private static int WriteNext(List<PaddedNumber> numbers, int start, StringBuilder text)
    {
        var step = start + 1 < numbers.Count ? numbers[start + 1].Value - numbers[start].Value : 0;
        var count = step > 0 ? CountSteps(numbers, start, step) : 1;
        numbers[start].WriteTo(text);
        if (count == 1 || step > 1 && !IsShorter(numbers, start, count, step))
            return 1;
        text.Append('-');
        numbers[start + count - 1].WriteTo(text);
        if (step > 1)
            text.Append(CultureInfo.InvariantCulture, $"/{step}");
        return count;
    }

    private static int CountSteps(List<PaddedNumber> numbers, int start, long step)
    {
        var first = numbers[start];
        var count = 1;
        for (; start + count < numbers.Count; count++)
        {
            var value = numbers[start + count - 1].Value + step;
            if (numbers[start + count] != new PaddedNumber(value, Math.Max(first.Width, PaddedNumber.WidthOf(value))))
                break;
        }
        return count;
    }

    private static bool IsShorter(List<PaddedNumber> numbers, int start, int count, long step)
    {
        var between = count - 2;
        for (var index = start + 1; index < start + count - 1; index++)
        {
            between += numbers[index].Width;
        }
        return 1 + PaddedNumber.WidthOf(step) < between;
    }
}
