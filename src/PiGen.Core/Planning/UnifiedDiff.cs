using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace PiGen.Core.Planning;

/// <summary>What a line of a unified diff is.</summary>
public enum DiffLineKind
{
    /// <summary>One of the two that name the files, or the sentence about what has no lines.</summary>
    Title,

    /// <summary><c>@@ -1,3 +1,4 @@</c>.</summary>
    Place,
    Common,
    Removed,
    Added,

    /// <summary><c>\ No newline at end of file</c>.</summary>
    Note,
}

/// <summary>One line of a unified diff, its sign included; it ends in a newline when printed, and holds none.</summary>
public sealed record DiffLine(DiffLineKind Kind, string Text);

/// <summary>How one text becomes another, as <c>diff -u</c> writes it and patch(1) reads it.</summary>
public static class UnifiedDiff
{
    /// <param name="path">The file's name on both sides, absolute or not.</param>
    /// <param name="old">Its bytes before; null for no file.</param>
    /// <param name="new">Its bytes after; null for no file.</param>
    /// <returns>No line if there is no difference.</returns>
    public static ImmutableArray<DiffLine> Between(string path, ReadOnlyMemory<byte>? old, ReadOnlyMemory<byte>? @new)
    {
        if (old is { } left && @new is { } right && left.Span.SequenceEqual(right.Span))
        {
            return [];
        }
        var (from, to) = (NameOf("a", path, old), NameOf("b", path, @new));
        return IsText(old) && IsText(@new)
            ?
            [
                new(DiffLineKind.Title, $"--- {Ended(from)}"),
                new(DiffLineKind.Title, $"+++ {Ended(to)}"),
                .. DiffHunks.Between(LinesOf(old), LinesOf(@new)),
            ]
            : [new(DiffLineKind.Title, $"Binary files {from} and {to} differ")];
    }

    private static string NameOf(string side, string path, ReadOnlyMemory<byte>? bytes) =>
        bytes is null ? "/dev/null" : $"{side}/{path.TrimStart('/')}";

    // To patch(1), a name ends at a blank unless a tab follows.
    private static string Ended(string name) => name.Contains(' ') ? name + '\t' : name;

    private static bool IsText(ReadOnlyMemory<byte>? bytes) =>
        bytes is not { } some || (!some.Span.Contains((byte)0) && Utf8.IsValid(some.Span));

    // With its newline, so that a last line without one is another line.
    private static string[] LinesOf(ReadOnlyMemory<byte>? bytes)
    {
        var text = Encoding.UTF8.GetString((bytes ?? default).Span);
        var lines = new List<string>();
        for (var start = 0; start < text.Length; )
        {
            var end = text.IndexOf('\n', start) is >= 0 and var at ? at + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }
        return [.. lines];
    }
}
