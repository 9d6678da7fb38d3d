using System.Security.Cryptography;

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
