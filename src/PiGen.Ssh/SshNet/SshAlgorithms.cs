using System.Buffers.Binary;
using System.Collections.Immutable;

namespace PiGen.Ssh.SshNet;

/// <summary>The names under which keys sign, those that SSH.NET has: RFC 4253, RFC 8332, PROTOCOL.certkeys of OpenSSH.</summary>
internal static class SshAlgorithms
{
    public const string Rsa = "ssh-rsa";

    private const string CertificateSuffix = "-cert-v01@openssh.com";

    /// <summary>Signatures that count as safe, in ssh's order: all but those with SHA-1.</summary>
    public static ImmutableArray<string> Signatures { get; } =
    [
        "ssh-ed25519",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "rsa-sha2-512",
        "rsa-sha2-256",
    ];

    /// <summary>What a host may prove itself with unless ssh_config says otherwise.</summary>
    public static ImmutableArray<string> HostKeys { get; } =
    [.. Signatures.Select(name => name + CertificateSuffix), .. Signatures];

    /// <summary>What it may as well if ssh_config names it.</summary>
    public static ImmutableArray<string> HostKeysOfOld { get; } = [Rsa + CertificateSuffix, Rsa];

    public static bool IsCertificate(string name) => name.EndsWith(CertificateSuffix, StringComparison.Ordinal);

    /// <summary>How the key inside a certificate signs.</summary>
    public static string PlainOf(string name) => IsCertificate(name) ? name[..^CertificateSuffix.Length] : name;

    /// <summary>The algorithm that the key itself names; an RSA key signs in several ways.</summary>
    public static string KeyOf(string name) =>
        PlainOf(name) is var plain && plain.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? Rsa : plain;

    /// <summary>The names to offer a key under, the first one first: an RSA key with SHA-2, and with SHA-1 only where that is allowed by name.</summary>
    /// <param name="key">The name in the key or certificate itself.</param>
    /// <param name="allowed">PubkeyAcceptedAlgorithms of ssh_config(5); empty for ssh's own.</param>
    public static IEnumerable<string> OffersOf(string key, ImmutableArray<string> allowed)
    {
        if (PlainOf(key) != Rsa)
        {
            return allowed.IsEmpty || allowed.Contains(key) ? [key] : [];
        }
        string[] names = [$"rsa-sha2-512{key[Rsa.Length..]}", $"rsa-sha2-256{key[Rsa.Length..]}"];
        return allowed.IsEmpty
            ? names[..1]
            : [.. allowed.Where(names.Contains).Take(1), .. allowed.Where(name => name == key)];
    }
}

/// <summary>Fields as ssh sends them: each after its length in four bytes (RFC 4251, section 5).</summary>
internal static class SshBytes
{
    /// <summary>The next field; empty if there is none, or less than its length says: then nothing is left.</summary>
    public static ReadOnlySpan<byte> Take(ref Span<byte> bytes)
    {
        var length = bytes.Length < sizeof(int) ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length > bytes.Length - sizeof(int))
        {
            bytes = default;
            return default;
        }
        var field = bytes.Slice(sizeof(int), (int)length);
        bytes = bytes[(sizeof(int) + (int)length)..];
        return field;
    }

    public static byte[] Field(ReadOnlySpan<byte> bytes) => [.. Number((uint)bytes.Length), .. bytes];

    public static byte[] Number(uint number)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
