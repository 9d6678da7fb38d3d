using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Ssh.Sftp;

/// <summary>Every way in which a host does not take or give a file, one method each. The refusal itself is kept as the cause.</summary>
internal static class SftpFailures
{
    public static Failure Of(SshDestination host, SftpRefusal refusal) =>
        refusal.Status switch
        {
            SftpStatus.NoSuchFile => NotThere(host, refusal),
            SftpStatus.PermissionDenied => NotAllowed(host, refusal),
            SftpStatus.AlreadyThere => AlreadyThere(host, refusal),
            SftpStatus.TooLarge => TooLarge(host, refusal),
            SftpStatus.Unsupported => NotKnownThere(host, refusal),
            SftpStatus.Ok
            or SftpStatus.EndOfFile
            or SftpStatus.Failure
            or SftpStatus.BadMessage
            or SftpStatus.NoConnection
            or SftpStatus.ConnectionLost => Refused(host, refusal),
            // A number that no draft knows: enums of a protocol are open.
            _ => Refused(host, refusal),
        };

    public static Failure Chatter(SshDestination host, SftpBroken broken) =>
        new(
            $"{host} sent text before it could send files: \"{broken.Detail}\"",
            "its shell prints this at login: let ~/.bashrc there print in interactive shells only, below: case $- in *i*) ;; *) return;; esac",
            broken
        );

    public static Failure Nonsense(SshDestination host, SftpBroken broken) =>
        new(
            $"{host} does not keep to the file transfer protocol: it sent {broken.Detail}",
            $"see that its /etc/ssh/sshd_config has 'Subsystem sftp internal-sftp', and try: sftp {host.Login}",
            broken
        );

    public static Failure Mute(SshDestination host, SftpBroken broken) =>
        new(
            $"{host} did not answer for {broken.Detail}",
            "see that the host is on and not out of memory or disk, then try again",
            broken
        );

    /// <param name="line">What came last on its standard error.</param>
    public static Failure Ended(SshDestination host, int code, string? line) =>
        new(
            $"the SFTP server of {host} ended with exit code {code}{(line is null ? "" : $": {line}")}",
            "see that the program after 'Subsystem sftp' in its /etc/ssh/sshd_config is there, or write internal-sftp instead"
        );

    private static Failure NotThere(SshDestination host, SftpRefusal refusal) =>
        new(
            $"{host} cannot {What(refusal)}: there is no such file or folder",
            "see that the folder it lies in is there",
            refusal
        );

    private static Failure NotAllowed(SshDestination host, SftpRefusal refusal) =>
        new(
            $"{host} does not let the user {What(refusal)}",
            $"look at owner and mode of the path and its folders: namei -l {RemoteCommand.Quote(refusal.Path)}",
            refusal
        );

    private static Failure AlreadyThere(SshDestination host, SftpRefusal refusal) =>
        new($"{host} cannot {What(refusal)}: something is there already", "move it away, or remove it", refusal);

    private static Failure TooLarge(SshDestination host, SftpRefusal refusal) =>
        new(
            $"{refusal.Path} on {host} is larger than what PiGen writes ({refusal.Reason})",
            "look what is in its place",
            refusal
        );

    private static Failure NotKnownThere(SshDestination host, SftpRefusal refusal) =>
        new(
            $"the SFTP server of {host} has no way to {What(refusal)}",
            "OpenSSH's own has: see Subsystem in sshd_config",
            refusal
        );

    private static Failure Refused(SshDestination host, SftpRefusal refusal) =>
        new(
            $"{host} could not {What(refusal)}{(refusal.Reason.Length == 0 ? "" : $" ({refusal.Reason})")}",
            "see whether its disk is full (df -h) or read-only (findmnt -O ro)",
            refusal
        );

    private static string What(SftpRefusal refusal) => $"{refusal.Deed} {refusal.Path}";
}
