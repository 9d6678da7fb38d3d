using System.Text;

namespace PiGen.Lab.Tests;

/// <summary>
/// Reads command lines as systemd.syntax(7) and systemd.service(5) describe them, written from these pages and not from
/// what escapes: for machines on which no systemd runs that could be asked.
/// </summary>
internal sealed class UnitReader
{
    private readonly string _line;
    private int _at;

    private UnitReader(string line) => _line = line;

    /// <summary>The words of every command of a directive, in order.</summary>
    public static string[][] Commands(string unit, string directive) =>
        [
            .. LogicalLines(unit)
                .Where(line => line.StartsWith(directive + "=", StringComparison.Ordinal))
                .Select(line => Words(line[(directive.Length + 1)..]).Select(Expanded).ToArray()),
        ];

    private static IEnumerable<string> LogicalLines(string unit)
    {
        var whole = new StringBuilder();
        foreach (var line in unit.Split('\n').Where(line => line.TrimStart(' ', '\t') is not ['#' or ';', ..]))
        {
            whole.Append(line.TrimStart(' ', '\t'));
            if (line.Reverse().TakeWhile(c => c == '\\').Count() % 2 == 1)
            {
                whole[^1] = ' ';
                continue;
            }
            yield return whole.ToString();
            whole.Clear();
        }
    }

    private static List<string> Words(string line)
    {
        var reader = new UnitReader(line);
        var words = new List<string>();
        for (reader.SkipBlanks(); reader._at < line.Length; reader.SkipBlanks())
        {
            words.Add(reader.Word());
        }
        return words;
    }

    private void SkipBlanks() => _at += _line[_at..].Length - _line[_at..].TrimStart(' ', '\t').Length;

    private string Word()
    {
        var (word, quote, start) = (new StringBuilder(), '\0', _at);
        for (; _at < _line.Length && (quote != '\0' || _line[_at] is not (' ' or '\t')); _at++)
        {
            var c = _line[_at];
            if (c == '\\')
            {
                word.Append(Escaped());
            }
            else if (quote == '\0' ? c is '"' or '\'' : c == quote)
            {
                quote = quote == '\0' ? c : '\0';
            }
            else
            {
                word.Append(c);
            }
        }
        return quote == '\0' && _line[start.._at] != ";"
            ? word.ToString()
            : throw new FormatException($"an open quote or a second command: {_line}");
    }

    private char Escaped()
    {
        var c = _line[++_at];
        if (c == 'x')
        {
            _at += 2;
            return (char)Convert.ToByte(_line[(_at - 1)..(_at + 1)], 16);
        }
        const string Names = "abfnrtvs\\\"'";
        const string Characters = "\a\b\f\n\r\t\v \\\"'";
        return Characters[Names.IndexOf(c, StringComparison.Ordinal)];
    }

    private static string Expanded(string word)
    {
        var expanded = new StringBuilder();
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] is '%' or '$' && word[i] != word[Math.Min(++i, word.Length - 1)])
            {
                throw new FormatException($"a specifier or a variable: {word}");
            }
            expanded.Append(word[i]);
        }
        return expanded.ToString();
    }
}
