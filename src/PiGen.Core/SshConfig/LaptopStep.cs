namespace PiGen.Core.SshConfig;

/// <summary>What a step does to the files of a laptop.</summary>
public enum LaptopDeed
{
    /// <summary>Keeps every other pigen out, by a lock in that folder, until all steps are done.</summary>
    Lock,

    /// <summary>Stops all unless the path is as it was when it was looked at.</summary>
    Expect,

    /// <summary>Makes a folder that only the person may enter.</summary>
    MakeFolder,

    /// <summary>Writes a file anew, down to the disk, over what another run may have left behind.</summary>
    Write,

    /// <summary>Moves to another path of the same folder, in the place of what is there.</summary>
    Rename,

    /// <summary>Deletes a file, if it is there.</summary>
    Delete,

    /// <summary>Removes a folder, if it is there and empty.</summary>
    RemoveFolder,
}

/// <summary>One change of a laptop's files: as data, to be shown, compared and done.</summary>
public sealed record LaptopStep
{
    private LaptopStep(LaptopDeed deed, string path) => (Deed, Path) = (deed, path);

    public LaptopDeed Deed { get; }

    public string Path { get; }

    /// <summary>What is written, or expected; null where nothing is expected to be.</summary>
    public ReadOnlyMemory<byte>? Content { get; private init; }

    /// <summary>Of what is written.</summary>
    public UnixFileMode Mode { get; private init; }

    /// <summary>Whose group, and mode, a written file takes; null for one that has no forerunner.</summary>
    public string? Like { get; private init; }

    /// <summary>Where a rename leads.</summary>
    public string? To { get; private init; }

    public static LaptopStep Lock(string folder) => new(LaptopDeed.Lock, folder);

    public static LaptopStep Expect(LaptopFile found) =>
        new(LaptopDeed.Expect, found.RealPath)
        {
            // Not "null" alone, which would be taken for an empty one.
            Content = found.IsFile ? found.Content : (ReadOnlyMemory<byte>?)null,
        };

    public static LaptopStep MakeFolder(string path) => new(LaptopDeed.MakeFolder, path);

    public static LaptopStep Write(string path, ReadOnlyMemory<byte> content, UnixFileMode mode, string? like = null) =>
        new(LaptopDeed.Write, path)
        {
            Content = content,
            Mode = mode,
            Like = like,
        };

    public static LaptopStep Rename(string path, string to) => new(LaptopDeed.Rename, path) { To = to };

    public static LaptopStep Delete(string path) => new(LaptopDeed.Delete, path);

    public static LaptopStep RemoveFolder(string path) => new(LaptopDeed.RemoveFolder, path);
}
