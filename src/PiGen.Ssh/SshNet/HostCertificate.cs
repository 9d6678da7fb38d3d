using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Keys;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace PiGen.Ssh.SshNet;

/// <summary>What an authority says of a host's key: PROTOCOL.certkeys of OpenSSH. SSH.NET takes it apart; what it proves is decided here.</summary>
internal sealed class HostCertificate
{
    private readonly Certificate _certificate;
    private readonly byte[] _bytes;

    /// <exception cref="SshException">It cannot be read.</exception>
    public HostCertificate(byte[] bytes)
    {
        Key = PublicKey.TryReadCertified(bytes) ?? throw new SshException("The host's certificate cannot be read.");
        (_bytes, _certificate) = (bytes, new(bytes));
        Authority = PublicKey.TryRead(_certificate.CertificateAuthorityKey);
    }

    public PublicKey Key { get; }

    /// <summary>Null for a kind of key that nobody has.</summary>
    public PublicKey? Authority { get; }

    /// <summary>Whether it is for such a host, now. One without names would be for every host: newer versions of ssh refuse it, and so does this.</summary>
    public bool IsFor(string host, DateTimeOffset now)
    {
        var seconds = (ulong)now.ToUnixTimeSeconds();
        return _certificate.Type == Certificate.CertificateType.Host
            && _certificate.ValidAfterUnixSeconds <= seconds
            && seconds < _certificate.ValidBeforeUnixSeconds
            && _certificate.CriticalOptions.Count == 0
            && _certificate.ValidPrincipals.Contains(host);
    }

    /// <summary>Whether the authority that it names has signed it in one of these ways.</summary>
    public bool IsSigned(ImmutableArray<string> ways, IReadOnlyDictionary<string, Func<byte[], KeyHostAlgorithm>> all)
    {
        ReadOnlySpan<byte> signature = _certificate.Signature;
        var way = Encoding.ASCII.GetString(SshBytes.Take(ref signature));
        // The signature is the last field, after its length.
        var signed = _bytes[..^(_certificate.Signature.Length + sizeof(int))];
        return ways.Contains(way)
            && Authority?.Algorithm == SshAlgorithms.KeyOf(way)
            && all.TryGetValue(way, out var algorithm)
            && algorithm(_certificate.CertificateAuthorityKey).VerifySignature(signed, _certificate.Signature);
    }
}
