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
                $"{program} is not installed: PiGen reaches hosts by the OpenSSH client",
                "install it (Debian: apt install openssh-client; Windows: Settings, Optional features), and see that it is on PATH",
                cause
            )
            : new(
                $"{program} cannot be started: {cause.Message}",
                $"see that '{program} -V' works in this shell",
                cause
            );

    public static Failure UnknownHostKey(SshDestination host) =>
        new(
            $"the host key of {host} is not known here, so it may be any machine",
            $"connect once by hand, compare the fingerprint with the host's own, and accept it: {Typed(host)}"
        );

    /// <param name="place">The file of known hosts and the line, <c>FILE:LINE</c>.</param>
    public static Failure ChangedHostKey(SshDestination host, string? place) =>
        new(
            $"the host key of {host} is not the one that is known here{(place is null ? "" : $" ({place})")}: another machine answers, or the host was set up anew",
            $"find out which; only if it was set up anew, forget the old key: ssh-keygen -R {KnownAs(host)}"
        );

    public static Failure RevokedHostKey(SshDestination host) =>
        new($"the host key of {host} is marked as revoked", "ask who revoked it; the host needs a new key");

    public static Failure LoginRefused(SshDestination host, string methods) =>
        new(
            $"{host} refused the login ({methods})",
            $"look at the user, and at the key: give it with -i KEY, or put it there with ssh-copy-id {KeyCopy(host)}"
        );

    public static Failure TooManyKeys(SshDestination host) =>
        new(
            $"{host} refused the login after too many keys that it does not know",
            "name the right key in ssh_config: IdentityFile KEY and IdentitiesOnly yes"
        );

    public static Failure KeyReadableByOthers(SshDestination host, string key) =>
        new($"ssh did not offer the key {key} to {host}: others can read it", $"make it yours alone: chmod 600 {key}");

    public static Failure NoKeyFile(SshDestination host, string key) =>
        new($"there is no key {key} to log in to {host} with", "give the path of a private key with -i KEY");

    public static Failure NameNotResolved(SshDestination host, string name) =>
        new(
            $"nobody knows the address of {name}{By(host, name)}",
            "see that the host is on and in this network; give its address instead, or a name from ssh_config"
        );

    /// <param name="where">As ssh names it, <c>HOST port PORT</c>: a jump host's, where that is what refused.</param>
    public static Failure ConnectionRefused(SshDestination host, string? where) =>
        new(
            $"{where ?? host.ToString()} refuses connections{By(host, where)}",
            "see that an ssh server runs there (sudo systemctl status ssh) and listens on this port"
        );

    public static Failure ConnectionTimedOut(SshDestination host, string? where) =>
        new(
            $"{where ?? host.ToString()} did not answer in time{By(host, where)}",
            "see that the host is on, that this is its address, and that no firewall drops the connection"
        );

    public static Failure Unreachable(SshDestination host, string? where) =>
        new(
            $"there is no way from here to {where ?? host.ToString()}{By(host, where)}",
            "see that both are in one network, or give a jump host with -J HOST"
        );

    public static Failure JumpRefused(SshDestination host) =>
        new(
            $"the jump host did not connect to {host}",
            "see that it reaches the host by this name, and that its sshd_config has AllowTcpForwarding yes"
        );

    public static Failure NoSftp(SshDestination host) =>
        new(
            $"{host} has the sftp subsystem switched off, by which files are sent",
            "add 'Subsystem sftp internal-sftp' to its /etc/ssh/sshd_config, then: sudo systemctl reload ssh"
        );

    public static Failure SftpDisturbed(SshDestination host) =>
        new(
            $"{host} lets the user in, and does not speak SFTP then, by which files are sent",
            "see that the user's login scripts (.bashrc) print nothing where there is no terminal"
        );

    /// <param name="line">As the host says it.</param>
    public static Failure NotTaken(SshDestination host, string line) =>
        new(
            $"{host} did not take the files: {line}",
            "see that the user's home is there, writable and has room: " + Typed(host) + " df ."
        );

    public static Failure JumpLoop(SshDestination host) =>
        new(
            $"the way to {host} leads through itself",
            "look at ProxyJump in ssh_config: a host that it names must not match the same Host line"
        );

    public static Failure NoSession(SshDestination host) =>
        new(
            $"{host} let the user in and then ran nothing",
            "look at MaxSessions and ForceCommand in its /etc/ssh/sshd_config, and at restrictions of the key in authorized_keys"
        );

    public static Failure NoStage(SshDestination host, string? line) =>
        new(
            $"no folder could be made on {host} to send files to: {line ?? "no answer"}",
            "see that the user's home is there, writable and has room, and that commands run: " + Typed(host) + " true"
        );

    public static Failure NoRoot(SshDestination host, string complaint) =>
        new(
            $"sudo on {host} refused: {complaint}",
            "have it asked for with --ask-sudo-password, allow the user to do so without (sudoers: NOPASSWD), or log in as root with --host"
        );

    public static Failure SudoPasswordRefused(SshDestination host, string complaint) =>
        new(
            $"sudo on {host} did not take the password: {complaint}",
            "type the one that the user has there; or allow the user sudo without one (sudoers: NOPASSWD), or log in as root with --host"
        );

    public static Failure BadConfiguration(SshDestination host, string line) =>
        new(
            $"ssh cannot read its configuration for {host}: {line}",
            $"mend that line; see what ssh reads with ssh -G {host.Host}"
        );

    public static Failure NoCommonAlgorithm(SshDestination host, string line) =>
        new($"ssh and {host} have no common way to encrypt: {line}", "bring the older of the two up to date");

    public static Failure ClosedBeforeLogin(SshDestination host) =>
        new(
            $"{host}, or something on the way, closed the connection before the login",
            $"a firewall, fail2ban or MaxStartups may do so: wait a minute, then look with {Typed(host, "-v ")}"
        );

    public static Failure ConnectionLost(SshDestination host, Exception? cause = null) =>
        new(
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

    // known_hosts(5): [host]:port for all ports but 22.
    private static string KnownAs(SshDestination host) =>
        host.Port is { Number: not 22 } port ? $"'[{host.Host}]:{port}'" : host.Host;
}
