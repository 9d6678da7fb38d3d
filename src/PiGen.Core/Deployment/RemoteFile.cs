namespace PiGen.Core.Deployment;

/// <summary>What is at a path on a host.</summary>
public enum RemoteFileKind
{
    File,
    Folder,

    /// <summary>A symbolic link, wherever it leads.</summary>
    Link,

    /// <summary>A device, a pipe, a socket.</summary>
    Other,

    /// <summary>Something that the user may not read, or that lies in a folder they may not enter.</summary>
    Unreadable,
}

/// <summary>A file of a host, as it was when it was read.</summary>
/// <param name="Mode">Permission bits; none where they cannot be seen.</param>
/// <param name="Content">Empty for what is no file.</param>
/// <param name="LinkTarget">For a link, where it leads, as it is written there.</param>
public sealed record RemoteFile(
    RemoteFileKind Kind,
    UnixFileMode Mode,
    ReadOnlyMemory<byte> Content,
    string? LinkTarget = null
);

/// <summary>A file to be created on a host, with exactly this mode.</summary>
public sealed record NewRemoteFile(string Path, ReadOnlyMemory<byte> Content, UnixFileMode Mode);
