using System.Collections.Frozen;
using PiGen.Core.SshConfig;

namespace PiGen.Ssh.SshNet;

/// <summary>What the transport makes of a keyword of ssh_config(5).</summary>
internal enum Treatment
{
    Honoured,

    /// <summary>It says nothing that matters where commands are run and files are sent, or leaving it out is the safer way.</summary>
    Irrelevant,

    /// <summary>Without it another host may be trusted, or the login fail.</summary>
    Refused,
}

/// <summary>What ssh takes after a keyword.</summary>
internal enum ValueForm
{
    /// <summary>Whatever ssh takes there, this is not looked into.</summary>
    Any,

    /// <summary>All of the line, not split into words.</summary>
    Line,
    Word,
    Words,

    /// <summary>One of a few words.</summary>
    Choice,
    Number,
    Port,

    /// <summary>Seconds, or numbers with units as in <c>1h30m</c>; <c>none</c> too.</summary>
    Time,
}

/// <summary>A keyword of ssh_config(5).</summary>
/// <param name="Name">As ssh_config(5) writes it.</param>
/// <param name="Choices">In lower case; empty but for <see cref="ValueForm.Choice"/>.</param>
internal sealed record Keyword(string Name, Treatment Treatment, ValueForm Form, string[] Choices)
{
    private static readonly FrozenDictionary<string, Keyword> ByName = Rows()
        .ToFrozenDictionary(row => row.Name.ToLowerInvariant());

