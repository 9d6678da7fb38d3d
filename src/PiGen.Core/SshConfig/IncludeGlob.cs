using System.Text;

namespace PiGen.Core.SshConfig;

/// <summary>Which files an Include means: a path, in which <c>*</c>, <c>?</c> and <c>[…]</c> stand for others, as glob(3) reads it.</summary>
public static class IncludeGlob
{
    /// <summary>How deep includes go before ssh gives up (READCONF_MAX_DEPTH).</summary>
    public const int Deepest = 16;

    /// <summary>The argument of an Include in a person's own file, relative ones below <c>~/.ssh</c>, wherever that file lies.</summary>
    public static string Anchored(string argument) => argument is ['/' or '~', ..] ? argument : $"~/.ssh/{argument}";

    /// <summary>
    /// The paths that may be meant, in ssh's order (ordinal). Of those without wildcards nobody has looked whether they exist.
    /// </summary>
    /// <param name="anchored">Absolute or from <c>~</c>.</param>
    /// <param name="homeOf">The home folder of a user, or of the person themselves for an empty name; null if there is none.</param>
    /// <param name="entriesOf">The names in a folder; none if it cannot be read.</param>
    public static IEnumerable<string> Paths(
        string anchored,
        Func<string, string?> homeOf,
        Func<string, IEnumerable<string>> entriesOf
    )
    {
        if (WithoutTilde(anchored, homeOf) is not { } path)
        {
            return [];
        }
        IEnumerable<string> found = [""];
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found.SelectMany(folder => Below(folder, part, entriesOf));
        }
        return found.Order(StringComparer.Ordinal);
    }

    private static string? WithoutTilde(string path, Func<string, string?> homeOf)
    {
        if (path is not ['~', ..])
        {
            return path;
        }
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var end = slash < 0 ? path.Length : slash;
        // What the name of a home folder holds is no pattern.
        return homeOf(path[1..end]) is { } home ? Escaped(home) + path[end..] : null;
    }

    private static string Escaped(string path)
    {
        var escaped = new StringBuilder(path.Length);
        foreach (var c in path)
        {
            escaped.Append(c is '*' or '?' or '[' or '\\' ? "\\" : "").Append(c);
        }
        return escaped.ToString();
    }

    private static IEnumerable<string> Below(string folder, string part, Func<string, IEnumerable<string>> entriesOf) =>
        GlobPart.PlainName(part) is { } name
            ? [$"{folder}/{name}"]
            : entriesOf(folder.Length == 0 ? "/" : folder)
                .Where(entry => GlobPart.Fits(part, entry))
                .Select(entry => $"{folder}/{entry}");
}
