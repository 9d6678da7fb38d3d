namespace PiGen.Core.Keys;

/// <summary>A list of patterns as ssh_config(5) PATTERNS has them: '*', '?', and '!' for what is not meant.</summary>
internal static class HostPatterns
{
    /// <summary>True if one of them matches and none that is negated does.</summary>
    public static bool Match(IEnumerable<string> patterns, string name)
    {
        var isMatched = false;
        foreach (var pattern in patterns)
        {
            if (pattern is ['!', .. var negated])
            {
                if (IsMatch(negated, name))
                {
                    return false;
                }
            }
            else
            {
                isMatched |= IsMatch(pattern, name);
            }
        }
        return isMatched;
    }

    // Back to the last star on a mismatch: no pattern takes more than pattern times name.
    private static bool IsMatch(string pattern, string name)
    {
        var (at, star, resume) = (0, -1, 0);
        for (var i = 0; i < name.Length; )
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at++, i);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == name[i]))
            {
                (at, i) = (at + 1, i + 1);
            }
            else if (star >= 0)
            {
                (at, i) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }
        return pattern.AsSpan(at).Trim('*').IsEmpty;
    }
}
