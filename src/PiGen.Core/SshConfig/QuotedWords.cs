using System.Collections.Immutable;
using System.Text;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>Splits what follows a keyword into words as OpenSSH's argv_split does: quotes of both kinds, few escapes, '#' ends the line.</summary>
internal static class QuotedWords
{
    /// <summary>The words; <c>default</c> where a quote is never closed, which ssh refuses.</summary>
    public static ImmutableArray<ConfigWord> Of(SourceSpan arguments)
    {
        var words = ImmutableArray.CreateBuilder<ConfigWord>(1);
        var text = arguments.Text;
        for (var at = SkipBlanks(text, 0); at < text.Length && text[at] != '#'; at = SkipBlanks(text, at))
        {
            var start = at;
            if (!TryRead(text, ref at, out var value))
            {
                return default;
            }
            words.Add(new(value, arguments.Slice(start, at - start)));
        }
        return words.DrainToImmutable();
    }

    private static int SkipBlanks(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && text[from] is ' ' or '\t')
        {
            from++;
        }
        return from;
    }

    private static bool TryRead(ReadOnlySpan<char> text, ref int at, out string value)
    {
        var plain = text[at..].IndexOfAny(" \t\\\"'");
        var end = plain < 0 ? text.Length : at + plain;
        if (end == text.Length || text[end] is ' ' or '\t')
        {
            value = text[at..end].ToString();
            at = end;
            return true;
        }
        return TryReadQuoted(text, ref at, out value);
    }

    private static bool TryReadQuoted(ReadOnlySpan<char> text, ref int at, out string value)
    {
        var word = new StringBuilder();
        var quote = '\0';
        for (; at < text.Length && (quote != '\0' || text[at] is not (' ' or '\t')); at++)
        {
            if (IsEscape(text, at, quote))
            {
                word.Append(text[++at]);
            }
            else if (quote == '\0' ? text[at] is '"' or '\'' : text[at] == quote)
            {
                quote = quote == '\0' ? text[at] : '\0';
            }
            else
            {
                word.Append(text[at]);
            }
        }
        value = word.ToString();
        return quote == '\0';
    }

    private static bool IsEscape(ReadOnlySpan<char> text, int at, char quote) =>
        text[at] == '\\'
        && at + 1 < text.Length
        && (text[at + 1] is '\'' or '"' or '\\' || (quote == '\0' && text[at + 1] == ' '));
}

/// <summary>A word after a keyword: as ssh reads it, and where it stands with its quotes.</summary>
public readonly record struct ConfigWord(string Value, SourceSpan Span);

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
