namespace PiGen.Core.Rendering;

/// <summary>Permission bits as chmod(1) writes them: four octal digits, <c>0644</c>.</summary>
public static class FileModes
{
    /// <summary>Null for what is not three or four octal digits, or has a bit beyond rwx: no artifact is setuid, setgid or sticky.</summary>
    public static UnixFileMode? TryParse(string text)
    {
        var digits = text.Length == 4 && text[0] == '0' ? text.AsSpan(1) : text;
        if (digits.Length != 3 || digits.IndexOfAnyExceptInRange('0', '7') >= 0)
        {
            return null;
        }
        return (UnixFileMode)(((digits[0] - '0') << 6) | ((digits[1] - '0') << 3) | (digits[2] - '0'));
    }

    public static string Format(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
