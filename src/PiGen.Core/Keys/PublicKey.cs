using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.Keys;

/// <summary>A public key as OpenSSH writes it on a line: algorithm, key in base64, and what its owner calls it.</summary>
public sealed record PublicKey
{
    private readonly KeyShape _shape;

    private PublicKey(KeyShape shape, string base64, string comment) =>
        (_shape, Base64, Comment) = (shape, base64, comment);

    /// <summary><c>ssh-ed25519</c> and the like: sshd(8), AUTHORIZED_KEYS FILE FORMAT.</summary>
    public string Algorithm => _shape.Algorithm;

    public string Base64 { get; }

    /// <summary>All that stands after the key; often <c>user@host</c>, and nobody vouches for it.</summary>
    public string Comment { get; }

    /// <summary>The comment to be shown: most likely UTF-8, and with nothing that a terminal would obey.</summary>
    public string ShownComment => KeyText.Shown(Comment);

    /// <summary>As <c>ssh-keygen -l</c> names it: <c>ED25519</c>.</summary>
    public string Kind => _shape.Kind;

    /// <summary><c>SHA256:</c> and 43 characters of base64, as ssh and <c>ssh-keygen -l</c> print it.</summary>
    public string Fingerprint =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Base64))).TrimEnd('=');

    public int Bits => _shape.BitsOf(Convert.FromBase64String(Base64));

    /// <summary>The line without its comment.</summary>
    public string Text => $"{Algorithm} {Base64}";

    /// <summary>Null unless the line is one whole key of an algorithm that OpenSSH has; certificates and private keys are none.</summary>
    public static PublicKey? TryParse(string line)
    {
        var parts = line.Trim(KeyText.LineBlanks).Split(KeyText.Blanks, 2);
        if (parts.Length < 2 || KeyShape.TryFind(parts[0]) is not { } shape)
        {
            return null;
        }
        var rest = parts[1].TrimStart(KeyText.Blanks).Split(KeyText.Blanks, 2);
        return IsKey(shape, rest[0]) ? new(shape, rest[0], rest.Length < 2 ? "" : rest[1].Trim(KeyText.Blanks)) : null;
    }

    /// <summary>The key as it goes over the wire; null if the bytes are no key that OpenSSH has.</summary>
    public static PublicKey? TryRead(ReadOnlySpan<byte> blob) =>
        KeyShape.TryFind(blob) is { } shape && shape.Fits(blob) ? new(shape, Convert.ToBase64String(blob), "") : null;

    /// <summary>The key that a certificate is for (PROTOCOL.certkeys of OpenSSH); null if the bytes are no certificate.</summary>
    public static PublicKey? TryReadCertified(ReadOnlySpan<byte> certificate) =>
        KeyShape.TryTakeCertified(certificate) is { } blob ? TryRead(blob) : null;

    /// <summary>The same key under another comment, of which no line break is kept.</summary>
    public PublicKey Named(string comment) => TryParse($"{Text} {comment.ReplaceLineEndings(" ")}") ?? this;

    /// <summary>The bytes of the key as they go over the wire.</summary>
    public byte[] ToBytes() => Convert.FromBase64String(Base64);

    public bool IsSameKey(PublicKey other) => Base64 == other.Base64;

    public override string ToString() => Comment.Length == 0 ? Text : $"{Text} {Comment}";

    // Written back and compared: ssh takes no other way to write the same bytes, .NET takes blanks and spare bits too.
    private static bool IsKey(KeyShape shape, string base64)
    {
        var blob = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, blob, out var length)
            && Convert.ToBase64String(blob, 0, length) == base64
            && shape.Fits(blob.AsSpan(0, length));
    }
}

/// <summary>A file of public keys, one a line, as ssh-keygen writes it.</summary>
public static class PublicKeyFile
{
    /// <summary>Its keys; none, with an error, if there is a line that is no key.</summary>
    public static ImmutableArray<PublicKey> Read(SourceText text, DiagnosticBag diagnostics)
    {
        if (text.Content.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            diagnostics.Add(KeyDiagnostics.PrivateKey(text.Name));
            return [];
        }
        var keys = ImmutableArray.CreateBuilder<PublicKey>();
        var start = 0;
        foreach (var line in KeyText.Lines(text.Content))
        {
            var length = line.TrimEnd('\r', '\n').Length;
            if (TryParse(line) is { } key)
            {
                keys.Add(key);
            }
            else if (!KeyText.IsComment(line))
            {
                diagnostics.Add(KeyDiagnostics.NoPublicKey(text.Span(start, length)));
                return [];
            }
            start += line.Length;
        }
        if (keys.Count == 0)
        {
            diagnostics.Add(KeyDiagnostics.Empty(text.Whole));
        }
        return keys.ToImmutable();
    }

    // A comment of other letters is written to the other file as the same bytes.
    private static PublicKey? TryParse(string line) => PublicKey.TryParse(KeyText.Decode(Encoding.UTF8.GetBytes(line)));
}

/// <summary>How OpenSSH's files of keys are read: bytes of any encoding, lines that end in a newline, blanks between the words.</summary>
internal static class KeyText
{
    public static char[] Blanks { get; } = [' ', '\t'];

    /// <summary>What may stand at the ends of a line besides: a file from Windows has CR LF, and ssh takes it.</summary>
    public static char[] LineBlanks { get; } = [' ', '\t', '\r', '\n'];

