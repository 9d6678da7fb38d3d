using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.Sftp;

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

/// <summary>How a connection to an SFTP server ends before its time.</summary>
internal enum SftpFault
{
    /// <summary>The stream ended, or broke.</summary>
    Lost,

    /// <summary>Something else than SFTP came first, such as what a shell prints at login.</summary>
    Chatter,

    /// <summary>The server does not keep to the protocol.</summary>
    Nonsense,

    /// <summary>No answer came for too long.</summary>
    Mute,
}

/// <summary>A connection to an SFTP server is of no use any more; every request that waits for an answer fails with this.</summary>
/// <param name="detail">What came, in place of what had to come.</param>
internal sealed class SftpBroken(SftpFault fault, string detail, Exception? cause = null)
    : Exception($"{fault}: {detail}", cause)
{
    public SftpFault Fault { get; } = fault;

    public string Detail { get; } = detail;

    public static SftpBroken Lost(Exception? cause = null) => new(SftpFault.Lost, "the stream ended", cause);

    public static SftpBroken Chatter(string sample) => new(SftpFault.Chatter, sample);

    public static SftpBroken Nonsense(string what) => new(SftpFault.Nonsense, what);

    public static SftpBroken Mute(TimeSpan patience) => new(SftpFault.Mute, $"{patience.TotalSeconds:0} s");

    /// <summary>The same again for one more who waits: an exception that several throw would mix up their stack traces.</summary>
    public SftpBroken Again() => new(Fault, Detail, this);
}

/// <summary>An SFTP server refused one request.</summary>
/// <param name="deed">What was asked for, as a verb: <c>write</c>.</param>
/// <param name="reason">The server's own word for it.</param>
internal sealed class SftpRefusal(SftpStatus status, string deed, string path, string reason)
    : Exception($"{deed} {path}: {status} {reason}")
{
    public SftpStatus Status { get; } = status;

    public string Deed { get; } = deed;

    public string Path { get; } = path;

    public string Reason { get; } = reason;
}

/// <summary>What an SFTP server says of a request: section 7 of the draft.</summary>
internal enum SftpStatus : uint
{
    Ok = 0,
    EndOfFile = 1,
    NoSuchFile = 2,
    PermissionDenied = 3,

    /// <summary>Anything else, as OpenSSH has it: already there, not empty, disk full, read-only.</summary>
    Failure = 4,
    BadMessage = 5,
    NoConnection = 6,
    ConnectionLost = 7,
    Unsupported = 8,

    /// <summary>Not of the protocol: an exclusive creation met something that was there before.</summary>
    AlreadyThere = 0x1_0000,

    /// <summary>Not of the protocol: more than the caller would take.</summary>
    TooLarge = 0x1_0001,
}
