using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using PiGen.Core.SshConfig;

namespace PiGen.Ssh.SshNet;

/// <summary>Makes settings of the lines that count: paths and tokens are expanded, what nobody set has its default.</summary>
internal sealed class SettingsBuilder(
    SshOptions options,
    LocalUser local,
    SettingsReader lines,
    ImmutableArray<SshDestination> behind
)
{
    private static readonly string[] Methods = ["publickey", "keyboard-interactive", "password"];
    private static readonly string[] DefaultKeys = ["id_rsa", "id_ecdsa", "id_ed25519"];

    private readonly SshDestination _destination = options.Destination;

    // What tokens stand for, as it becomes known.
    private readonly Dictionary<char, string> _tokens = [];

    public ClientSettings Build()
    {
        RefuseWhatCannotBeHonoured();
        // Nothing can be said about values that ssh cannot read.
        lines.ThrowIfRefused();
        var host = Canonical(lines.RealName);
        var port = _destination.Port?.Number ?? (Word("Port") is { } word ? SettingText.Port(word) : null) ?? 22;
        var user = UserAt(host, port);
        var jumps = Jumps();
        FindHash();
        var settings = Build(host, port, user, jumps);
        lines.ThrowIfRefused();
        return settings;
    }

    /// <summary>A host's name in lower case, an address as the system writes it.</summary>
    public static string Canonical(string host) =>
        IPAddress.TryParse(host, out var address) ? address.ToString() : host.ToLowerInvariant();

    private ClientSettings Build(string host, int port, string user, ImmutableArray<SshDestination> jumps) =>
        new()
        {
            Destination = _destination,
            HostName = host,
            Port = port,
            User = user,
            IdentityFiles = IdentityFiles(),
            NamesIdentityFiles = options.IdentityFile is not null || Added("IdentityFile").Any(),
            IdentitiesOnly = IsYes("IdentitiesOnly", otherwise: false),
            IdentityAgent = Agent(),
            CertificateFiles = [.. Added("CertificateFile").Where(IsNoNone).Select(line => PathIn(line)).Distinct()],
            Jumps = jumps,
            UserKnownHostsFiles = Paths(
                "UserKnownHostsFile",
                [$"{local.Home}/.ssh/known_hosts", $"{local.Home}/.ssh/known_hosts2"]
            ),
            GlobalKnownHostsFiles = Paths(
                "GlobalKnownHostsFile",
                [$"{local.SystemFolder}/ssh_known_hosts", $"{local.SystemFolder}/ssh_known_hosts2"]
            ),
            RevokedHostKeys = RevokedHostKeys(),
            HostKeyAlias = Word("HostKeyAlias")?.ToLowerInvariant(),
            StrictHostKeyChecking = Word("StrictHostKeyChecking")?.ToLowerInvariant() switch
            {
                "yes" or "true" => HostKeyChecking.Yes,
                "no" or "false" or "off" => HostKeyChecking.No,
                "accept-new" => HostKeyChecking.AcceptNew,
                _ => HostKeyChecking.Ask,
            },
            HashKnownHosts = IsYes("HashKnownHosts", otherwise: false),
            ConnectTimeout = Time("ConnectTimeout"),
            ServerAliveInterval = Time("ServerAliveInterval"),
            ServerAliveCountMax = Number("ServerAliveCountMax", 3),
            AddressFamily = Word("AddressFamily")?.ToLowerInvariant() switch
            {
                "inet" => AddressFamily.InterNetwork,
                "inet6" => AddressFamily.InterNetworkV6,
                _ => AddressFamily.Unspecified,
            },
            BindAddress = Word("BindAddress"),
            Ciphers = Algorithms("Ciphers", AlgorithmList.Ciphers),
            Macs = Algorithms("MACs", AlgorithmList.Macs),
            KexAlgorithms = Algorithms("KexAlgorithms", AlgorithmList.KeyExchange),
            HostKeyAlgorithms = Algorithms("HostKeyAlgorithms", AlgorithmList.PublicKeys),
            PrefersKnownHostKeys = Word("HostKeyAlgorithms") is null or ['+' or '-', ..],
            PubkeyAcceptedAlgorithms = Algorithms("PubkeyAcceptedAlgorithms", AlgorithmList.PublicKeys),
            CASignatureAlgorithms = Algorithms("CASignatureAlgorithms", AlgorithmList.AuthoritySignatures),
            RequiredRSASize = Number("RequiredRSASize", 1024),
            AuthenticationMethods = AuthenticationMethods(),
            NumberOfPasswordPrompts = Number("NumberOfPasswordPrompts", 3),
            BatchMode = !options.MayAsk || IsYes("BatchMode", otherwise: false),
        };

    private void RefuseWhatCannotBeHonoured()
    {
        foreach (var (name, line) in lines.First)
        {
            if (Keyword.Find(name.ToLowerInvariant()) is { Treatment: Treatment.Refused } && !IsOff(line))
            {
                lines.Refuse(line, $"{name} cannot be honoured by the transport ssh.net");
            }
        }
    }

    private static bool IsOff(ConfigLine line) =>
        line.Words is [{ Value: var value }] && value.ToLowerInvariant() is "none" or "no" or "false";

    private string UserAt(string host, int port)
    {
        var alias = Word("HostKeyAlias")?.ToLowerInvariant() ?? _destination.Host;
        (_tokens['h'], _tokens['n'], _tokens['k'], _tokens['p']) = (host, _destination.Host, alias, $"{port}");
        (_tokens['u'], _tokens['d'], _tokens['i']) = (local.Name, local.Home, $"{LocalUser.Id}");
        _tokens['l'] = Dns.GetHostName();
        _tokens['L'] = _tokens['l'].Split('.')[0];
        var user = _destination.User ?? (Line("User") is { } line ? Expand(line, Value(line)) : local.Name);
        return _tokens['r'] = user;
    }

    // The chain, and before it what its first host is itself reached through.
    private ImmutableArray<SshDestination> Jumps()
    {
        var named = options.JumpHosts.IsEmpty ? NamedJumps() : options.JumpHosts;
        _tokens['j'] = named.IsEmpty ? "" : named[^1].Host;
        if (behind.Contains(_destination) && Line("ProxyJump") is { } line)
        {
            lines.Misread(line, $"{_destination} would be reached through itself");
        }
        if (named.IsEmpty || behind.Contains(_destination))
        {
            return named;
        }
        var first = SettingsReader.ForJump(options, named[0], before: []);
        return [.. SettingsReader.Read(first, local, behind.Add(_destination)).Jumps, .. named];
    }

    private ImmutableArray<SshDestination> NamedJumps()
    {
        if (Line("ProxyJump") is not { } line || SettingsReader.IsNone(line))
        {
            return [];
        }
        var jumps = Expand(line, line.Rest.Text.ToString().Split('#')[0], withVariables: false)
            .Split(',')
            .Select(jump => SshDestination.TryParse(WithoutScheme(jump.Trim(' ', '\t', '"'))))
            .ToList();
        if (jumps.Contains(null))
        {
            lines.Misread(line, $"ProxyJump cannot be '{line.Rest.Text}'");
            return [];
        }
        return [.. jumps.OfType<SshDestination>()];
    }

    private static string WithoutScheme(string uri) =>
        uri.StartsWith("ssh://", StringComparison.Ordinal) ? uri["ssh://".Length..].TrimEnd('/') : uri;

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security",
        "CA5350",
        Justification = "ssh names files by this hash; nothing is secured by it."
    )]
    private void FindHash()
    {
        var named = string.Concat("lhprj".Select(token => _tokens[token]));
        _tokens['C'] = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(named)));
    }

    private ImmutableArray<string> IdentityFiles()
    {
        string[] given = options.IdentityFile is { } file
            ? [Path.GetFullPath(ConfigPlaces.Expanded(file, local.Home))]
            : [];
        var named = Added("IdentityFile").ToList();
        var defaults = named.Count > 0 || given.Length > 0 ? [] : DefaultKeys.Select(key => $"{local.Home}/.ssh/{key}");
        return [.. given.Concat(named.Where(IsNoNone).Select(PathIn)).Concat(defaults).Distinct()];
    }

    private string? Agent()
    {
        const string Variable = "SSH_AUTH_SOCK";
        return Line("IdentityAgent") is not { } line || Value(line) == Variable
                ? local.Variable(Variable) ?? (OperatingSystem.IsWindows() ? @"\\.\pipe\openssh-ssh-agent" : null)
            : !IsNoNone(line) ? null
            : Value(line) is ['$', not '{', ..] value ? local.Variable(value[1..])
            : PathIn(line);
    }

    private ImmutableArray<string> Paths(string keyword, string[] otherwise)
    {
        if (Line(keyword) is not { } line)
        {
            return [.. otherwise];
        }
        if (line.Words.Length > 1 && !IsNoNone(line))
        {
            lines.Misread(line, $"{keyword} cannot be none and something else");
        }
        return IsNoNone(line) ? [.. line.Words.Select(word => PathOf(line, word.Value, keyword[0] != 'G'))] : [];
    }

    private string? RevokedHostKeys()
    {
        var files = Paths("RevokedHostKeys", otherwise: []);
        if (files.Length > 1)
        {
            lines.Refuse(Line("RevokedHostKeys")!, "more than one file cannot be honoured by the transport ssh.net");
        }
        return files.FirstOrDefault();
    }

    private ImmutableArray<string> Algorithms(string keyword, AlgorithmList list)
    {
        var algorithms = list.Of(Word(keyword));
        if (algorithms.IsEmpty && Line(keyword) is { } line)
        {
            lines.Refuse(line, $"{keyword} leaves nothing that the transport ssh.net has");
        }
        return algorithms;
    }

    private ImmutableArray<string> AuthenticationMethods()
    {
        var preferred = Word("PreferredAuthentications")?.Split(',') ?? Methods;
        var left = preferred.Intersect(Methods).Where(IsAllowed).ToImmutableArray();
        string[] keywords = ["PreferredAuthentications", "PubkeyAuthentication", "PasswordAuthentication"];
        if (left.IsEmpty && keywords.Select(Line).OfType<ConfigLine>().FirstOrDefault() is { } line)
        {
            lines.Refuse(line, $"{line.KeywordSpan.Text} leaves no way to log in that the transport ssh.net has");
        }
        return left;
    }

    private bool IsAllowed(string method) =>
        IsYes(
            method switch
            {
                "publickey" => "PubkeyAuthentication",
                "password" => "PasswordAuthentication",
                _ => "KbdInteractiveAuthentication",
            },
            otherwise: true
        );

    private string PathIn(ConfigLine line) => PathOf(line, Value(line), hasTokens: true);

    private string PathOf(ConfigLine line, string value, bool hasTokens)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal) is >= 0 and var at ? at : value.Length;
        var home =
            value is not ['~', ..] ? ""
            : slash == 1 ? local.Home
            : LocalUser.HomeOf(value[1..slash]);
        if (home is null)
        {
            lines.Misread(line, $"there is no user {value[1..slash]}");
        }
        var rest = home is "" or null ? value : value[slash..];
        return Path.GetFullPath(home + (hasTokens ? Expand(line, rest) : rest));
    }

    private string Expand(ConfigLine line, string value, bool withVariables = true)
    {
        try
        {
            return SettingText.Expand(value, c => _tokens.GetValueOrDefault(c), withVariables ? local.Variable : null);
        }
        catch (FormatException e)
        {
            lines.Misread(line, $"{line.KeywordSpan.Text} cannot be '{value}': {e.Message}");
            return value;
        }
    }

    private TimeSpan? Time(string keyword) =>
        Word(keyword) is { } word && SettingText.Seconds(word) is > 0 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private int Number(string keyword, int otherwise) =>
        Word(keyword) is { } word ? SettingText.Number(word) ?? otherwise : otherwise;

    private bool IsYes(string keyword, bool otherwise) =>
        Word(keyword)?.ToLowerInvariant() is { } word ? word is not ("no" or "false") : otherwise;

    private IEnumerable<ConfigLine> Added(string keyword) =>
        lines.Added.Where(added => added.Keyword == keyword).Select(added => added.Line);

    private ConfigLine? Line(string keyword) => lines.First.GetValueOrDefault(keyword);

    private string? Word(string keyword) => Line(keyword) is { } line ? Value(line) : null;

    private static string Value(ConfigLine line) => line.Words[0].Value;

    private static bool IsNoNone(ConfigLine line) => !Value(line).Equals("none", StringComparison.OrdinalIgnoreCase);
}
