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
