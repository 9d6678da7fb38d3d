namespace PiGen.Cli.Ssh.Sftp;

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
