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
