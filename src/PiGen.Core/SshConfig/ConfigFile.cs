using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>A person's ssh_config, line by line, with every byte of it.</summary>
public sealed class ConfigFile
{
    private readonly Encoding _encoding;

    private ConfigFile(SourceText text, Encoding encoding)
    {
        Text = text;
        _encoding = encoding;
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
    public static ConfigFile Parse(string name, ReadOnlySpan<byte> bytes)
    {
        // A file that is not UTF-8 is read as Latin-1, of which every byte is a character, so that it can be written again.
        var encoding = Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1;
        return new(new SourceText(name, encoding.GetString(bytes)), encoding);
    }

    /// <summary>The very bytes that it was parsed from.</summary>
    public byte[] ToBytes() => _encoding.GetBytes(Text.Content);

    /// <summary>The bytes without some of the lines, after further text.</summary>
    internal byte[] ToBytes(string before, IReadOnlySet<ConfigLine> without)
    {
        var text = new StringBuilder(Text.Content.Length);
        foreach (var line in Lines)
        {
            if (!without.Contains(line))
            {
                text.Append(line.Span.Text);
            }
        }
        return [.. Encoding.UTF8.GetBytes(before), .. _encoding.GetBytes(text.ToString())];
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
