using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PiGen.Core;

namespace PiGen.Ssh.OpenSsh;

/// <summary>What ssh says on standard error when it gives up, read back into what went wrong.</summary>
public static partial class SshComplaint
{
    // In this order: a first cause is followed by its consequences, such as a refused key by "Permission denied".
    private static readonly ImmutableArray<(Regex Phrase, Func<SshDestination, Match, Failure> Failure)> Known =
    [
        (Revoked, (host, _) => SshFailures.RevokedHostKey(host)),
        (Changed, (host, found) => SshFailures.ChangedHostKey(host, Group(found, "place"))),
        (Unknown, (host, _) => SshFailures.UnknownHostKey(host)),
        (OpenKey, (host, found) => SshFailures.KeyReadableByOthers(host, Group(found, "key")!)),
        (NoKey, (host, found) => SshFailures.NoKeyFile(host, Group(found, "key")!)),
        (TooManyKeys, (host, _) => SshFailures.TooManyKeys(host)),
        (Denied, (host, found) => SshFailures.LoginRefused(host, Group(found, "methods")!)),
        (NoForwarding, (host, _) => SshFailures.JumpRefused(host)),
        (Unresolved, (host, found) => SshFailures.NameNotResolved(host, Group(found, "name")!)),
        (Refused, (host, found) => SshFailures.ConnectionRefused(host, Group(found, "where"))),
        (TimedOut, (host, found) => SshFailures.ConnectionTimedOut(host, Group(found, "where"))),
        (Unreachable, (host, found) => SshFailures.Unreachable(host, Group(found, "where"))),
        (NoSubsystem, (host, _) => SshFailures.NoSftp(host)),
        (NoSession, (host, _) => SshFailures.NoSession(host)),
        (Configuration, (host, found) => SshFailures.BadConfiguration(host, found.Value.Trim())),
        (NoCommonAlgorithm, (host, found) => SshFailures.NoCommonAlgorithm(host, found.Value.Trim())),
        (Lost, (host, _) => SshFailures.ConnectionLost(host)),
        (ClosedEarly, (host, _) => SshFailures.ClosedBeforeLogin(host)),
        (Chatter, (host, _) => SshFailures.Chatter(host)),
    ];

    /// <summary>When ssh did not get to the end of a command on the host: ssh(1), EXIT STATUS.</summary>
    public const int ExitCode = 255;

    private const int LongestText = 32 * 1024;

    /// <summary>The failure that the lines tell of; with none known, it quotes the last of them.</summary>
    public static Failure Read(SshDestination destination, ImmutableArray<string> lines) =>
        TryRead(destination, lines)
        ?? SshFailures.Other(destination, lines.LastOrDefault(line => line.Length > 0) ?? "ssh gave no reason");

    /// <summary>The failure that the lines tell of; null if they tell of none that is known.</summary>
    public static Failure? TryRead(SshDestination destination, ImmutableArray<string> lines)
    {
        var text = TextOf(lines);
        foreach (var (phrase, failure) in Known)
        {
            if (phrase.Match(text) is { Success: true } found)
            {
                return failure(destination, found);
            }
        }
        return null;
    }

    /// <summary>What the lines tell of in two or three words; with none known, the last of them.</summary>
    public static string WordOf(ImmutableArray<string> lines) =>
        Reached(lines)?.Word ?? lines.LastOrDefault(line => line.Length > 0) ?? "ssh gave no reason";

    /// <summary>Whether the host answered, and would not let in whoever asked: somebody else may be let in.</summary>
    public static bool IsOfLogin(ImmutableArray<string> lines) => Reached(lines)?.IsOfLogin == true;

    private static NotReached? Reached(ImmutableArray<string> lines) =>
        TryRead(new SshDestination(null, "host", null), lines) as NotReached;

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

    [GeneratedRegex("Received message too long|Ensure the remote shell produces no output")]
    private static partial Regex Chatter { get; }
}
