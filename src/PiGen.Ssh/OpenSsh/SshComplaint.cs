using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PiGen.Core;

namespace PiGen.Ssh.OpenSsh;

/// <summary>What ssh says on standard error when it gives up, read back into what went wrong.</summary>
internal static partial class SshComplaint
{
    // In this order: a first cause is followed by its consequences, such as a refused key by "Permission denied".
    private static readonly ImmutableArray<(
        Regex Phrase,
        string Word,
        Func<SshDestination, Match, Failure> Failure
    )> Known =
    [
        (Revoked, "revoked host key", (host, _) => SshFailures.RevokedHostKey(host)),
        (Changed, "changed host key", (host, found) => SshFailures.ChangedHostKey(host, Group(found, "place"))),
        (Unknown, "unknown host key", (host, _) => SshFailures.UnknownHostKey(host)),
        (
            OpenKey,
            "key readable by others",
            (host, found) => SshFailures.KeyReadableByOthers(host, Group(found, "key")!)
        ),
        (NoKey, "no key file", (host, found) => SshFailures.NoKeyFile(host, Group(found, "key")!)),
        (TooManyKeys, "too many keys", (host, _) => SshFailures.TooManyKeys(host)),
        (Denied, "login refused", (host, found) => SshFailures.LoginRefused(host, Group(found, "methods")!)),
        (NoForwarding, "refused by the jump host", (host, _) => SshFailures.JumpRefused(host)),
        (Unresolved, "name not resolved", (host, found) => SshFailures.NameNotResolved(host, Group(found, "name")!)),
        (Refused, "connection refused", (host, found) => SshFailures.ConnectionRefused(host, Group(found, "where"))),
        (TimedOut, "timed out", (host, found) => SshFailures.ConnectionTimedOut(host, Group(found, "where"))),
        (Unreachable, "no route", (host, found) => SshFailures.Unreachable(host, Group(found, "where"))),
        (NoSubsystem, "no sftp", (host, _) => SshFailures.NoSftp(host)),
        (NoSession, "no session", (host, _) => SshFailures.NoSession(host)),
        (Configuration, "bad ssh_config", (host, found) => SshFailures.BadConfiguration(host, found.Value.Trim())),
        (
            NoCommonAlgorithm,
            "no common algorithm",
            (host, found) => SshFailures.NoCommonAlgorithm(host, found.Value.Trim())
        ),
        (Lost, "connection lost", (host, _) => SshFailures.ConnectionLost(host)),
        (ClosedEarly, "closed before the login", (host, _) => SshFailures.ClosedBeforeLogin(host)),
    ];

    private const int LongestText = 32 * 1024;

    private static readonly ImmutableArray<string> LoginWords =
    [
        "changed host key",
        "unknown host key",
        "key readable by others",
        "no key file",
        "too many keys",
        "login refused",
    ];

    /// <summary>The failure that the lines tell of; with none known, it quotes the last of them.</summary>
    public static Failure Read(SshDestination destination, ImmutableArray<string> lines) =>
        TryRead(destination, lines)
        ?? SshFailures.Other(destination, lines.LastOrDefault(line => line.Length > 0) ?? "ssh gave no reason");

    /// <summary>The failure that the lines tell of; null if they tell of none that is known.</summary>
    public static Failure? TryRead(SshDestination destination, ImmutableArray<string> lines)
    {
        var text = TextOf(lines);
        foreach (var (phrase, _, failure) in Known)
        {
            if (phrase.Match(text) is { Success: true } found)
            {
                return failure(destination, found);
            }
        }
        return null;
    }

    /// <summary>What the lines tell of in two or three words; with none known, the last of them.</summary>
    public static string WordOf(IReadOnlyCollection<string> lines)
    {
        var text = TextOf(lines);
        return Known.FirstOrDefault(known => known.Phrase.IsMatch(text)).Word
            ?? lines.LastOrDefault(line => line.Length > 0)
            ?? "ssh gave no reason";
    }

    /// <summary>Whether the host answered, and would not let in whoever asked: somebody else may be let in.</summary>
    public static bool IsOfLogin(IReadOnlyCollection<string> lines) => LoginWords.Contains(WordOf(lines));

    // The phrases are looked for in no more than this: of a megabyte that was made for it, they would be for minutes.
    private static string TextOf(IEnumerable<string> lines) =>
        string.Join('\n', lines) is var text && text.Length > LongestText ? text[^LongestText..] : text;

    private static string? Group(Match found, string name) =>
        found.Groups[name] is { Success: true } group ? group.Value : null;

    [GeneratedRegex("REVOKED HOST KEY|host key .*revoked")]
    private static partial Regex Revoked { get; }

    [GeneratedRegex(@"REMOTE HOST IDENTIFICATION HAS CHANGED(?:[\s\S]*?Offending \S+ key in (?<place>.+))?")]
    private static partial Regex Changed { get; }

    [GeneratedRegex("Host key verification failed|No .* host key is known for")]
    private static partial Regex Unknown { get; }

    [GeneratedRegex("""Load key "(?<key>.+)": bad permissions""")]
    private static partial Regex OpenKey { get; }

    [GeneratedRegex(
        @"(?:Identity file (?<key>.+) not accessible:|no such identity: (?<key>.+?):)[\s\S]*Permission denied \("
    )]
    private static partial Regex NoKey { get; }

    [GeneratedRegex("Too many authentication failures")]
    private static partial Regex TooManyKeys { get; }

    [GeneratedRegex(@"Permission denied \((?<methods>[^)]*)\)")]
    private static partial Regex Denied { get; }

    [GeneratedRegex("Could not resolve hostname (?<name>[^:]+(?::[^: ]+)*):")]
    private static partial Regex Unresolved { get; }

    [GeneratedRegex(@"(?:connect to (?:host|address) (?<where>\S+ port \d+): )?Connection refused")]
    private static partial Regex Refused { get; }

    [GeneratedRegex(@"(?:connect to (?:host|address) (?<where>\S+ port \d+): )?(?:Connection|Operation) timed out")]
    private static partial Regex TimedOut { get; }

    [GeneratedRegex(
        @"(?:connect to (?:host|address) (?<where>\S+ port \d+): )?(?:No route to host|Network is unreachable|Host is down)"
    )]
    private static partial Regex Unreachable { get; }

    [GeneratedRegex("stdio forwarding failed|open failed: administratively prohibited")]
    private static partial Regex NoForwarding { get; }

    [GeneratedRegex("subsystem request failed")]
    private static partial Regex NoSubsystem { get; }

    [GeneratedRegex("exec request failed|session open refused|Session open refused")]
    private static partial Regex NoSession { get; }

    [GeneratedRegex(
        ".*(?:Bad configuration option|Can't open user config file|terminating, .* bad configuration|Bad owner or permissions on).*"
    )]
    private static partial Regex Configuration { get; }

    [GeneratedRegex(".*no matching .* found.*")]
    private static partial Regex NoCommonAlgorithm { get; }

    [GeneratedRegex(
        "^Connection to .* closed by remote host|not responding|client_loop: |Broken pipe|Connection to .* (?:closed|timed out)",
        RegexOptions.Multiline
    )]
    private static partial Regex Lost { get; }

    [GeneratedRegex(
        "kex_exchange_identification|banner exchange|Connection (?:closed|reset) by|Connection reset by peer"
    )]
    private static partial Regex ClosedEarly { get; }
}
