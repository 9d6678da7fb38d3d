using System.Collections.Immutable;
using PiGen.Core.Deployment;

namespace PiGen.Core.Keys;

/// <summary>A user's authorized keys on a worker, with the record of what was pushed: what push and revoke make of them.</summary>
public sealed record AuthorizedKeysFile
{
    /// <summary>Below the user's home, where sshd looks unless AuthorizedKeysFile says otherwise.</summary>
    public const string Path = Folder + "/authorized_keys";

    private const string Folder = ".ssh";

    private readonly HomeFile _file;
    private readonly HomeFile _recordFile;
    private readonly bool _hasFolder;
    private readonly AuthorizedKeys _keys;
    private readonly PushRecord _record;

    private AuthorizedKeysFile(HomeFile file, HomeFile recordFile, bool hasFolder, PushRecord record)
    {
        (_file, _recordFile, _hasFolder, _record) = (file, recordFile, hasFolder, record);
        _keys = AuthorizedKeys.Read((file.Content ?? []).AsSpan());
    }

    /// <summary>Reads it, as the user.</summary>
    public static RemoteCommand Read { get; } = HomeFiles.Read(Folder, Path, PushRecord.Path);

    /// <summary>Null if something that no push has written lies in the record's place.</summary>
    /// <param name="answer">What <see cref="Read"/> printed.</param>
    public static AuthorizedKeysFile? TryParse(IReadOnlyList<string> answer) =>
        HomeFiles.TryParse(answer) is [var folder, { } file, { } record]
        && PushRecord.TryRead((record.Content ?? []).AsSpan()) is { } pushed
            ? new(file, record, hasFolder: folder is null, pushed)
            {
                Remark = OtherNames.Remark(HomeFiles.NamesOf(answer, Path)),
            }
            : null;

    /// <summary>What the person has to know before it is changed; null for nothing.</summary>
    private string? Remark { get; init; }

    /// <summary>Adds the lines whose keys are not there.</summary>
    public KeysEdit Push(IEnumerable<PushedKey> keys)
    {
        var added = keys.Where(key => !_keys.Has(key.Key))
            .Select(key => key.Line)
            .Distinct(StringComparer.Ordinal)
            .ToImmutableArray();
        var record = _record with
        {
            HasMadeFolder = _record.HasMadeFolder || !_hasFolder,
            HasMadeFile = _record.HasMadeFile || _file.Content is null,
            HasEndedLine = _record.HasEndedLine || _keys.IsUnended,
            Lines = [.. _record.Lines.Except(added), .. added],
        };
        return added.IsEmpty
            ? KeysEdit.None
            : new(added, [], [RecordChange(record), Change(_keys.With(added))]) { Remark = Remark };
    }

    /// <summary>Removes what was pushed: all of it, or the lines of those keys.</summary>
    public KeysEdit Revoke(IReadOnlyCollection<PublicKey>? only)
    {
        var wanted = _record.Lines.Where(line => only is null || only.Any(key => line.Contains(key.Base64))).ToArray();
        var (keys, removed, kept) = (_keys, new List<string>(), new List<string>());
        var isAtEnd = true;
        foreach (var line in wanted.Reverse())
        {
            isAtEnd &= keys.EndsWith(line);
            (keys.Without(line) is { } without ? removed : kept).Insert(0, line);
            keys = keys.Without(line) ?? keys;
        }
        var record = _record with { Lines = [.. _record.Lines.Except(wanted)] };
        if (record.Lines.IsEmpty && _record.HasEndedLine && isAtEnd)
        {
            keys = keys.Unended();
        }
        return wanted.Length == 0
            ? KeysEdit.None
            : new([.. removed], [.. kept], [.. Changes(keys, record)]) { Remark = removed.Count == 0 ? null : Remark };
    }

    // The record goes last: as long as it is there, another revocation goes by it.
    private IEnumerable<HomeFileChange> Changes(AuthorizedKeys keys, PushRecord record)
    {
        var isOver = record.Lines.IsEmpty;
        yield return isOver && keys.IsEmpty && record.HasMadeFile
            ? new(Path, _file.Content, Becomes: null)
            : Change(keys);
        yield return isOver
            ? new(PushRecord.Path, _recordFile.Content, Becomes: null) { TakesFolder = record.HasMadeFolder }
            : RecordChange(record);
    }

    private HomeFileChange Change(AuthorizedKeys keys) =>
        new(Path, _file.Content, _file.Content is null && keys.IsEmpty ? null : [.. keys.Bytes]);

    private HomeFileChange RecordChange(PushRecord record) =>
        new(PushRecord.Path, _recordFile.Content, [.. record.ToBytes()]);
}

/// <summary>A key that is to open an account, with the restrictions that its line begins with.</summary>
/// <param name="Options">sshd(8), AUTHORIZED_KEYS FILE FORMAT; empty for none.</param>
public sealed record PushedKey(PublicKey Key, string Options = "")
{
    public string Line => Options.Length == 0 ? Key.ToString() : $"{Options} {Key}";
}

/// <summary>What is done to a user's authorized keys.</summary>
/// <param name="Lines">Added, or removed.</param>
/// <param name="Edited">Lines that were pushed, and are there no longer as they were: they are left alone.</param>
/// <param name="Changes">In the order in which they are made.</param>
public sealed record KeysEdit(
    ImmutableArray<string> Lines,
    ImmutableArray<string> Edited,
    ImmutableArray<HomeFileChange> Changes
)
{
    public static KeysEdit None { get; } = new([], [], []);

    /// <summary>What the person has to know besides; null for nothing.</summary>
    public string? Remark { get; init; }
}

/// <summary>What is at a path below a user's home on a host.</summary>
/// <param name="Content">Null for nothing.</param>
public sealed record HomeFile(string Path, ImmutableArray<byte>? Content);

/// <summary>A file below a user's home that is to become another one, or none.</summary>
/// <param name="Was">Null for nothing.</param>
/// <param name="Becomes">Null for nothing.</param>
public sealed record HomeFileChange(string Path, ImmutableArray<byte>? Was, ImmutableArray<byte>? Becomes)
{
    public bool IsNothing =>
        Was is null || Becomes is null
            ? (Was, Becomes) is (null, null)
            : Was.Value.AsSpan().SequenceEqual(Becomes.Value.AsSpan());

    /// <summary>Whether its folder goes with it, if nothing else is in there.</summary>
    public bool TakesFolder { get; init; }
}

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
