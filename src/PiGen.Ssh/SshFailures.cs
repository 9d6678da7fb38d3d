using System.ComponentModel;
using PiGen.Core;

namespace PiGen.Ssh;

/// <summary>Every way in which a host is not reached, one method each: what ssh said in a sentence, and the way out.</summary>
internal static class SshFailures
{
    private const int NoSuchFile = 2; // ENOENT, and ERROR_FILE_NOT_FOUND

    public static Failure NotStarted(string program, Win32Exception cause) =>
        cause.NativeErrorCode == NoSuchFile
            ? new(
                $"{program} is not installed",
                "install the OpenSSH client (Debian: apt install openssh-client; Windows: Settings, Optional features), and see that it is on PATH; to reach hosts without one: --transport ssh.net",
                cause
            )
            : new(
                $"{program} cannot be started: {cause.Message}",
                $"see that '{program} -V' works in this shell",
                cause
            );

    public static NotReached UnknownHostKey(SshDestination host) =>
        new(
            "unknown host key",
            $"the host key of {host} is not known here, so it may be any machine",
            "run this on a terminal: you are shown the fingerprint and asked, and can compare it with the host's own"
        );

    /// <param name="place">The file of known hosts and the line, <c>FILE:LINE</c>.</param>
    public static NotReached ChangedHostKey(SshDestination host, string? place) =>
        new(
            "changed host key",
            $"the host key of {host} is not the one that is known here{(place is null ? "" : $" ({place})")}: another machine answers, or the host was set up anew",
            $"find out which; only if it was set up anew, take its old keys out of {(place is null ? "your known_hosts" : "that file")}"
        );

    public static NotReached RevokedHostKey(SshDestination host) =>
        new(
            "revoked host key",
            $"the host key of {host} is marked as revoked",
            "ask who revoked it; the host needs a new key"
        );

    public static NotReached LoginRefused(SshDestination host, string methods) =>
        new(
            "login refused",
            $"{host} refused the login ({methods})",
            $"look at the user, and at the key: give it with -i KEY, or put it there with ssh-copy-id {KeyCopy(host)}"
        );

    public static NotReached TooManyKeys(SshDestination host) =>
        new(
            "too many keys",
            $"{host} refused the login after too many keys that it does not know",
            "name the right key in ssh_config: IdentityFile KEY and IdentitiesOnly yes"
        );

    public static NotReached SecurityKey(SshDestination host, string key) =>
        new(
            "login refused",
            $"the key {key} is in a security key, which the transport ssh.net does not reach to log in to {host}",
            $"add it to the agent (ssh-add {key}), or go there by OpenSSH: --transport openssh"
        );

    public static NotReached PasswordExpired(SshDestination host) =>
        new(
            "login refused",
            $"the password on {host} has expired",
            $"log in once by hand and set a new one: {Typed(host)}"
        );

    public static Failure NoRevokedHostKeys(SshDestination host, string file) =>
        new(
            $"the keys that {file} revokes cannot be read, so no key of {host} is believed",
            "name a file with a public key a line (RevokedHostKeys in ssh_config); for a KRL of ssh-keygen -k: --transport openssh"
        );

    public static NotReached KeyReadableByOthers(SshDestination host, string key) =>
        new(
            "key readable by others",
            $"ssh did not offer the key {key} to {host}: others can read it",
            $"make it yours alone: chmod 600 {key}"
        );

    public static NotReached NoKeyFile(SshDestination host, string key) =>
        new(
            "no key file",
            $"there is no key {key} to log in to {host} with",
            "give the path of a private key with -i KEY"
        );

    public static NotReached NameNotResolved(SshDestination host, string name) =>
        new(
            "name not resolved",
            $"nobody knows the address of {name}{By(host, name)}",
            "see that the host is on and in this network; give its address instead, or a name from ssh_config"
        );

    /// <param name="where">As ssh names it, <c>HOST port PORT</c>: a jump host's, where that is what refused.</param>
    public static NotReached ConnectionRefused(SshDestination host, string? where) =>
        new(
            "connection refused",
            $"{where ?? host.ToString()} refuses connections{By(host, where)}",
            "see that an ssh server runs there (sudo systemctl status ssh) and listens on this port"
        );

    public static NotReached ConnectionTimedOut(SshDestination host, string? where) =>
        new(
            "timed out",
            $"{where ?? host.ToString()} did not answer in time{By(host, where)}",
            "see that the host is on, that this is its address, and that no firewall drops the connection"
        );

