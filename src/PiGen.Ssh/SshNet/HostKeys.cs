using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PiGen.Core;
using PiGen.Core.Keys;
using PiGen.Templating.Text;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace PiGen.Ssh.SshNet;

/// <summary>Decides whether a host's key is its own: known hosts are read, asked about and written as ssh does it (ssh(1), VERIFYING HOST KEYS).</summary>
/// <remarks>
/// One object may serve several clients of one host: a person is asked once, and no other key is taken from then on.
/// <see cref="Check"/> runs on SSH.NET's own thread while the connecting one waits: <see cref="ConnectionInfo.Timeout"/> must leave time to answer.
/// </remarks>
internal sealed class HostKeys(ClientSettings settings, IPerson person, CancellationToken cancellation = default)
{
    private readonly Lock _turn = new();
    private readonly ConcurrentDictionary<string, HostCertificate> _certificates = new();
    private readonly Lazy<ImmutableArray<(string File, KnownHostLine Line)>> _lines = new(() => ReadLines(settings));
    private PublicKey? _accepted;
    private string? _place;
    private string _found = "is let through unproven";

    /// <summary>Names of host key algorithms to ask for: with certificates where an authority is known, then those of known keys.</summary>
    public ImmutableArray<string> Algorithms
    {
        get
        {
            var known = LinesOf(KnownHostMarker.None, Names).Select(line => line.Line.Key.Algorithm).ToHashSet();
            var hasAuthority = LinesOf(KnownHostMarker.CertAuthority, Names).Any();
            return
            [
                .. settings
                    .HostKeyAlgorithms.Where(name => hasAuthority || !SshAlgorithms.IsCertificate(name))
                    .OrderBy(name =>
                        !settings.PrefersKnownHostKeys || SshAlgorithms.IsCertificate(name) ? 0
                        : known.Contains(SshAlgorithms.KeyOf(name)) ? 1
                        : 2
                    ),
            ];
        }
    }

    /// <summary>Why the key was not accepted; null if it was, or none was shown.</summary>
    public Failure? Refusal { get; private set; }

    /// <summary>What is wrong with a key that is let through all the same (StrictHostKeyChecking no): no secret may be sent. Null for nothing.</summary>
    public Failure? Doubt { get; private set; }

    /// <summary>Has a connection ask for <see cref="Algorithms"/> only, and look at the key inside a certificate that is of no use.</summary>
    public void Apply(ConnectionInfo connection)
    {
        var all = connection.HostKeyAlgorithms.ToDictionary();
        connection.HostKeyAlgorithms.Clear();
        foreach (var name in Algorithms.Where(all.ContainsKey))
        {
            var plain = all[SshAlgorithms.PlainOf(name)];
            connection.HostKeyAlgorithms.Add(
                name,
                SshAlgorithms.IsCertificate(name) ? data => plain(OpenCertificate(data, all)) : plain
            );
        }
    }

    /// <summary>Decides on the key that a host shows, with a question to the person where ssh asks one.</summary>
    public void Check(HostKeyEventArgs shown)
    {
        shown.CanTrust = false;
        lock (_turn)
        {
            if (PublicKey.TryRead(shown.HostKey) is not { } key)
            {
                Refusal ??= SshFailures.Other(settings.Destination, "the host key cannot be read");
            }
            else if (Refusal is null && _accepted?.IsSameKey(key) != true)
            {
                try
                {
                    Refusal = _accepted is null ? Judge(key) : SshFailures.ChangedHostKey(settings.Destination, _place);
                }
                catch (Failure e)
                {
                    Refusal = e;
                }
                _accepted ??= Refusal is null ? key : null;
                var found = Refusal is null ? _found : "is refused";
                person.Note($"{settings.Destination}: host key {key.Kind} {key.Fingerprint} {found}");
            }
            shown.CanTrust = Refusal is null;
        }
    }

    // As check_host_key does it: the name, an alias without a port; a key that is known without the port is good for any.
    private string Name =>
        settings.HostKeyAlias is null && Core.Model.Port.TryFrom(settings.Port) is { } port
            ? KnownName.Of(settings.HostName, port)
            : Host;

    private string Host => (settings.HostKeyAlias ?? settings.HostName).ToLowerInvariant();

    private string[] Names => Name == Host ? [Name] : [Name, Host];

    private Failure? Judge(PublicKey key)
    {
        var certificate = _certificates.GetValueOrDefault(key.Base64);
        var authority = certificate?.Authority;
        if (key.Algorithm == SshAlgorithms.Rsa && key.Bits < settings.RequiredRSASize)
        {
            return SshFailures.Other(settings.Destination, "Bad server host key: Invalid key length");
        }
        if (settings.RevokedHostKeys is { } file && LookUpRevoked(file, key, authority) is { } revoked)
        {
            return revoked;
        }
        if (LinesOf(KnownHostMarker.Revoked, Names).Any(line => IsOneOf(line.Line.Key, key, authority)))
        {
            return GoOn(SshFailures.RevokedHostKey(settings.Destination));
        }
        if (certificate is not null && IsBelieved(certificate))
        {
            _found = "is vouched for by a known authority";
            return null;
        }
        return JudgePlain(key);
    }