    /// <summary>One character for each byte, so that every byte is there again when it is written.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static byte[] Encode(string text) => Encoding.Latin1.GetBytes(text);

    public static string Shown(string text) => ShownText.Of(Encoding.UTF8.GetString(Encode(text)));

    /// <summary>The lines, each with its newline if it has one.</summary>
    public static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length; )
        {
            var end = text.IndexOf('\n', start) is >= 0 and var newline ? newline + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }
        return lines;
    }

    public static bool IsComment(string line) => line.TrimStart(LineBlanks) is "" or ['#', ..];

    /// <summary>The text with a newline at its end, unless it is empty.</summary>
    public static string Ended(string text) => text is "" or [.., '\n'] ? text : text + "\n";
}

/// <summary>What is wrong with keys that a person names, one method each, PG0801 and on.</summary>
public static class KeyDiagnostics
{
    public static Diagnostic NoPublicKey(SourceSpan line) =>
        Error("PG0801", line, "this is no public key", "name a file that ssh-keygen wrote: ~/.ssh/id_ed25519.pub");

    /// <summary>Not a line of it is shown.</summary>
    public static Diagnostic PrivateKey(string path) =>
        Error(
            "PG0802",
            new SourceText(path, "").Whole,
            "this holds a private key, which nobody else should have",
            "name the public key, whose file ends in .pub"
        );

    public static Diagnostic Empty(SourceSpan argument) =>
        Error(
            "PG0803",
            argument,
            "there is no key in this file",
            "name a file that ssh-keygen wrote: ~/.ssh/id_ed25519.pub"
        );

    public static Diagnostic NoPlace(SourceSpan argument) =>
        Error("PG0804", argument, "a key is made on one of two machines", "write manager or laptop");
}

/// <summary>What the bytes of a public key are, by algorithm: its name and some fields, each after its length in four bytes (RFC 4253 6.6).</summary>
/// <param name="Fields">The lengths of the fields after the name in bytes; null for any.</param>
/// <param name="FixedBits">The key's size; null if it is that of the field <paramref name="SizeField"/>.</param>
internal sealed record KeyShape(
    string Algorithm,
    string Kind,
    ImmutableArray<int?> Fields,
    int? FixedBits,
    int SizeField = 0
)
{
    private static readonly FrozenDictionary<string, KeyShape> All = Enumerate()
        .ToFrozenDictionary(shape => shape.Algorithm, StringComparer.Ordinal);

    private const string CertificateSuffix = "-cert-v01@openssh.com";

    public static KeyShape? TryFind(string algorithm) => All.GetValueOrDefault(algorithm);

    public static KeyShape? TryFind(ReadOnlySpan<byte> blob) => TryFind(KeyText.Decode(SshBytes.Take(ref blob)));

    /// <summary>The key's own fields out of a certificate, where they stand after a name and a random number.</summary>
    public static byte[]? TryTakeCertified(ReadOnlySpan<byte> certificate)
    {
        var name = KeyText.Decode(SshBytes.Take(ref certificate));
        // The plain name of a security key's has a domain too: sk-ssh-ed25519@openssh.com.
        var algorithm = name.Replace(
            CertificateSuffix,
            name.StartsWith("sk-", StringComparison.Ordinal) ? "@openssh.com" : "",
            StringComparison.Ordinal
        );
        if (algorithm == name || TryFind(algorithm) is not { } shape)
        {
            return null;
        }
        SshBytes.Take(ref certificate);
        var fields = certificate;
        foreach (var _ in shape.Fields)
        {
            SshBytes.Take(ref certificate);
        }
        return [.. SshBytes.Field(KeyText.Encode(algorithm)), .. fields[..(fields.Length - certificate.Length)]];
    }

    public bool Fits(ReadOnlySpan<byte> blob)
    {
        var name = SshBytes.Take(ref blob);
        if (!name.SequenceEqual(Encoding.ASCII.GetBytes(Algorithm)))
        {
            return false;
        }
        foreach (var length in Fields)
        {
            var field = SshBytes.Take(ref blob);
            if (field.IsEmpty || (length is { } exact && field.Length != exact))
            {
                return false;
            }
        }
        return blob.IsEmpty;
    }

    /// <param name="blob">One that fits.</param>
    public int BitsOf(ReadOnlySpan<byte> blob)
    {
        if (FixedBits is { } bits)
        {
            return bits;
        }
        for (var i = 0; i <= SizeField; i++)
        {
            SshBytes.Take(ref blob);
        }
        return (int)new BigInteger(SshBytes.Take(ref blob), isUnsigned: true, isBigEndian: true).GetBitLength();
    }

    private static IEnumerable<KeyShape> Enumerate() =>
        [
            new("ssh-ed25519", "ED25519", [32], 256),
            new("sk-ssh-ed25519@openssh.com", "ED25519-SK", [32, null], 256),
            new("ecdsa-sha2-nistp256", "ECDSA", [8, 65], 256),
            new("ecdsa-sha2-nistp384", "ECDSA", [8, 97], 384),
            new("ecdsa-sha2-nistp521", "ECDSA", [8, 133], 521),
            new("sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA-SK", [8, 65, null], 256),
            new("ssh-rsa", "RSA", [null, null], FixedBits: null, SizeField: 1),
            new("ssh-dss", "DSA", [null, null, null, null], FixedBits: null),
        ];
}
