using System.Collections.Immutable;

namespace PiGen.Ssh.SshNet;

/// <summary>The names under which keys sign, those that SSH.NET has: RFC 4253, RFC 8332, PROTOCOL.certkeys of OpenSSH.</summary>
internal static class SshAlgorithms
{
    public const string Rsa = "ssh-rsa";

    private const string CertificateSuffix = "-cert-v01@openssh.com";

    public static bool IsCertificate(string name) => name.EndsWith(CertificateSuffix, StringComparison.Ordinal);

    /// <summary>How the key inside a certificate signs; one in a security key has a domain in its name too.</summary>
    public static string PlainOf(string name) =>
        !IsCertificate(name) ? name
        : name.StartsWith("sk-", StringComparison.Ordinal) ? name.Replace("-cert-v01", "", StringComparison.Ordinal)
        : name[..^CertificateSuffix.Length];

    /// <summary>The algorithm that the key itself names; an RSA key signs in several ways.</summary>
    public static string KeyOf(string name) =>
        PlainOf(name) is var plain && plain.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? Rsa : plain;

    /// <summary>The names to offer a key under, the first one first: an RSA key with SHA-2, and with SHA-1 only where that is allowed by name.</summary>
    /// <param name="key">The name in the key or certificate itself.</param>
    /// <param name="allowed">PubkeyAcceptedAlgorithms of ssh_config(5).</param>
    public static IEnumerable<string> OffersOf(string key, ImmutableArray<string> allowed)
    {
        string[] safe =
            PlainOf(key) == Rsa ? [$"rsa-sha2-512{key[Rsa.Length..]}", $"rsa-sha2-256{key[Rsa.Length..]}"] : [];
        return [.. allowed.Where(safe.Contains).Take(1), .. allowed.Where(name => name == key)];
    }
}
