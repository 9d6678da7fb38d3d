namespace PiGen.Templating.Text;

/// <summary>Finds the name that a person most likely meant.</summary>
public static class Spelling
{
    private const int LongestName = 64;

    /// <summary>The name nearest to what was written; null if none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        string? nearest = null;
        var best = written.Length / 3 + 2;
        foreach (var name in names)
        {
            if (name.Length > LongestName || written.Length > LongestName)
            {
                continue;
            }
            var distance = Distance(written, name);
            if (distance < best && distance < Math.Max(name.Length, written.Length))
            {
                (nearest, best) = (name, distance);
            }
        }
        return nearest;
    }

    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            row[column] = column;
        }
        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var changed = diagonal + (left[line - 1] == right[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(changed, Math.Min(row[column], row[column - 1]) + 1);
            }
        }
        return row[^1];
    }
}
