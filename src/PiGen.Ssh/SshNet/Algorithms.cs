using System.Collections.Immutable;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>Which of SSH.NET's algorithms are offered to a host, and in which order: those that ssh_config names, or ssh itself.</summary>
internal static class Algorithms
{
    public static void Offer(ConnectionInfo info, ClientSettings settings)
    {
        Keep(info.Encryptions, settings.Ciphers);
        Keep(info.HmacAlgorithms, settings.Macs);
        Keep(info.KeyExchangeAlgorithms, settings.KexAlgorithms);
    }

    private static void Keep<T>(IOrderedDictionary<string, T> known, ImmutableArray<string> wanted)
    {
        var kept = wanted.Distinct().Where(known.ContainsKey).Select(name => (name, known[name])).ToArray();
        known.Clear();
        foreach (var (name, algorithm) in kept)
        {
            known.Add(name, algorithm);
        }
    }
}
