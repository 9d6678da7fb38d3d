using System.Collections.Immutable;

namespace PiGen.Core.Keys;

/// <summary>The file of the keys that open an account, sshd(8): read without changing a byte, edited by whole lines.</summary>
public sealed class AuthorizedKeys
{
    private readonly ImmutableArray<string> _lines;

    private AuthorizedKeys(IEnumerable<string> lines) => _lines = [.. lines];

    public byte[] Bytes => KeyText.Encode(string.Concat(_lines));

    public bool IsEmpty => _lines.IsEmpty;

    /// <summary>Whether its last line lacks its newline.</summary>
    public bool IsUnended => _lines is [.., var last] && !last.EndsWith('\n');

    public static AuthorizedKeys Read(ReadOnlySpan<byte> bytes) => new(KeyText.Lines(KeyText.Decode(bytes)));

    /// <summary>Whether the key opens the account, under whatever restrictions.</summary>
    public bool Has(PublicKey key) => _lines.Any(line => KeyOf(line) is { } other && other.IsSameKey(key));

    /// <summary>The lines at the end, each on one of its own; a last line that is not ended is ended first.</summary>
    public AuthorizedKeys With(IEnumerable<string> lines)
    {
        var added = lines.Select(line => line + "\n").ToArray();
        return added.Length == 0 || !IsUnended
            ? new([.. _lines, .. added])
            : new([.. _lines[..^1], _lines[^1] + "\n", .. added]);
    }

    /// <summary>Without the first line that is exactly this one; null if there is none.</summary>
    public AuthorizedKeys? Without(string line)
    {
        var at = _lines.IndexOf(line + "\n");
        at = at < 0 && IsUnended && _lines[^1] == line ? _lines.Length - 1 : at;
        return at < 0 ? null : new(_lines.RemoveAt(at));
    }

    /// <summary>With its last line as it was before <see cref="With"/> ended it.</summary>
    public AuthorizedKeys Unended() => IsEmpty || IsUnended ? this : new([.. _lines[..^1], _lines[^1][..^1]]);

    /// <summary>Whether that line is the last one.</summary>
    public bool EndsWith(string line) => _lines is [.., var last] && last.TrimEnd('\n') == line;

    /// <summary>The key of a line, as sshd reads it: a key, or options and a key. A certificate authority's opens nothing by itself.</summary>
    public static PublicKey? KeyOf(string line)
    {
        if (KeyText.IsComment(line))
        {
            return null;
        }
        var text = line.Trim(KeyText.LineBlanks);
        if (PublicKey.TryParse(text) is { } key)
        {
            return key;
        }
        var end = EndOfOptions(text);
        return text[..end].Contains("cert-authority", StringComparison.OrdinalIgnoreCase)
            ? null
            : PublicKey.TryParse(text[end..]);
    }

    // Blanks within double quotes belong to an option, a quote after a backslash to its value.
    private static int EndOfOptions(string text)
    {
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '"')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && text[i] is ' ' or '\t')
            {
                return i;
            }
        }
        return text.Length;
    }
}