    private Failure? JudgePlain(PublicKey key)
    {
        var named = LinesOf(KnownHostMarker.None, Name).ToArray();
        var lines = named.Length > 0 ? named : [.. LinesOf(KnownHostMarker.None, Host)];
        if (lines.FirstOrDefault(line => line.Line.Key.IsSameKey(key)) is { Line: { } known } same)
        {
            _place = $"{same.File}:{known.Number}";
            _found = $"is known ({_place})";
            return null;
        }
        return named is [.., var (file, last)]
            ? GoOn(SshFailures.ChangedHostKey(settings.Destination, $"{file}:{last.Number}"))
            : Meet(key);
    }

    private Failure? GoOn(Failure failure)
    {
        Doubt = settings.StrictHostKeyChecking == HostKeyChecking.No ? failure : null;
        return Doubt is null ? failure : null;
    }

    private NotReached? Meet(PublicKey key)
    {
        var isAccepted = settings.StrictHostKeyChecking switch
        {
            HostKeyChecking.Yes => false,
            HostKeyChecking.Ask => person.CanAsk && !settings.BatchMode && IsAgreedTo(key),
            HostKeyChecking.AcceptNew or HostKeyChecking.No => true,
        };
        if (!isAccepted || settings.UserKnownHostsFiles.IsEmpty)
        {
            return SshFailures.UnknownHostKey(settings.Destination);
        }
        Remember(key);
        _found = "is new";
        return null;
    }

    private bool IsAgreedTo(PublicKey key)
    {
        var prompt = $"""
            The authenticity of host '{ShownText.Of(Name)}' can't be established.
            {key.Kind} key fingerprint is {key.Fingerprint}.
            Are you sure you want to continue connecting (yes/no/[fingerprint])?{" "}
            """;
        while (true)
        {
            var answer = person.AskLine(prompt, cancellation).Trim().Split(' ', '\t')[0];
            if (answer == key.Fingerprint || answer.Equals("yes", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
            if (answer.Length == 0 || answer.Equals("no", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
            prompt = "Please type 'yes', 'no' or the fingerprint: ";
        }
    }

    private void Remember(PublicKey key)
    {
        var name = settings.HashKnownHosts ? KnownHostLine.Hash(Name, RandomNumberGenerator.GetBytes(20)) : Name;
        try
        {
            person.Remember(settings.UserKnownHostsFiles[0], $"{name} {key.Text}");
        }
        catch (Failure)
        {
            // As ssh does: the key was agreed to, and the next connection asks again.
        }
    }

    private bool IsBelieved(HostCertificate certificate) =>
        certificate.Authority is { } authority
        && LinesOf(KnownHostMarker.CertAuthority, Names).Any(line => line.Line.Key.IsSameKey(authority))
        && (authority.Algorithm != SshAlgorithms.Rsa || authority.Bits >= settings.RequiredRSASize)
        && certificate.IsFor(Host, TimeProvider.System.GetUtcNow());

    // SSH.NET refuses a connection whose certificate has expired; ssh goes on with the key in it, which may be known.
    private byte[] OpenCertificate(byte[] bytes, Dictionary<string, Func<byte[], KeyHostAlgorithm>> all)
    {
        var certificate = new HostCertificate(bytes);
        if (certificate.IsSigned(settings.CASignatureAlgorithms, all))
        {
            _certificates[certificate.Key.Base64] = certificate;
        }
        return certificate.Key.ToBytes();
    }

    // A KRL, which ssh-keygen -k makes, has bits where this looks for lines.
    private Failure? LookUpRevoked(string file, PublicKey key, PublicKey? authority)
    {
        var text = KeyFile.TryReadText(file);
        return text?.StartsWith("SSHKRL\n\0", StringComparison.Ordinal) != false
                ? SshFailures.NoRevokedHostKeys(settings.Destination, file)
            : text.Split('\n').Any(line => PublicKey.TryParse(line) is { } revoked && IsOneOf(revoked, key, authority))
                ? SshFailures.RevokedHostKey(settings.Destination)
            : null;
    }

    private static bool IsOneOf(PublicKey revoked, PublicKey key, PublicKey? authority) =>
        revoked.IsSameKey(key) || (authority is not null && revoked.IsSameKey(authority));

    private IEnumerable<(string File, KnownHostLine Line)> LinesOf(KnownHostMarker marker, params string[] names) =>
        _lines.Value.Where(line =>
            line.Line.Marker == marker && names.Any(name => line.Line.HoldOf(name) != NameHold.None)
        );

    private static ImmutableArray<(string File, KnownHostLine Line)> ReadLines(ClientSettings settings) =>
        [
            .. settings
                .UserKnownHostsFiles.Concat(settings.GlobalKnownHostsFiles)
                .SelectMany(file =>
                    KnownHosts
                        .Read(Encoding.Latin1.GetBytes(KeyFile.TryReadText(file) ?? ""))
                        .Lines.Select(line => (file, line))
                ),
        ];
}