    public static NotReached Unreachable(SshDestination host, string? where) =>
        new(
            "no route",
            $"there is no way from here to {where ?? host.ToString()}{By(host, where)}",
            "see that both are in one network, or give a jump host with -J HOST"
        );

    public static NotReached JumpRefused(SshDestination host) =>
        new(
            "refused by the jump host",
            $"the jump host did not connect to {host}",
            "see that it reaches the host by this name, and that its sshd_config has AllowTcpForwarding yes"
        );

    public static NotReached NoSftp(SshDestination host) =>
        new(
            "no sftp",
            $"{host} has the sftp subsystem switched off, by which files are sent",
            "add 'Subsystem sftp internal-sftp' to its /etc/ssh/sshd_config, then: sudo systemctl reload ssh"
        );

    public static NotReached NoSession(SshDestination host) =>
        new(
            "no session",
            $"{host} let the user in and then ran nothing",
            "look at MaxSessions and ForceCommand in its /etc/ssh/sshd_config, and at restrictions of the key in authorized_keys"
        );

    public static NoShellRan NoShell(SshDestination host, string? line, int code) =>
        new NoShellRan(
            $"{host} let the user in, and the login shell there did not run sh{(line is null ? $" (exit code {code})" : $": {line}")}",
            $"PiGen needs a user whose shell runs commands; see what {Typed(host)} true says"
        );

    public static Failure NotUploaded(SshDestination host, string line) =>
        new(
            $"{host} did not take the files: {line}",
            "see whether its disk is full (df -h), and that the user's home there is where its SFTP server begins"
        );

    public static Failure Chatter(SshDestination host) =>
        new(
            $"{host} sent text before it could take files: its shell prints something at login",
            "let ~/.bashrc there print in interactive shells only, below: case $- in *i*) ;; *) return;; esac"
        );

    public static NotReached BadConfiguration(SshDestination host, string line) =>
        new(
            "bad ssh_config",
            $"ssh cannot read its configuration for {host}: {line}",
            $"mend that line; see what ssh reads with ssh -G {host.Host}"
        );

    /// <param name="sentences">Each with its place, <c>FILE:LINE: …</c>.</param>
    public static Failure NotHonoured(IEnumerable<string> sentences) =>
        new(string.Join("; ", sentences), "go by OpenSSH's own programs, which can: --transport openssh");

    public static NotReached NoCommonAlgorithm(SshDestination host, string line) =>
        new(
            "no common algorithm",
            $"ssh and {host} have no common way to encrypt: {line}",
            "bring the older of the two up to date"
        );

    public static NotReached ClosedBeforeLogin(SshDestination host) =>
        new(
            "closed before the login",
            $"{host}, or something on the way, closed the connection before the login",
            $"a firewall, fail2ban or MaxStartups may do so: wait a minute, then look with {Typed(host, "-v ")}"
        );

    public static NotReached ConnectionLost(SshDestination host, Exception? cause = null) =>
        new(
            "connection lost",
            $"the connection to {host} was lost on the way",
            "see that the host is on and reachable, then try again",
            cause
        );

    public static Failure Silent(SshDestination host, TimeSpan patience) =>
        new(
            $"{host} has said nothing for {patience.TotalSeconds:0} s",
            "see what keeps it: its load, a full disk, a login script that waits"
        );

    public static Failure Other(SshDestination host, string line) =>
        new($"ssh did not get to {host}: {line}", $"look closer with {Typed(host, "-v ")}");

    // What ssh names may be the destination itself, by its own name, or a jump host.
    private static string By(SshDestination host, string? where) =>
        where is null || where.Split(' ')[0] == host.Host ? "" : $", on the way to {host}";

    private static string Typed(SshDestination host, string options = "") =>
        $"ssh {options}{(host.Port is { } port ? $"-p {port} " : "")}{host.Login}";

    private static string KeyCopy(SshDestination host) => Typed(host)["ssh ".Length..];
}

/// <summary>A host was not reached, or did not let the user in.</summary>
/// <param name="word">Why, in two or three words.</param>
public sealed class NotReached(string word, string message, string hint, Exception? cause = null)
    : Failure(message, hint, cause)
{
    private static readonly string[] LoginWords =
    [
        "changed host key",
        "unknown host key",
        "key readable by others",
        "no key file",
        "too many keys",
        "login refused",
    ];

    public string Word => word;

    /// <summary>Whether the host answered, and would not let in whoever asked: somebody else may be let in.</summary>
    public bool IsOfLogin => LoginWords.Contains(word);
}

/// <summary>A host let the user in, and no command was run.</summary>
public sealed class NoShellRan(string message, string hint) : Failure(message, hint);
