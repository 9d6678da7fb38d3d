namespace PiGen.Core.SshConfig;

/// <summary>What is at a path of a laptop.</summary>
public enum LaptopFileKind
{
    /// <summary>Nothing.</summary>
    None,
    File,
    Folder,

    /// <summary>A link that leads nowhere.</summary>
    BrokenLink,

    /// <summary>A device, a pipe, a socket.</summary>
    Other,

    /// <summary>Something that may not be read.</summary>
    Unreadable,
}

/// <summary>Why what is at a path must not be replaced.</summary>
public enum LaptopObstacle
{
    None,

    /// <summary>It is another user's.</summary>
    Foreign,

    /// <summary>It is not to be written, or lies on what cannot be.</summary>
    ReadOnly,

    /// <summary>The folder that it lies in, or would, cannot be written.</summary>
    ReadOnlyFolder,
}

/// <summary>A file of a laptop, as it was when it was looked at.</summary>
/// <param name="Path">As it was asked for.</param>
/// <param name="RealPath">Absolute, after all links: what is to be replaced.</param>
/// <param name="Mode">Permission bits; none for what is not there.</param>
/// <param name="Content">Empty for what is no file.</param>
public sealed record LaptopFile(
    string Path,
    string RealPath,
    LaptopFileKind Kind,
    UnixFileMode Mode,
    ReadOnlyMemory<byte> Content,
    LaptopObstacle Obstacle
)
{
    /// <summary>Whether the path itself is a link.</summary>
    public bool IsLink { get; init; }

    /// <summary>How many names the file has: hard links.</summary>
    public int Names { get; init; } = 1;

    public bool IsThere => Kind != LaptopFileKind.None;

    public bool IsFile => Kind == LaptopFileKind.File;

    public bool Has(ReadOnlySpan<byte> content) => IsFile && Content.Span.SequenceEqual(content);
}
