using System.Collections.Immutable;
using System.Text;
using PiGen.Core;
using PiGen.Core.Keys;
using PiGen.Templating.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PiGen.Ssh.SshNet;

/// <summary>How a person gets into one host: their keys, their agent, and what they type. It serves every client of that host.</summary>
/// <remarks>A key that was opened for one client is open for the next; what is typed for one is never sent by another.</remarks>
internal sealed class Login : IDisposable
{
    private const int LongestPrompt = 1000;

    private readonly IPerson _person;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<KeyFile> _files;
    private readonly string? _missing;
    private readonly string? _securityKey;
    private string? _readableKey;

    private Login(ClientSettings settings, IPerson person, CancellationToken cancellation)
    {
        (Settings, _person, _cancellation) = (settings, person, cancellation);
        var isUsed = settings.AuthenticationMethods.Contains("publickey");
        var read = isUsed
            ? settings.IdentityFiles.Distinct().Select(path => (path, File: KeyFile.TryRead(path))).ToArray()
            : [];
        _files = [.. read.Select(each => each.File).OfType<KeyFile>()];
        _missing = settings.NamesIdentityFiles ? read.FirstOrDefault(each => each.File is null).path : null;
        Keys = isUsed ? [.. LoginKey.Find(settings, _files, cancellation)] : [];
        _securityKey = _files
            .FirstOrDefault(file =>
                file.Public is { } key
                && IsInSecurityKey(key)
                && !Keys.Any(known => known.Public?.IsSameKey(key) == true)
            )
            ?.Path;
    }

    public ClientSettings Settings { get; }

    /// <summary>Keys and certificates that can sign, in the order in which they are tried.</summary>
    public ImmutableArray<LoginKey> Keys { get; }

    /// <summary>Whether the person typed what is good for one login only: a password, a one-time code.</summary>
    public bool IsInteractive { get; private set; }

    /// <summary>The ways in that the host named last.</summary>
    public string[] Offered { get; set; } = [];

    public bool HasTooManyKeys { get; set; }

    /// <summary>One at a time is asked for a password.</summary>
    public Lock Turn { get; } = new();

    /// <summary>As ssh names it before a password: <c>ann@red</c>.</summary>
    public string UserAtHost => $"{Settings.User}@{Settings.HostKeyAlias ?? Settings.HostName}";

    /// <summary>Reads the keys, and asks the agent for its own.</summary>
    public static Login Prepare(ClientSettings settings, IPerson person, CancellationToken cancellation) =>
        new(settings, person, cancellation);

    /// <summary>Fresh ones for one client, in the order of preference.</summary>
    /// <param name="hostKeys">What checks this client's host key; without it, no password is sent where a changed key is let through.</param>
    public AuthenticationMethod[] Methods(HostKeys? hostKeys = null)
    {
        var isProven = () => Settings.StrictHostKeyChecking != HostKeyChecking.No || hostKeys?.IsUnproven == false;
        AuthenticationMethod[] methods =
        [
            .. Settings
                .AuthenticationMethods.Select(name =>
                    name switch
                    {
                        "publickey" => new KeyMethod(this),
                        "keyboard-interactive" when MayAsk => new KeyboardMethod(this, isProven),
                        "password" when MayAsk => new PasswordMethod(this, isProven),
                        _ => (AuthenticationMethod?)null,
                    }
                )
                .OfType<AuthenticationMethod>(),
        ];
        // SSH.NET wants one at least; this one it has tried already.
        return methods.Length > 0 ? methods : [new NoneAuthenticationMethod(Settings.User)];
    }

    /// <summary>The sentence for a login that SSH.NET could not make.</summary>
    public Failure Refused(SshAuthenticationException refusal)
    {
        var host = Settings.Destination;
        return _readableKey is { } readable ? SshFailures.KeyReadableByOthers(host, readable)
            : _missing is not null ? SshFailures.NoKeyFile(host, _missing)
            : _securityKey is not null ? SshFailures.SecurityKey(host, _securityKey)
            : HasTooManyKeys ? SshFailures.TooManyKeys(host)
            : SshFailures.LoginRefused(host, Shown(MethodsOf(refusal)));
    }

