using System.Text;

namespace PiGen.Cli.Reporting;

/// <summary>
/// What a manager's script tells while it works, docs/install.md: on a terminal a table of the units, in which each has
/// one row that says what is happening to it, under the lines on all else; elsewhere each line as it comes.
/// </summary>
internal sealed class DeployProgress(Terminal terminal, Paint paint)
{
    private const int MostRows = 12;
    private const int WordWidth = 10;

    // In the order in which they were first heard of.
    private readonly OrderedDictionary<string, string> _lines = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly List<string> _recent = [];
    private int _rowsShown;

    /// <param name="line"><c>VERB OBJECT</c>.</param>
    public void Take(string line)
    {
        if (!terminal.OutIsTerminal)
        {
            terminal.Out.WriteLine(line);
        }
        else if (UnitOf(line) is { } unit)
        {
            Note(unit, line);
            Show("");
        }
        else
        {
            Show(RowOf(line) + "\n");
        }
        terminal.Out.Flush();
    }

    /// <summary>Leaves a row for each unit: how it ended.</summary>
    public void Finish()
    {
        if (_lines.Count > 0)
        {
            _recent.Clear();
            Show(string.Concat(_lines.Values.Select(line => RowOf(line) + "\n")));
            _lines.Clear();
            _words.Clear();
            terminal.Out.Flush();
        }
    }

    private void Note(string unit, string line)
    {
        if (_lines.TryGetValue(unit, out var before))
        {
            _words[WordOf(before)]--;
        }
        _words[WordOf(line)] = _words.GetValueOrDefault(WordOf(line)) + 1;
        _lines[unit] = line;
        _recent.Remove(unit);
        _recent.Add(unit);
        if (_recent.Count > MostRows)
        {
            _recent.RemoveAt(0);
        }
    }

    // Over the rows that stand there (ECMA-48: CPL, ED); none is wrapped (DECAWM), or there would be more than were counted.
    private void Show(string above)
    {
        var text = new StringBuilder();
        text.Append(_rowsShown > 0 ? $"\e[{_rowsShown}F\e[J" : "").Append(above);
        string[] rows = [.. Rows()];
        if (rows.Length > 0)
        {
            text.Append("\e[?7l").AppendJoin("", rows.Select(row => row + "\n")).Append("\e[?7h");
        }
        _rowsShown = rows.Length;
        terminal.Out.Write(text);
    }

    // Those of which something was heard last; if there are others, all are counted.
    private IEnumerable<string> Rows() =>
        _lines.Count > MostRows && _recent.Count > 0
            ? _recent.Select(unit => RowOf(_lines[unit])).Prepend(Counts)
            : _recent.Select(unit => RowOf(_lines[unit]));

    private string Counts =>
        string.Join(", ", _words.Where(word => word.Value > 0).Select(word => $"{word.Value} {word.Key}"));

    private static string? UnitOf(string line) =>
        line.Split(' ')
            is ["start" or "restart" or "stop" or "enable" or "disable" or "listening" or "waiting", var unit, ..]
            ? unit
            : null;

    private static string WordOf(string line) => line[..line.IndexOf(' ')];

    private string RowOf(string line)
    {
        var blank = line.IndexOf(' ');
        return blank < 0 || line == "roll back"
            ? paint.Bold(line)
            : $"{Painted(line[..blank])}{new string(' ', Math.Max(0, WordWidth - blank))} {line[(blank + 1)..]}";
    }

    private string Painted(string word) =>
        word switch
        {
            "listening" or "create" => paint.Green(word),
            "waiting" or "update" or "restart" => paint.Yellow(word),
            "remove" or "stop" => paint.Red(word),
            _ => word,
        };
}
