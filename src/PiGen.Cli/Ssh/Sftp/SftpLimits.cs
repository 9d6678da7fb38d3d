namespace PiGen.Cli.Ssh.Sftp;

/// <summary>How much may be asked of a server at once.</summary>
/// <param name="Read">Bytes in one request.</param>
/// <param name="Write">Bytes in one request.</param>
/// <param name="Handles">Files open at the same time.</param>
internal sealed record SftpLimits(int Read, int Write, int Handles)
{
    /// <summary>Of a file's bytes on the way, in all requests together: 16 of the longest.</summary>
    public const int Window = 16 * LongestChunk;

    // More per request was not faster, and OpenSSH takes no packet above 256 KiB.
    private const int LongestChunk = 128 * 1024;
    private const int MostHandles = 512;

    /// <summary>What every server takes: section 3 of the draft has packets of 34,000 bytes.</summary>
    public static SftpLimits Unknown { get; } = new(32 * 1024, 32 * 1024, 64);

    /// <summary>As a server says it: 0 is no limit, https://github.com/openssh/openssh-portable/blob/master/PROTOCOL (4.8).</summary>
    public static SftpLimits Of(ulong read, ulong write, ulong handles) =>
        new(Within(read, LongestChunk), Within(write, LongestChunk), Within(handles, MostHandles));

    private static int Within(ulong said, int most) => said == 0 ? most : (int)Math.Min(said, (ulong)most);
}