    /// <summary>The private key, with its passphrase asked for where it has one; null if it is not to be had.</summary>
    public PrivateKeyFile? Unlock(KeyFile file)
    {
        _readableKey ??= file.IsReadableByOthers ? file.Path : null;
        Func<string, string>? ask = MayAsk ? prompt => _person.AskSecret(prompt, _cancellation) : null;
        return file.Unlock(ask, Settings.NumberOfPasswordPrompts);
    }

    /// <summary>Asks for what is good once.</summary>
    public string Ask(string prompt, bool isEchoed)
    {
        IsInteractive = true;
        return isEchoed ? _person.AskLine(prompt, _cancellation) : _person.AskSecret(prompt, _cancellation);
    }

    /// <summary>What a host wrote, as lines that a terminal does not obey, and not too much of it.</summary>
    public static string Shown(string text) =>
        string.Join(
            '\n',
            (text.Length > LongestPrompt ? text[..LongestPrompt] : text)
                .ReplaceLineEndings("\n")
                .Split('\n')
                .Select(ShownText.Of)
        );

    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }
    }

    private bool MayAsk => _person.CanAsk && !Settings.BatchMode;

    private static bool IsInSecurityKey(PublicKey key) => key.Algorithm.StartsWith("sk-", StringComparison.Ordinal);

    // SSH.NET says "... (publickey,password)." of the host's methods if it has none of them, else of the one that failed.
    private string MethodsOf(SshAuthenticationException refusal)
    {
        var (start, end) = (refusal.Message.LastIndexOf('('), refusal.Message.LastIndexOf(')'));
        return Offered.Length > 0 ? string.Join(',', Offered)
            : 0 <= start && start < end ? refusal.Message[(start + 1)..end]
            : refusal.Message;
    }
}

/// <summary>A key or certificate to be tried, and who signs with it.</summary>
/// <param name="Bytes">What is shown to the host; null if it is known only once the file is opened.</param>
/// <param name="AgentKey">What the agent signs with; null for none.</param>
internal sealed record LoginKey(byte[]? Bytes, PublicKey? Public, KeyFile? File, Agent? Agent, byte[]? AgentKey)
{
    private bool IsCertificate => Bytes is not null && PublicKey.TryReadCertified(Bytes) is not null;

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
        var held = agent?.List() ?? [];
        var named = settings.CertificateFiles.SelectMany(ReadCertificate).ToArray();
        byte[]?[] all =
        [
            .. named,
            .. held,
            .. settings.CertificateFiles.IsEmpty
                ? files.SelectMany(file => ReadCertificate(file.Path + "-cert.pub"))
                : [],
            .. files.Select(file => file.Public?.ToBytes()).OfType<byte[]>(),
        ];
        return all.OfType<byte[]>()
            .DistinctBy(Convert.ToBase64String)
            .Select(Make)
            .Concat(files.Where(file => file.Public is null).Select(file => new LoginKey(null, null, file, null, null)))
            .Where(key => key.Fits(settings))
            .OrderBy(key =>
                key.Bytes is not null && named.Any(each => each.AsSpan().SequenceEqual(key.Bytes)) ? 0
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
            return new(bytes, key, file, agent, agentKey);
        }
    }

    /// <summary>The algorithms to try it with.</summary>
    public IEnumerable<string> OffersOf(ClientSettings settings)
    {
        var rest = Bytes.AsSpan();
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
            && (File is not null || !settings.IdentitiesOnly || settings.CertificateFiles.Any(IsIn))
            && (AgentKey is not null || !Public.Algorithm.StartsWith("sk-", StringComparison.Ordinal));
    }

    private bool IsIn(string certificateFile) =>
        ReadCertificate(certificateFile).Any(bytes => bytes.AsSpan().SequenceEqual(Bytes));

    private static IEnumerable<byte[]> ReadCertificate(string path)
    {
        var words = Encoding.Latin1.GetString(KeyFile.ReadBounded(path)).Split(' ', '\n');
        var bytes = new byte[words.Length < 2 ? 0 : words[1].Length];
        return
            words.Length >= 2
            && Convert.TryFromBase64String(words[1], bytes, out var length)
            && PublicKey.TryReadCertified(bytes.AsSpan(0, length)) is not null
            ? [bytes[..length]]
            : [];
    }
}
