using System.Buffers;
using System.Text;

namespace PiGen.Core.SshConfig;

/// <summary>The one line through which a person's ssh_config reads the files of all clusters.</summary>
public sealed record IncludeLine
{
    private const string Keyword = "Include ";
    private const string Files = "/pigen-*.conf";

    // What glob(3), OpenSSH's quotes, or newer versions' tokens and variables would take for something else.
    private static readonly SearchValues<char> Unwritable = SearchValues.Create("*?[]\\\"'%$");

    private IncludeLine(string folder) => Folder = folder;

    /// <summary>Where the clusters' files lie for <c>~/.ssh/config</c>.</summary>
    public static IncludeLine Default { get; } = new("~/.ssh/config.d");

    public string Folder { get; }

    /// <summary>What ssh is told to include.</summary>
    public string Pattern => Folder + Files;

    /// <summary>The line, without an ending.</summary>
    public string Text => Keyword + (Pattern.AsSpan().ContainsAny(" \t#") ? $"\"{Pattern}\"" : Pattern);

    /// <summary>For a folder that begins with <c>/</c> or <c>~/</c>; null where ssh_config has no way to write it.</summary>
    public static IncludeLine? TryOf(string folder) =>
        folder is ['/', ..] or ['~', '/', ..] && !folder.AsSpan().ContainsAny(Unwritable) && !folder.Any(char.IsControl)
            ? new(folder.TrimEnd('/'))
            : null;

    /// <summary>The name of a cluster's file in that folder.</summary>
    public static string FileNameOf(string cluster) => $"pigen-{cluster}.conf";

    /// <summary>Whether a line is this one, to the letter, but for blanks round it.</summary>
    internal bool IsThat(ConfigLine line) => line.Keyword == "include" && line.Trimmed.SequenceEqual(Text);

    /// <summary>Whether a line is one of this kind, for whichever folder.</summary>
    internal static bool IsAny(ConfigLine line) =>
        line.Keyword == "include" && line.Words.Any(word => word.Value.EndsWith(Files, StringComparison.Ordinal));

    /// <summary>Whether a line includes the same, but is not as it was written.</summary>
    internal bool IsMeantBy(ConfigLine line) =>
        line.Keyword == "include" && !IsThat(line) && line.Words.Any(word => word.Value == Pattern);
}

/// <summary>Which files an Include means: a path, in which <c>*</c>, <c>?</c> and <c>[…]</c> stand for others, as glob(3) reads it.</summary>
public static class IncludeGlob
{
    /// <summary>How deep includes go before ssh gives up (READCONF_MAX_DEPTH).</summary>
    public const int Deepest = 16;

    /// <summary>What relative paths start from in a person's own file, wherever that file lies.</summary>
    public const string PersonsFolder = "~/.ssh";

    /// <summary>The argument of an Include, relative ones below a folder.</summary>
    public static string Anchored(string argument, string folder = PersonsFolder) =>
        argument is ['/' or '~', ..] ? argument : $"{folder}/{argument}";

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

/// <summary>What stands between two slashes of a pattern of paths (glob(7)).</summary>
internal static class GlobPart
{
    /// <summary>The name that a part without wildcards stands for; null if it has some.</summary>
    public static string? PlainName(string part)
    {
        var name = new StringBuilder(part.Length);
        for (var at = 0; at < part.Length; at++)
        {
            if (part[at] is '*' or '?' or '[')
            {
                return null;
            }
            at += part[at] == '\\' && at + 1 < part.Length ? 1 : 0;
            name.Append(part[at]);
        }
        return name.ToString();
    }

    /// <summary>Whether an entry of a folder is meant; a leading dot must be written out.</summary>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) =>
        !(name is ['.', ..] && pattern is not (['.', ..] or ['\\', '.', ..])) && FitsRest(pattern, name);

    private static bool FitsRest(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (at, inName, star, starName) = (0, 0, -1, 0);
        while (inName < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, starName) = (at++, inName);
            }
            else if (at < pattern.Length && FitsOne(pattern, at, name[inName], out var next))
            {
                at = next;
                inName++;
            }
            else if (star >= 0)
            {
                (at, inName) = (star + 1, ++starName);
            }
            else
            {
                return false;
            }
        }
        return !pattern[at..].ContainsAnyExcept('*');
    }

    private static bool FitsOne(ReadOnlySpan<char> pattern, int at, char c, out int next)
    {
        if (pattern[at] == '[' && EndOfSet(pattern, at) is > 0 and var end)
        {
            next = end + 1;
            return IsInSet(pattern[(at + 1)..end], c);
        }
        var escape = pattern[at] == '\\' && at + 1 < pattern.Length ? 1 : 0;
        next = at + escape + 1;
        return (escape == 0 && pattern[at] == '?') || pattern[at + escape] == c;
    }

    // A ']' that comes first is one of the set.
    private static int EndOfSet(ReadOnlySpan<char> pattern, int at)
    {
        var first = at + 1 + (at + 1 < pattern.Length && pattern[at + 1] is '!' or '^' ? 1 : 0);
        var length = first + 1 < pattern.Length ? pattern[(first + 1)..].IndexOf(']') : -1;
        return length < 0 ? -1 : first + 1 + length;
    }

    private static bool IsInSet(ReadOnlySpan<char> set, char c)
    {
        var isNegated = set[0] is '!' or '^';
        set = isNegated ? set[1..] : set;
        var isIn = false;
        for (var at = 0; at < set.Length; at++)
        {
            var isRange = at + 2 < set.Length && set[at + 1] == '-';
            isIn |= isRange ? set[at] <= c && c <= set[at + 2] : set[at] == c;
            at += isRange ? 2 : 0;
        }
        return isIn != isNegated;
    }
}
