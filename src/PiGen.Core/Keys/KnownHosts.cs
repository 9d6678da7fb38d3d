using System.Collections.Immutable;
using System.Security.Cryptography;
using PiGen.Core.Hosts;
using PiGen.Core.Model;

namespace PiGen.Core.Keys;

/// <summary>A file of known hosts: read without changing a byte, edited by whole lines.</summary>
public sealed class KnownHosts
{
    private readonly ImmutableArray<string> _texts;

    private KnownHosts(IEnumerable<string> lines)
    {
        _texts = [.. lines];
        Lines = [.. _texts.Select((line, i) => KnownHostLine.TryParse(i + 1, line)).OfType<KnownHostLine>()];
    }

    /// <summary>Those that tell a key.</summary>
    public ImmutableArray<KnownHostLine> Lines { get; }

    /// <summary>All of it, a character for each byte.</summary>
    public string Text => string.Concat(_texts);

    public byte[] Bytes => KeyText.Encode(Text);

    /// <summary>Whether names are kept so that nobody can read them.</summary>
    public bool HidesNames => Lines.Any(line => line.IsHashed);

    public static KnownHosts Read(ReadOnlySpan<byte> bytes) => new(KeyText.Lines(KeyText.Decode(bytes)));

    public IEnumerable<KnownHostLine> LinesOf(string name) => Lines.Where(line => line.HoldOf(name) != NameHold.None);

    /// <summary>With those keys under a name as it is to be written: plain, or hashed.</summary>
    public KnownHosts With(IEnumerable<(string Name, PublicKey Key)> added)
    {
        var lines = added.Select(line => $"{line.Name} {line.Key.Text}\n").ToArray();
        return lines.Length == 0 ? this : new([.. Ended(), .. lines]);
    }

    /// <summary>Without that name on those lines: each line of its own goes, from one of several names it is taken.</summary>
    public KnownHosts Without(string name, IEnumerable<KnownHostLine> lines)
    {
        var offending = lines.ToDictionary(line => line.Number);
        return new(
            _texts
                .Select((text, i) => offending.TryGetValue(i + 1, out var line) ? Without(name, line, text) : text)
                .OfType<string>()
        );
    }

    // A line that is taken away leaves an empty one until all names are gone, or the numbers of the others would change.
    private static string Without(string name, KnownHostLine line, string text) =>
        line.HoldOf(name) switch
        {
            NameHold.None or NameHold.ByPattern => text,
            NameHold.Alone => "",
            NameHold.AmongOthers => WithNames(text, line.Names, line.NamesWithout(name)),
        };

    private static string WithNames(string text, string names, string others)
    {
        var at = text.IndexOf(names, StringComparison.Ordinal);
        return text[..at] + others + text[(at + names.Length)..];
    }

    private ImmutableArray<string> Ended() =>
        _texts is [.. var before, var last] ? [.. before, KeyText.Ended(last)] : _texts;
}

/// <summary>What a line of known hosts says of its key.</summary>
public enum KnownHostMarker
{
    /// <summary>It is the host's own.</summary>
    None,

    /// <summary>It signs the hosts' keys.</summary>
    CertAuthority,

    /// <summary>No host is to be believed who shows it.</summary>
    Revoked,
}

/// <summary>How a line of known hosts comes to stand for a name.</summary>
public enum NameHold
{
    None,

    /// <summary>It is for this name only.</summary>
    Alone,

    /// <summary>The name is one of several.</summary>
    AmongOthers,

    /// <summary>A pattern stands for it, and for names that nobody can list.</summary>
    ByPattern,
}

/// <summary>A line of a file of known hosts that tells a key: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Names">Names and patterns with commas between them, or one name hashed.</param>
public sealed record KnownHostLine(int Number, KnownHostMarker Marker, string Names, PublicKey Key)
{
    private const string HashSign = "|1|";

    private static readonly (string Word, KnownHostMarker Marker)[] Markers =
    [
        ("@cert-authority", KnownHostMarker.CertAuthority),
        ("@revoked", KnownHostMarker.Revoked),
    ];

    public bool IsHashed => Names.StartsWith(HashSign, StringComparison.Ordinal);

    /// <summary>Null for a comment, and for what ssh skips.</summary>
    public static KnownHostLine? TryParse(int number, string line)
    {
        var text = line.Trim(KeyText.LineBlanks);
        if (KeyText.IsComment(text))
        {
            return null;
        }
        var (marker, rest) = TakeMarker(text);
        return rest?.Split(KeyText.Blanks, 2) is [var names, var key] && PublicKey.TryParse(key) is { } parsed
            ? new(number, marker, names, parsed)
            : null;
    }

    /// <summary>The name as nobody can read it in the file: sixteen or more random bytes, and a hash of both.</summary>
    /// <param name="salt">20 random bytes, as ssh takes them.</param>
    public static string Hash(string name, ReadOnlySpan<byte> salt) =>
        $"{HashSign}{Convert.ToBase64String(salt)}|{Convert.ToBase64String(HashOf(name, salt))}";

    /// <param name="name">As <see cref="KnownName"/> writes it.</param>
    public NameHold HoldOf(string name)
    {
        if (IsHashed)
        {
            return IsHashOf(name) ? NameHold.Alone : NameHold.None;
        }
        var patterns = Names.ToLowerInvariant().Split(',');
        var others = patterns.Where(pattern => pattern != name).ToArray();
        return !PatternList.Of(patterns).Includes(name) ? NameHold.None
            : others.Length == 0 ? NameHold.Alone
            : PatternList.Of(others).Includes(name) ? NameHold.ByPattern
            : NameHold.AmongOthers;
    }

    public string NamesWithout(string name) =>
        string.Join(
            ',',
            Names.Split(',').Where(each => !string.Equals(each, name, StringComparison.OrdinalIgnoreCase))
        );

    private static (KnownHostMarker Marker, string? After) TakeMarker(string text)
    {
        if (text[0] != '@')
        {
            return (KnownHostMarker.None, text);
        }
        var words = text.Split(KeyText.Blanks, 2);
        var known = Markers.FirstOrDefault(marker => marker.Word == words[0]);
        return known.Word is null || words.Length < 2
            ? (KnownHostMarker.None, null)
            : (known.Marker, words[1].TrimStart(KeyText.Blanks));
    }

    private bool IsHashOf(string name)
    {
        var parts = Names[HashSign.Length..].Split('|');
        var (salt, hash) = (new byte[Names.Length], new byte[Names.Length]);
        return parts.Length == 2
            && Convert.TryFromBase64String(parts[0], salt, out var saltLength)
            && Convert.TryFromBase64String(parts[1], hash, out var hashLength)
            && HashOf(name, salt.AsSpan(0, saltLength)).AsSpan().SequenceEqual(hash.AsSpan(0, hashLength));
    }

    // HMAC with SHA-1 is what the format says; it hides names, it proves nothing.
#pragma warning disable CA5350
    private static byte[] HashOf(string name, ReadOnlySpan<byte> salt) => HMACSHA1.HashData(salt, KeyText.Encode(name));
#pragma warning restore CA5350
}

/// <summary>The name under which ssh looks a host key up: in small letters, with the port unless it is ssh's own.</summary>
public static class KnownName
{
    public static string Of(string host, Port port) =>
        port == Port.Ssh ? host.ToLowerInvariant() : $"[{host.ToLowerInvariant()}]:{port}";
}
