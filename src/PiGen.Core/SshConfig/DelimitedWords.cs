namespace PiGen.Core.SshConfig;

/// <summary>
/// Takes words off a line as OpenSSH's strdelim does: blanks or one '=' stand between, and a double quote anywhere in a
/// word makes it end at the next one. Keywords and the conditions of Match are read so.
/// </summary>
internal ref struct DelimitedWords(ReadOnlySpan<char> text, int start)
{
    private const string Blanks = " \t\r\n";
    private const int Exhausted = -1;

    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>Where the next word begins; negative after the last.</summary>
    public int At { get; private set; } = start;

    /// <summary>The next word with its place; false at the end, and where a quote is never closed.</summary>
    public bool TryTake(out string word, out int from, out int to)
    {
        (word, from, to) = ("", At, At);
        if (At == Exhausted)
        {
            return false;
        }
        var length = _text[At..].IndexOfAny(Blanks + "\"=");
        if (length < 0)
        {
            to = _text.Length;
            word = _text[from..].ToString();
            At = Exhausted;
            return true;
        }
        to = from + length;
        return _text[to] == '"' ? TryTakeQuoted(ref word, from, ref to) : TakePlain(ref word, from, to);
    }

    public static int SkipBlanks(ReadOnlySpan<char> text, int from)
    {
        var rest = text[from..].IndexOfAnyExcept(Blanks);
        return rest < 0 ? text.Length : from + rest;
    }

    private bool TryTakeQuoted(ref string word, int from, ref int to)
    {
        var length = _text[(to + 1)..].IndexOf('"');
        if (length < 0)
        {
            At = Exhausted;
            return false;
        }
        word = string.Concat(_text[from..to], _text.Slice(to + 1, length));
        to += length + 2;
        At = SkipBlanks(_text, to);
        return true;
    }

    private bool TakePlain(ref string word, int from, int to)
    {
        word = _text[from..to].ToString();
        At = SkipBlanks(_text, to + 1);
        if (_text[to] != '=' && At < _text.Length && _text[At] == '=')
        {
            At = SkipBlanks(_text, At + 1);
        }
        return true;
    }
}
