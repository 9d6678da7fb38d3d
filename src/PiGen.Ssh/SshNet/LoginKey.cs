using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Keys;

namespace PiGen.Ssh.SshNet;

/// <summary>A key or certificate to be tried, and who signs with it.</summary>
/// <param name="Bytes">What is shown to the host; null if it is known only once the file is opened.</param>
/// <param name="AgentKey">What the agent signs with; null for none.</param>
/// <param name="IsNamed">Whether it is a certificate that ssh_config names.</param>
internal sealed record LoginKey(
    byte[]? Bytes,
    PublicKey? Public,
    KeyFile? File,
    Agent? Agent = null,
    byte[]? AgentKey = null,
    bool IsNamed = false
)
{
    private bool IsCertificate => Bytes is not null && PublicKey.TryReadCertified(Bytes) is not null;

    /// <summary>By which the person knows it.</summary>
    public string Name => File?.Path ?? $"{Public?.Kind} {Public?.Fingerprint} of the agent";

    /// <summary>Whether it signs at once, without a person or an agent who might be asked in vain.</summary>
    public bool IsAtHand => AgentKey is null && File is { IsEncrypted: false, IsReadableByOthers: false };

    /// <summary>In ssh's order: certificates by name, the agent's keys that files name too, its others, files; of each certificates first.</summary>
    public static IEnumerable<LoginKey> Find(
        ClientSettings settings,
        ImmutableArray<KeyFile> files,
        CancellationToken cancellation
    )
    {
        var agent = settings.IdentityAgent is { } address ? new Agent(address, cancellation) : null;
        byte[][] held = [.. (agent?.List() ?? []).Select(each => each.Key)];
        var named = settings.CertificateFiles.SelectMany(ReadCertificate).ToArray();
        byte[][] all =
        [
            .. named,
            .. held,
            .. settings.CertificateFiles.IsEmpty
                ? files.SelectMany(file => ReadCertificate(file.Path + "-cert.pub"))
                : [],
            .. files.Select(file => file.Public?.ToBytes()).OfType<byte[]>(),
        ];
        return all.DistinctBy(Convert.ToBase64String)
            .Select(Make)
            .Concat(
                files.Where(file => file.Public is null).Select(file => new LoginKey(Bytes: null, Public: null, file))
            )
            .Where(key => key.Fits(settings))
            .OrderBy(key =>
                key.IsNamed ? 0
                : key.AgentKey is null ? 3
                : key.File is null ? 2
                : 1
            )
            .ThenBy(key => key.IsCertificate ? 0 : 1);

        LoginKey Make(byte[] bytes)
        {
            var key = PublicKey.TryRead(bytes) ?? PublicKey.TryReadCertified(bytes);
            var file = files.FirstOrDefault(file => key is not null && file.Public?.IsSameKey(key) == true);
            var agentKey =
                held.FirstOrDefault(each => each.AsSpan().SequenceEqual(bytes))
                ?? held.FirstOrDefault(each => key is not null && each.AsSpan().SequenceEqual(key.ToBytes()));
            return new(bytes, key, file, agent, agentKey, named.Any(each => each.AsSpan().SequenceEqual(bytes)));
        }
    }

    /// <summary>The algorithms to try it with.</summary>
    public IEnumerable<string> OffersOf(ClientSettings settings)
    {
        ReadOnlySpan<byte> rest = Bytes;
        var name = Encoding.ASCII.GetString(SshBytes.Take(ref rest));
        return SshAlgorithms.OffersOf(name, settings.PubkeyAcceptedAlgorithms);
    }

    /// <summary>The signature; null if nobody makes it.</summary>
    /// <param name="algorithm">The name that the host was told.</param>
    public byte[]? Sign(string algorithm, byte[] text, Login login)
    {
        var plain = SshAlgorithms.PlainOf(algorithm);
        if (AgentKey is not null && Agent?.Sign(AgentKey, plain, text) is { } signature)
        {
            return signature;
        }
        return File is null
            ? null
            : login.Unlock(File)?.HostKeyAlgorithms.FirstOrDefault(way => way.Name == plain)?.Sign(text);
    }

    private bool Fits(ClientSettings settings)
    {
        var canSign = AgentKey is not null || File is { HasPrivate: true };
        if (Bytes is null)
        {
            return canSign;
        }
        return canSign
            && Public is not null
            && (Public.Algorithm != SshAlgorithms.Rsa || Public.Bits >= settings.RequiredRSASize)
            && (File is not null || IsNamed || !settings.IdentitiesOnly)
            && (AgentKey is not null || !Public.Algorithm.StartsWith("sk-", StringComparison.Ordinal));
    }

    private static IEnumerable<byte[]> ReadCertificate(string path)
    {
        var words = (KeyFile.TryReadText(path) ?? "").Split(' ', '\n');
        var bytes = new byte[words.Length < 2 ? 0 : words[1].Length];
        return
            words.Length >= 2
            && Convert.TryFromBase64String(words[1], bytes, out var length)
            && PublicKey.TryReadCertified(bytes.AsSpan(0, length)) is not null
            ? [bytes[..length]]
            : [];
    }
}
