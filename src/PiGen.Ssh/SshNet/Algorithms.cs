using System.Collections.Immutable;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>Which of SSH.NET's algorithms are offered to a host, and in which order.</summary>
internal static class Algorithms
{
    // First those that are both strong and fast here. What OpenSSH does not offer by default is missing: CBC, 3DES, SHA-1 for
    // the exchange of keys and for signatures.
    private static readonly ImmutableArray<string> Ciphers =
    [
        "aes128-gcm@openssh.com",
        "aes256-gcm@openssh.com",
        "chacha20-poly1305@openssh.com",
        "aes128-ctr",
        "aes192-ctr",
        "aes256-ctr",
    ];

    private static readonly ImmutableArray<string> Macs =
    [
        "hmac-sha2-256-etm@openssh.com",
        "hmac-sha2-512-etm@openssh.com",
        "hmac-sha2-256",
        "hmac-sha2-512",
    ];

    /// <param name="hostKeys">The kinds of host keys to ask for.</param>
    public static void Offer(ConnectionInfo info, ClientSettings settings, ImmutableArray<string> hostKeys)
    {
        Keep(info.Encryptions, settings.Ciphers, Ciphers);
        Keep(info.HmacAlgorithms, settings.Macs, Macs);
        var exchanges = info.KeyExchangeAlgorithms.Keys.Where(name => !IsWeak(name));
        Keep(info.KeyExchangeAlgorithms, settings.KexAlgorithms, [.. exchanges]);
        OfferHostKeys(info, settings, hostKeys);
    }

    // A certificate is verified by the dictionary that it was taken from, which must so hold what authorities sign with,
    // whatever is asked for.
    private static void OfferHostKeys(ConnectionInfo info, ClientSettings settings, ImmutableArray<string> hostKeys)
    {
        var authorities = new ConnectionInfo("none", "none", new NoneAuthenticationMethod("none")).HostKeyAlgorithms;
        info.HostKeyAlgorithms.Clear();
        foreach (var name in hostKeys.IsEmpty ? [.. authorities.Keys.Where(name => !IsWeak(name))] : hostKeys)
        {
            if (authorities.TryGetValue(name, out var algorithm))
            {
                info.HostKeyAlgorithms.Add(name, algorithm);
            }
        }
        Keep(authorities, settings.CASignatureAlgorithms, [.. authorities.Keys.Where(name => !IsWeak(name))]);
    }

    private static bool IsWeak(string name) =>
        name.EndsWith("-sha1", StringComparison.Ordinal) || name.StartsWith("ssh-rsa", StringComparison.Ordinal);

    private static void Keep<T>(
        IOrderedDictionary<string, T> known,
        ImmutableArray<string> wanted,
        ImmutableArray<string> usual
    )
    {
        var kept = (wanted.IsEmpty ? usual : wanted).Distinct().Where(known.ContainsKey).ToArray();
        var algorithms = kept.Select(name => known[name]).ToArray();
        known.Clear();
        foreach (var (name, algorithm) in kept.Zip(algorithms))
        {
            known.Add(name, algorithm);
        }
    }
}
