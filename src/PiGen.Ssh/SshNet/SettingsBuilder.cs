using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
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
    // In seconds, about as long as a timer of .NET can run.
    private const int LongestTime = 49 * 24 * 60 * 60;

    // The one kind of path without tokens.
    private const string SystemFiles = "GlobalKnownHostsFile";

    private static readonly string[] Methods = ["publickey", "keyboard-interactive", "password"];
    private static readonly string[] DefaultKeys = ["id_rsa", "id_ecdsa", "id_ed25519"];

    private readonly SshDestination _destination = options.Destination;
    private readonly Expansion _expansion = new(local, lines);

    public ClientSettings Build()
    {
        RefuseWhatCannotBeHonoured();
        // Nothing can be said about values that ssh cannot read.
        lines.ThrowIfMisread();
        var host = Canonical(lines.RealName);
        var port = _destination.Port?.Number ?? SettingText.Port(Word("Port") ?? "") ?? Core.Model.Port.Ssh.Number;
        var alias = Word("HostKeyAlias")?.ToLowerInvariant();
        _expansion.KnowHost(host, _destination.Host, alias ?? _destination.Host, port);
        var user = _destination.User ?? (Line("User") is { } line ? _expansion.Of(line, Value(line)) : local.Name);
        _expansion.KnowUser(user);
        var jumps = options.JumpHosts.IsEmpty ? NamedJumps() : options.JumpHosts;
        _expansion.KnowJump(jumps.IsEmpty ? "" : jumps[^1].Host);
        var settings = Build(host, port, user, alias) with { Jumps = jumps };
        lines.ThrowIfRefused();
        return settings with { Jumps = WithWayTo(jumps) };
    }

    /// <summary>A host's name in lower case, an address as the system writes it.</summary>
    public static string Canonical(string host) =>
        IPAddress.TryParse(host, out var address) ? address.ToString() : host.ToLowerInvariant();

    private ClientSettings Build(string host, int port, string user, string? alias) =>
        new()
        {
            Destination = _destination,
            HostName = host,
            Port = port,
            User = user,
            IdentityFiles = IdentityFiles(),
            NamesIdentityFiles = options.IdentityFile is not null || Added("IdentityFile").Any(),
            IdentitiesOnly = IsYes("IdentitiesOnly", otherwise: false),
            IdentityAgent = UsedAgent(),
            CertificateFiles = [.. Added("CertificateFile").Where(IsNoNone).Select(line => PathIn(line)).Distinct()],
            UserKnownHostsFiles = Paths(
                "UserKnownHostsFile",
                [$"{local.Home}/.ssh/known_hosts", $"{local.Home}/.ssh/known_hosts2"]
            ),
            GlobalKnownHostsFiles = Paths(
                SystemFiles,
                [$"{local.SystemFolder}/ssh_known_hosts", $"{local.SystemFolder}/ssh_known_hosts2"]
            ),
            RevokedHostKeys = Paths("RevokedHostKeys", otherwise: []).FirstOrDefault(),
            HostKeyAlias = alias,
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
            HostKeyAlgorithms = Algorithms("HostKeyAlgorithms", AlgorithmList.HostKeys),
            PrefersKnownHostKeys = Word("HostKeyAlgorithms") is null or ['+' or '-', ..],
            PubkeyAcceptedAlgorithms = Algorithms("PubkeyAcceptedAlgorithms", AlgorithmList.PersonKeys),
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
            var hasTooMany = name == "RevokedHostKeys" && line.Words.Length > 1;
            var isRefused =
                Keyword.Find(name.ToLowerInvariant()) is { Treatment: Treatment.Refused } keyword
                && !keyword.IsOff(line);
            if (isRefused || hasTooMany)
            {
                lines.Refuse(
                    line,
                    $"{name}{(hasTooMany ? " with more than one file" : "")} cannot be honoured by the transport ssh.net"
                );
            }
        }
    }

    // The first of the chain may itself be reached through others.
    private ImmutableArray<SshDestination> WithWayTo(ImmutableArray<SshDestination> jumps)
    {
        if (jumps.IsEmpty)
        {
            return jumps;
        }
        if (behind.Contains(_destination))
        {
            lines.Misread(Line("ProxyJump")!, $"{_destination} would be reached through itself");
            lines.ThrowIfMisread();
        }
        var first = SettingsReader.ForJump(options, jumps[0], before: []);
        return [.. SettingsReader.Read(first, local, behind.Add(_destination)).Jumps, .. jumps];
    }

    private ImmutableArray<SshDestination> NamedJumps()
    {
        if (Line("ProxyJump") is not { } line || SettingsReader.IsNone(line))
        {
            return [];
        }
        var jumps = _expansion
            .Of(line, line.Rest.Text.ToString().Split('#')[0], withVariables: false)
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

    private ImmutableArray<string> IdentityFiles()
    {
        string[] given = options.IdentityFile is { } file
            ? [Path.GetFullPath(ConfigPlaces.Expanded(file, local.Home))]
            : [];
        var named = Added("IdentityFile").ToList();
        var defaults = named.Count > 0 || given.Length > 0 ? [] : DefaultKeys.Select(key => $"{local.Home}/.ssh/{key}");
        return [.. given.Concat(named.Where(IsNoNone).Select(PathIn)).Concat(defaults).Distinct()];
    }

    private string? UsedAgent() =>
        Line("IdentityAgent") is not { } line || Value(line) == Agent.Variable ? Agent.Usual(local.Variable)
        : !IsNoNone(line) ? null
        : Value(line) is ['$', not '{', ..] value ? local.Variable(value[1..])
        : PathIn(line);

    private ImmutableArray<string> Paths(string keyword, string[] otherwise)
    {
        if (Line(keyword) is not { } line)
        {
            return [.. otherwise];
        }
        return IsNoNone(line)
            ? [.. line.Words.Select(word => _expansion.Path(line, word.Value, hasTokens: keyword != SystemFiles))]
            : [];
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

    private string PathIn(ConfigLine line) => _expansion.Path(line, Value(line));

    private TimeSpan? Time(string keyword) =>
        Word(keyword) is { } word && SettingText.Seconds(word) is > 0 and var seconds
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestTime))
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

    private static bool IsNoNone(ConfigLine line) => !Keyword.IsNone(line.Words[0]);
}
