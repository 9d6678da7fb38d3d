using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace PiGen.Testing;

/// <summary>A fenced block of a document under docs/, as a reader sees it.</summary>
/// <param name="Heading">The nearest heading above it, without its marks.</param>
/// <param name="Language">The first word after the fence; empty if there is none.</param>
/// <param name="Note">What follows that word: the name of the file that the block shows, or how to run it.</param>
public sealed record CodeBlock(string Heading, string Language, string Note, string Text)
{
    private const string Fence = "```";

    /// <summary>All blocks of a document, in order.</summary>
    public static ImmutableArray<CodeBlock> In(string document, [CallerFilePath] string testFile = "")
    {
        var blocks = ImmutableArray.CreateBuilder<CodeBlock>();
        var heading = "";
        using var lines = File.ReadLines(PathOf(document, testFile)).GetEnumerator();
        while (lines.MoveNext())
        {
            var line = lines.Current;
            if (line.StartsWith('#'))
            {
                heading = line.TrimStart('#').Trim();
            }
            else if (line.TrimStart(' ').StartsWith(Fence, StringComparison.Ordinal))
            {
                // One that belongs to an item of a list is indented as a whole.
                var indent = line.IndexOf('`');
                var (language, note) = Words(line[(indent + Fence.Length)..]);
                blocks.Add(new(heading, language, note, TextOf(lines, indent)));
            }
        }
        return blocks.ToImmutable();
    }

    /// <summary>A document, whole.</summary>
    public static string TextOf(string document, [CallerFilePath] string testFile = "") =>
        File.ReadAllText(PathOf(document, testFile));

    private static string PathOf(string document, string testFile) =>
        Path.Combine(Path.GetDirectoryName(testFile)!, "../../docs", document);

    private static (string Language, string Note) Words(string opening)
    {
        var words = opening.Split(' ', 2);
        return (words[0], words.Length > 1 ? words[1].Trim() : "");
    }

    private static string TextOf(IEnumerator<string> lines, int indent)
    {
        var text = new List<string>();
        while (lines.MoveNext() && lines.Current.Trim() != Fence)
        {
            text.Add(lines.Current[Math.Min(indent, lines.Current.Length)..] + "\n");
        }
        return string.Concat(text);
    }
}
