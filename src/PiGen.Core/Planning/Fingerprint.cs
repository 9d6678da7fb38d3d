using System.Security.Cryptography;
using PiGen.Core.Rendering;

namespace PiGen.Core.Planning;

/// <summary>What a file is, as far as a plan cares: its mode and the SHA-256 of its bytes, 64 lower-case hexadecimal digits.</summary>
public readonly record struct Fingerprint(UnixFileMode Mode, string Sha256)
{
    public static Fingerprint Of(Artifact artifact) => Of(artifact.Mode, artifact.Bytes.Span);

    public static Fingerprint Of(UnixFileMode mode, ReadOnlySpan<byte> bytes) => new(mode, Sha256Of(bytes));

    public static string Sha256Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static bool IsSha256(string text) =>
        text.Length == 64 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
