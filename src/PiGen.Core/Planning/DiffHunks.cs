using System.Globalization;

namespace PiGen.Core.Planning;

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
