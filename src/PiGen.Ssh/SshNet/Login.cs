using System.Collections.Immutable;
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
    private object? _asker;
    private HostKeys? _hostKeys;

    /// <summary>Reads the keys, and asks the agent for its own.</summary>
    public Login(ClientSettings settings, IPerson person, CancellationToken cancellation)
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

    /// <summary>What the host has let the person in by.</summary>
    public string Way { get; set; } = "none";

    /// <summary>One at a time is asked for a password.</summary>
    public Lock Turn { get; } = new();

    /// <summary>As ssh names it before a password: <c>ann@red</c>.</summary>
    public string UserAtHost => $"{Settings.User}@{Settings.HostKeyAlias ?? Settings.HostName}";

    /// <summary>Fresh ones for one client, in the order of preference. The first client that comes to a question is the one that asks.</summary>
    /// <param name="hostKeys">What checks this client's host key; without it, no password is sent where a changed key is let through.</param>
    public AuthenticationMethod[] Methods(HostKeys? hostKeys = null)
    {
        var client = new object();
        _hostKeys = hostKeys;
        var mayAsk = () =>
            (Settings.StrictHostKeyChecking != HostKeyChecking.No || hostKeys is { Doubt: null })
            && (_asker ??= client) == client;
        AuthenticationMethod[] methods =
        [
            .. Settings
                .AuthenticationMethods.Select(name =>
                    name switch
                    {
                        "publickey" => new KeyMethod(this),
                        "keyboard-interactive" when MayAsk => new KeyboardMethod(this, mayAsk),
                        "password" when MayAsk => new PasswordMethod(this, mayAsk),
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
        return _hostKeys?.Doubt is { } doubt ? doubt
            : _readableKey is { } readable ? SshFailures.KeyReadableByOthers(host, readable)
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
