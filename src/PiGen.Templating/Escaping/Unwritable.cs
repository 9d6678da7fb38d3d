namespace PiGen.Templating.Escaping;

/// <summary>What no output language takes, and the sentences that say so.</summary>
internal static class Unwritable
{
    public const string HalfCharacter = "this value holds half a character (a lone surrogate), which no file can hold";

    public const string Nul = "this value holds a NUL character, which cannot be written here";

    /// <summary>Whether a surrogate stands without its other half: as UTF-8 it would become another character.</summary>
    public static bool HasHalfCharacter(ReadOnlySpan<char> value)
    {
        for (var i = value.IndexOfAnyInRange('\uD800', '\uDFFF'); i < value.Length && i >= 0; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Why a value cannot stand in a file that is read line by line; null if it can.</summary>
    public static string? OnOneLine(ReadOnlySpan<char> value)
    {
        if (value.IndexOfAny('\n', '\r') >= 0)
        {
            return "this value holds a line break, which would begin a new line here";
        }
        return value.Contains('\0') ? Nul
            : HasHalfCharacter(value) ? HalfCharacter
            : null;
    }
}
