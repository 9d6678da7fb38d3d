using System.Text;

namespace PiGen.Core.SshConfig;

/// <summary>What a step does to the files of a laptop.</summary>
public enum LaptopDeed
{
    /// <summary>
    /// Keeps every other pigen out until all steps are done, by a lock in that folder; in the one within it that is named
    /// besides, where others than the person may write the first, and so hold a lock there.
    /// </summary>
    Lock,

    /// <summary>Stops all unless the path is as it was when it was looked at.</summary>
    Expect,

    /// <summary>Stops all unless the clusters that have a file in a folder are those that it was planned for.</summary>
    ExpectClusters,

    /// <summary>Makes a folder that only the person may enter.</summary>
    MakeFolder,

    /// <summary>Writes a new file beside the one whose place it is to take, down to the disk.</summary>
    Write,

    /// <summary>
    /// Exchanges what was written with what is at another path of the same folder, if that is what is expected there still:
    /// afterwards the old one lies beside. What somebody has written meanwhile is put back.
    /// </summary>
    Replace,

    /// <summary>Moves a file away, beside, if it is what is expected still.</summary>
    Take,

    /// <summary>Gives a folder another name that nothing has.</summary>
    Rename,

    /// <summary>Deletes a file of PiGen's, if it is there.</summary>
    Delete,

    /// <summary>Removes a folder, if it is there and empty.</summary>
    RemoveFolder,

    /// <summary>
    /// Removes a folder with PiGen's record as a whole, by another name, if nothing else is in it: looked at before and after
    /// it has that name. One that has anything of the person's in it stays, or is back under its own name.
    /// </summary>
    TakeFolder,
}

/// <summary>One change of a laptop's files: as data, to be shown, compared and done.</summary>
public sealed record LaptopStep
{
    private LaptopStep(LaptopDeed deed, string path) => (Deed, Path) = (deed, path);

    public LaptopDeed Deed { get; }

    public string Path { get; }

    /// <summary>What a step leads to: another path of the same folder. Of an expectation, whose bytes they were; of a lock, see there.</summary>
    public string? To { get; private init; }

    /// <summary>What is written, or expected; null where nothing is expected to be.</summary>
    public ReadOnlyMemory<byte>? Content { get; private init; }

    /// <summary>Of what is written.</summary>
    public UnixFileMode Mode { get; private init; }

    /// <summary>Whose group, mode, access list and attributes a written file takes; null for one that has no forerunner.</summary>
    public string? Like { get; private init; }

    /// <param name="within">Null where there is none.</param>
    public static LaptopStep Lock(string folder, string? within = null) => new(LaptopDeed.Lock, folder) { To = within };

    public static LaptopStep Expect(LaptopFile found) =>
        new(LaptopDeed.Expect, found.RealPath) { Content = ContentOf(found) };

    /// <summary>That what was exchanged and lies beside is what was found: an editor may have been about to write it.</summary>
    public static LaptopStep ExpectBeside(string beside, LaptopFile found) =>
        new(LaptopDeed.Expect, beside) { Content = ContentOf(found), To = found.RealPath };

    /// <param name="folder">Where the files of all clusters lie.</param>
    /// <param name="names">Of those files.</param>
    public static LaptopStep ExpectClusters(string folder, IEnumerable<string> names) =>
        new(LaptopDeed.ExpectClusters, folder) { Content = ListOf(names) };

    /// <summary>Names in their order, a line each.</summary>
    public static byte[] ListOf(IEnumerable<string> names) =>
        Encoding.UTF8.GetBytes(string.Concat(names.Order(StringComparer.Ordinal).Select(name => name + "\n")));

    public static LaptopStep MakeFolder(string path) => new(LaptopDeed.MakeFolder, path);

    public static LaptopStep Write(string path, ReadOnlyMemory<byte> content, UnixFileMode mode, string? like = null) =>
        new(LaptopDeed.Write, path)
        {
            Content = content,
            Mode = mode,
            Like = like,
        };

    /// <param name="expected">Null for nothing.</param>
    public static LaptopStep Replace(string path, string to, ReadOnlyMemory<byte>? expected) =>
        new(LaptopDeed.Replace, path) { To = to, Content = expected };

    public static LaptopStep Take(string path, string to, ReadOnlyMemory<byte> expected) =>
        new(LaptopDeed.Take, path) { To = to, Content = expected };

    public static LaptopStep Rename(string folder, string to) => new(LaptopDeed.Rename, folder) { To = to };

    public static LaptopStep Delete(string path) => new(LaptopDeed.Delete, path);

    public static LaptopStep RemoveFolder(string path) => new(LaptopDeed.RemoveFolder, path);

    public static LaptopStep TakeFolder(string path, string to) => new(LaptopDeed.TakeFolder, path) { To = to };

    // Not "null" alone, which would be taken for an empty one.
    public static ReadOnlyMemory<byte>? ContentOf(LaptopFile found) =>
        found.IsFile ? found.Content : (ReadOnlyMemory<byte>?)null;
}
