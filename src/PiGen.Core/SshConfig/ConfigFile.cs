using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>A person's ssh_config, line by line, with every byte of it.</summary>
public sealed class ConfigFile
{
    private ConfigFile(SourceText text)
    {
        Text = text;
        Lines = [.. LinesOf(text).Select(ConfigLine.Parse)];
    }

    public SourceText Text { get; }

    /// <summary>All lines; together they are the text.</summary>
    public ImmutableArray<ConfigLine> Lines { get; }

    /// <summary>The lines that say something to ssh.</summary>
    public IEnumerable<ConfigLine> Directives => Lines.Where(line => line.HasKeyword);

    /// <summary>What ends the first line; a line feed where there is none.</summary>
    public string LineEnding => Lines is [var first, ..] && first.Span.Text.EndsWith("\r\n") ? "\r\n" : "\n";

    /// <param name="name">The path that the person knows it by.</param>
    public static ConfigFile Parse(string name, ReadOnlySpan<byte> bytes) =>
        new(new SourceText(name, LosslessUtf8.Decode(bytes)));

    /// <summary>The very bytes that it was parsed from.</summary>
    public byte[] ToBytes() => LosslessUtf8.Encode(Text.Content);

    /// <summary>The bytes without some of the lines, after further text.</summary>
    internal byte[] ToBytes(string before, IReadOnlySet<ConfigLine> without)
    {
        var text = new StringBuilder(before, before.Length + Text.Content.Length);
        foreach (var line in Lines)
        {
            if (!without.Contains(line))
            {
                text.Append(line.Span.Text);
            }
        }
        return LosslessUtf8.Encode(text.ToString());
    }

    private static IEnumerable<SourceSpan> LinesOf(SourceText text)
    {
        for (var start = 0; start < text.Content.Length; )
        {
            var end = text.Content.IndexOf('\n', start) is >= 0 and var at ? at + 1 : text.Content.Length;
            yield return text.Span(start, end - start);
            start = end;
        }
    }
}

/// <summary>A line of a person's ssh_config; a blank one and a comment have no keyword.</summary>
public sealed class ConfigLine
{
    private const string TrailingBlanks = " \t\r\n\f";

    private ConfigLine(SourceSpan span) => Span = span;

    /// <summary>All of it, with its line ending.</summary>
    public SourceSpan Span { get; }

    /// <summary>In lower case, as ssh compares it; empty where there is none.</summary>
    public string Keyword { get; private init; } = "";

    /// <summary>The keyword as it is written.</summary>
    public SourceSpan KeywordSpan { get; private init; }

    /// <summary>What follows the keyword, without the blanks round it.</summary>
    public SourceSpan Rest { get; private init; }

    /// <summary>What follows the keyword, word by word; empty where ssh refuses the line.</summary>
    public ImmutableArray<ConfigWord> Words { get; private init; } = [];

    /// <summary>Whether ssh refuses it, and the whole file with it: nothing after the keyword, or a quote that is never closed.</summary>
    public bool IsBroken { get; private init; }

    public bool HasKeyword => Keyword.Length > 0;

    /// <summary>From the keyword to the last word.</summary>
    public SourceSpan Directive => Span.Source.Span(KeywordSpan.Start, Rest.End - KeywordSpan.Start);

    /// <summary>The line, without its ending and the blanks round it.</summary>
    public SourceSpan Content
    {
        get
        {
            var text = Span.Text.TrimStart(TrailingBlanks);
            return Span.Slice(Span.Length - text.Length, text.TrimEnd(TrailingBlanks).Length);
        }
    }

    internal ReadOnlySpan<char> Trimmed => Content.Text;

    internal static ConfigLine Parse(SourceSpan line)
    {
        // ssh reads lines as C strings: what follows a NUL is not seen.
        var nul = line.Text.IndexOf('\0');
        var text = (nul < 0 ? line.Text : line.Text[..nul]).TrimEnd(TrailingBlanks);
        var words = new DelimitedWords(text, 0);
        return TryTakeKeyword(ref words, out var keyword, out var from, out var to)
            ? Parse(line, keyword, line.Slice(from, to - from), RestOf(line, text, words.At))
            : new(line);
    }

    private static ConfigLine Parse(SourceSpan line, string keyword, SourceSpan keywordSpan, SourceSpan rest)
    {
        // ssh splits the conditions of Match in another way, and later.
        var words = rest.Length == 0 ? default : QuotedWords.Of(rest);
        return new(line)
        {
            Keyword = keyword.ToLowerInvariant(),
            KeywordSpan = keywordSpan,
            Rest = rest,
            Words = words.IsDefault ? [] : words,
            IsBroken = words.IsDefault,
        };
    }

    private static bool TryTakeKeyword(ref DelimitedWords words, out string keyword, out int from, out int to)
    {
        var isThere = words.TryTake(out keyword, out from, out to);
        if (isThere && keyword.Length == 0)
        {
            isThere = words.TryTake(out keyword, out from, out to);
        }
        return isThere && keyword is not ("" or ['#', ..]);
    }

    private static SourceSpan RestOf(SourceSpan line, ReadOnlySpan<char> text, int at)
    {
        var start = at < 0 ? text.Length : DelimitedWords.SkipBlanks(text, at);
        return line.Slice(start, text.Length - start);
    }
}

/// <summary>
/// UTF-8 of which every byte survives: one that belongs to no character is read as a lone surrogate of its own, U+DC80 to
/// U+DCFF, and written again as that byte.
/// </summary>
internal static class LosslessUtf8
{
    private const char FirstForeign = '\uDC00';

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                length = 1;
                text.Append((char)(FirstForeign + bytes[0]));
            }
            bytes = bytes[length..];
        }
        return text.ToString();
    }

    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1, text.Length));
        while (!text.IsEmpty)
        {
            var length = LengthWithoutForeign(text);
            Encoding.UTF8.GetBytes(text[..length], bytes);
            text = text[length..];
            if (!text.IsEmpty)
            {
                bytes.Write([(byte)(text[0] - FirstForeign)]);
                text = text[1..];
            }
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Whether a text holds bytes that are no UTF-8, which no other program can be told of.</summary>
    public static bool HoldsForeignBytes(ReadOnlySpan<char> text) => LengthWithoutForeign(text) < text.Length;

    private static int LengthWithoutForeign(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]))
            {
                at++;
            }
            else if (char.IsLowSurrogate(text[at]))
            {
                return at;
            }
        }
        return text.Length;
    }
}