    // Names of older versions and of distributions, which ssh still takes.
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["challengeresponseauthentication"] = "kbdinteractiveauthentication",
        ["skeyauthentication"] = "kbdinteractiveauthentication",
        ["tisauthentication"] = "kbdinteractiveauthentication",
        ["dsaauthentication"] = "pubkeyauthentication",
        ["hostbasedkeytypes"] = "hostbasedacceptedalgorithms",
        ["identityfile2"] = "identityfile",
        ["keepalive"] = "tcpkeepalive",
        ["pubkeyacceptedkeytypes"] = "pubkeyacceptedalgorithms",
        ["rsaminsize"] = "requiredrsasize",
        ["smartcarddevice"] = "pkcs11provider",
    }.ToFrozenDictionary();

    // What ssh once had, and passes over.
    private static readonly FrozenSet<string> Former = Split(
            "afstokenpassing cipher compressionlevel fallbacktorsh globalknownhostsfile2 kerberosauthentication kerberostgtpassing protocol "
                + "rhostsauthentication rhostsrsaauthentication rsaauthentication useprivilegedport useroaming userknownhostsfile2 usersh"
        )
        .ToFrozenSet();

    /// <summary>All of them, in no order.</summary>
    public static IEnumerable<Keyword> All => ByName.Values;

    /// <summary>Whether later values are added to the first.</summary>
    public bool Accumulates => Name is "IdentityFile" or "CertificateFile";

    /// <param name="word">In lower case.</param>
    public static Keyword? Find(string word) =>
        Former.Contains(word)
            ? new(word, Treatment.Irrelevant, ValueForm.Any, [])
            : ByName.GetValueOrDefault(Aliases.GetValueOrDefault(word, word));

    /// <summary>What ssh finds wrong in a line, as a clause; null for nothing.</summary>
    public string? Mistake(ConfigLine line)
    {
        if (Form is ValueForm.Any or ValueForm.Line)
        {
            return null;
        }
        var words = line.Words;
        return words.IsEmpty || words.Any(word => word.Value.Length == 0) ? $"{Name} has no value"
            : Form == ValueForm.Words
                ? words.Length > 1 && words.Any(IsNone) ? $"{Name} cannot be none and something else"
                    : null
            : !IsValue(words[0].Value) ? $"{Name} cannot be '{words[0].Value}'"
            : words.Length > 1 ? $"{Name} has more than one value"
            : null;
    }

    /// <summary>Whether a line without a mistake switches it off.</summary>
    /// <remarks>A command or a file may be called "no": of those, ssh_config(5) has "none" only, and of these two not even that.</remarks>
    public bool IsOff(ConfigLine line) =>
        Name is not ("BindInterface" or "RefuseConnection")
        && Form switch
        {
            ValueForm.Line => SettingsReader.IsNone(line),
            ValueForm.Choice => line.Words[0].Value.ToLowerInvariant() is "no" or "false",
            _ => IsNone(line.Words[0]),
        };

    public static bool IsNone(ConfigWord word) => word.Value.Equals("none", StringComparison.OrdinalIgnoreCase);

    private bool IsValue(string word) =>
        Form switch
        {
            ValueForm.Choice => Choices.Contains(word.ToLowerInvariant()),
            ValueForm.Number => SettingText.Number(word) is not null,
            ValueForm.Port => SettingText.Port(word) is not null,
            ValueForm.Time => word == "none" || SettingText.Seconds(word) is not null,
            ValueForm.Any or ValueForm.Line or ValueForm.Word or ValueForm.Words => true,
        };

    private static IEnumerable<Keyword> Rows() =>
        [
            .. Rows(Treatment.Honoured, ValueForm.Any, "Host Match Include"),
            .. Rows(
                Treatment.Honoured,
                ValueForm.Word,
                "BindAddress CASignatureAlgorithms CertificateFile Ciphers HostKeyAlgorithms HostKeyAlias Hostname IdentityAgent "
                    + "IdentityFile IgnoreUnknown KexAlgorithms MACs PreferredAuthentications PubkeyAcceptedAlgorithms Tag User"
            ),
            .. Rows(Treatment.Honoured, ValueForm.Words, "GlobalKnownHostsFile RevokedHostKeys UserKnownHostsFile"),
            .. Rows(Treatment.Honoured, ValueForm.Line, "ProxyJump"),
            .. Rows(Treatment.Honoured, ValueForm.Port, "Port"),
            .. Rows(Treatment.Honoured, ValueForm.Time, "ConnectTimeout ServerAliveInterval"),
            .. Rows(
                Treatment.Honoured,
                ValueForm.Number,
                "NumberOfPasswordPrompts RequiredRSASize ServerAliveCountMax"
            ),
            .. Flags(
                Treatment.Honoured,
                "BatchMode HashKnownHosts IdentitiesOnly KbdInteractiveAuthentication PasswordAuthentication"
            ),
            .. Flags(Treatment.Honoured, "PubkeyAuthentication", "unbound host-bound"),
            .. Flags(Treatment.Honoured, "StrictHostKeyChecking", "ask off accept-new"),
            .. Rows(Treatment.Honoured, ValueForm.Choice, "AddressFamily", "any inet inet6"),
            .. Rows(Treatment.Refused, ValueForm.Line, "KnownHostsCommand ProxyCommand"),
            .. Rows(Treatment.Refused, ValueForm.Word, "BindInterface PKCS11Provider RefuseConnection"),
            .. Rows(Treatment.Refused, ValueForm.Words, "CanonicalizePermittedCNAMEs"),
            .. Flags(Treatment.Refused, "CanonicalizeHostname", "always"),
            .. Rows(
                Treatment.Irrelevant,
                ValueForm.Any,
                "AddKeysToAgent CanonicalDomains CanonicalizeFallbackLocal CanonicalizeMaxDots ChannelTimeout "
                    + "CheckHostIP ClearAllForwardings Compression ConnectionAttempts ControlMaster ControlPath "
                    + "ControlPersist DynamicForward EnableEscapeCommandline EnableSSHKeysign EscapeChar "
                    + "ExitOnForwardFailure FingerprintHash ForkAfterAuthentication ForwardAgent ForwardX11 "
                    + "ForwardX11Timeout ForwardX11Trusted GatewayPorts GSSAPIAuthentication GSSAPIClientIdentity "
                    + "GSSAPIDelegateCredentials GSSAPIKexAlgorithms GSSAPIKeyExchange GSSAPIRenewalForcesRekey "
                    + "GSSAPIServerIdentity GSSAPITrustDns HostbasedAcceptedAlgorithms HostbasedAuthentication IPQoS "
                    + "KbdInteractiveDevices LocalCommand LocalForward LogLevel LogVerbose "
                    + "NoHostAuthenticationForLocalhost ObscureKeystrokeTiming PermitLocalCommand PermitRemoteOpen "
                    + "ProxyUseFdpass RekeyLimit RemoteCommand RemoteForward RequestTTY SecurityKeyProvider SendEnv "
                    + "SessionType SetEnv StdinNull StreamLocalBindMask StreamLocalBindUnlink SyslogFacility TCPKeepAlive "
                    + "Tunnel TunnelDevice UpdateHostKeys UseKeychain VerifyHostKeyDNS VersionAddendum VisualHostKey "
                    + "WarnWeakCrypto XAuthLocation"
            ),
        ];

    private static IEnumerable<Keyword> Flags(Treatment treatment, string names, string others = "") =>
        Rows(treatment, ValueForm.Choice, names, $"yes no true false {others}");

    private static IEnumerable<Keyword> Rows(Treatment treatment, ValueForm form, string names, string choices = "") =>
        Split(names).Select(name => new Keyword(name, treatment, form, Split(choices)));

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
