using System.Collections.Immutable;
using System.Globalization;
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

/// <summary>The changed lines of a text with three common ones around: POSIX diff, Diff -u Output Format.</summary>
internal sealed class DiffHunks
{
    private const int Context = 3;

    private readonly List<DiffLine> _script = [];
    private readonly List<(int Old, int New)> _places = [];

    private DiffHunks(string[] old, string[] @new)
    {
        var edits = LineEdits.Between(old, @new);
        for (var (i, j) = (0, 0); i < old.Length || j < @new.Length; )
        {
            _places.Add((i, j));
            if (i < old.Length && edits.IsRemoved[i])
            {
                _script.Add(new(DiffLineKind.Removed, "-" + old[i++]));
            }
            else if (j < @new.Length && edits.IsAdded[j])
            {
                _script.Add(new(DiffLineKind.Added, "+" + @new[j++]));
            }
            else
            {
                _script.Add(new(DiffLineKind.Common, " " + old[i++]));
                j++;
            }
        }
    }

    /// <param name="old">Its lines, each with the newline that ends it.</param>
    /// <param name="new">Its lines, each with the newline that ends it.</param>
    public static IEnumerable<DiffLine> Between(string[] old, string[] @new)
    {
        var hunks = new DiffHunks(old, @new);
        return hunks.Ranges().SelectMany(range => hunks.Hunk(range.Start, range.End));
    }

    private IEnumerable<(int Start, int End)> Ranges()
    {
        var start = -1;
        var end = -1;
        for (var i = 0; i < _script.Count; i++)
        {
            if (_script[i].Kind == DiffLineKind.Common)
            {
                continue;
            }
            if (start >= 0 && i - end > 2 * Context)
            {
                yield return (start, end + Context);
                start = -1;
            }
            start = start < 0 ? Math.Max(0, i - Context) : start;
            end = i + 1;
        }
        if (start >= 0)
        {
            yield return (start, Math.Min(_script.Count, end + Context));
        }
    }

    private IEnumerable<DiffLine> Hunk(int start, int end)
    {
        var lines = _script.GetRange(start, end - start);
        var (oldStart, newStart) = _places[start];
        var old = Extent(oldStart, lines.Count(line => line.Kind != DiffLineKind.Added));
        var @new = Extent(newStart, lines.Count(line => line.Kind != DiffLineKind.Removed));
        return lines.SelectMany(Printed).Prepend(new(DiffLineKind.Place, $"@@ -{old} +{@new} @@"));
    }

    // An extent of no lines is named by the line before it.
    private static string Extent(int start, int count) =>
        count == 1
            ? (start + 1).ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static IEnumerable<DiffLine> Printed(DiffLine line) =>
        line.Text.EndsWith('\n')
            ? [line with { Text = line.Text[..^1] }]
            : [line, new(DiffLineKind.Note, @"\ No newline at end of file")];
}
