using System.Collections.Immutable;
using System.Text;
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
