using System.Collections.Immutable;
using System.Globalization;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Ssh;

/// <summary>Puts the lines of many answers together again.</summary>
internal sealed class AnswerLines(int count)
{
    private const string Begin = "pigen begin";
    private const string End = "pigen answer ";

    private readonly SshAnswer?[] _answers = new SshAnswer?[count];
    private readonly List<string> _lines = [];

    public void Take(string line)
    {
        if (line == Begin)
        {
            _lines.Clear();
            return;
        }
        if (!line.StartsWith(End, StringComparison.Ordinal))
        {
            _lines.Add(line);
            return;
        }
        var words = line[End.Length..].Split(' ', 3);
        var settings = _lines.Where(one => one.Length > 0).Select(one => one + "\n");
        if (
            words.Length == 3
            && TryNumber(words[0]) is { } number
            && TryNumber(words[1]) is { } code
            && number < _answers.Length
        )
        {
            _answers[number] = new(code, string.Concat(settings), words[2]);
        }
        _lines.Clear();
    }

    /// <summary>Null if one is missing.</summary>
    public ImmutableArray<SshAnswer>? All() => _answers.Contains(null) ? null : [.. _answers.OfType<SshAnswer>()];

    private static int? TryNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
