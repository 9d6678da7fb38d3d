using PiGen.Core.Deployment;

namespace PiGen.Cli.Ssh.Sftp;

/// <summary>What a server says of a file; what it does not say is null.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Permissions">As in POSIX's st_mode: kind and permission bits.</param>
internal readonly record struct SftpAttributes(ulong? Size, uint? Permissions)
{
    private const uint KindMask = 0xF000; // S_IFMT

    public UnixFileMode Mode => (UnixFileMode)((Permissions ?? 0) & 0xFFF);

    /// <summary>A plain file where the server does not say.</summary>
    public RemoteFileKind Kind =>
        ((Permissions ?? 0) & KindMask) switch
        {
            0x8000 or 0 => RemoteFileKind.File,
            0x4000 => RemoteFileKind.Folder,
            0xA000 => RemoteFileKind.Link,
            _ => RemoteFileKind.Other,
        };
}
