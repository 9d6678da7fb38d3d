using System.Text;

namespace PiGen.Core.SshConfig;

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
