using System.Collections.Immutable;
using System.Text;

namespace PiGen.Core.SshConfig;

/// <summary>All that matters of a laptop to one cluster's place in its ssh_config, as it was when it was looked at.</summary>
public sealed record LaptopState
{
    public required ConfigPlaces Places { get; init; }

    public required string Cluster { get; init; }

    public required LaptopFile Config { get; init; }

    public required LaptopFile Folder { get; init; }

    public required LaptopFile BlocksFolder { get; init; }

    public required LaptopFile Blocks { get; init; }

    /// <summary>The copy of the person's file that this installation has made; <see cref="FreeBackup"/> if it has made none, or null.</summary>
    public required LaptopFile? Backup { get; init; }

    /// <summary>Where a new copy may lie; null where all names are taken.</summary>
    public required LaptopFile? FreeBackup { get; init; }

    public required LaptopFile Record { get; init; }

    /// <summary>What the record says that PiGen has made.</summary>
    public ImmutableArray<string> Made => MadeBy(Record);

    /// <summary>Whether a record is PiGen's, or none.</summary>
    public bool IsRecordOurs =>
        !Record.IsLink
        && Record.Kind is LaptopFileKind.None or LaptopFileKind.File
        && Made.All(path =>
            path == Places.Folder || path == Places.BlocksFolder || ConfigPlaces.Backups(Places.Config).Contains(path)
        );

    /// <summary>The blocks of other clusters.</summary>
    public required ImmutableArray<LaptopFile> Others { get; init; }

    /// <summary>Whether something of the person's lies in the folder that is there for a moment only, as a version before may have left it.</summary>
    public required bool HasStrays { get; init; }

    /// <summary>What a run that was killed has left behind.</summary>
    public required ImmutableArray<LaptopFile> Leftovers { get; init; }

    /// <summary>Whether a lock lies about: another pigen is at work, or was killed.</summary>
    public required bool HasLock { get; init; }

    public static async Task<LaptopState> ReadAsync(
        ILaptop laptop,
        ConfigPlaces places,
        string cluster,
        CancellationToken cancellation
    )
    {
        var own = places.Blocks(cluster);
        string[] backups = [.. ConfigPlaces.Backups(places.Config)];
        string[] fixedPaths = [places.Config, places.Folder, places.BlocksFolder, own, places.Record, .. backups];
        var found = await laptop.LookAsync(fixedPaths, cancellation);
        var entries = await EntriesAsync(laptop, places.BlocksFolder, cancellation);
        var (shown, beside) = (ConfigPlaces.Expanded(own, laptop.Home), ConfigPlaces.Beside(found[0].RealPath));
        var others = entries
            .Where(path => places.IsBlocks(path, laptop.Home) && path != shown)
            .Order(StringComparer.Ordinal);
        var free = found[5..].FirstOrDefault(file => file.Kind == LaptopFileKind.None);
        var made = MadeBy(found[4]);
        var backup = found[5..].FirstOrDefault(file => made.Contains(file.Path) && !file.IsLink) ?? free;
        var known = places
            .Temporaries(cluster, (backup ?? found[5]).Path)
            .Append(ConfigPlaces.Beside((free ?? found[5]).Path))
            .Append(beside)
            .Append(ConfigPlaces.OldName(beside))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var left = await laptop.LookAsync(known, cancellation);
        var hasStrays =
            left.Any(file => file.IsThere && file.Path == places.ComingFolder)
            && (await EntriesAsync(laptop, places.ComingFolder, cancellation)).Any(path =>
                path != ConfigPlaces.Expanded(places.ComingRecord, laptop.Home)
            );
        var locks = await laptop.LookAsync(places.Locks, cancellation);
        return new()
        {
            Places = places,
            Cluster = cluster,
            Config = found[0],
            Folder = found[1],
            BlocksFolder = found[2],
            Blocks = found[3],
            Backup = backup,
            FreeBackup = free,
            Record = found[4],
            Others = await laptop.LookAsync([.. others], cancellation),
            HasStrays = hasStrays,
            HasLock = locks.Any(file => file.IsThere),
            Leftovers = [.. left.Where(file => file.IsThere && (file.Path != places.ComingFolder || !hasStrays))],
        };
    }

    private static ImmutableArray<string> MadeBy(LaptopFile record) =>
        [.. Encoding.UTF8.GetString(record.Content.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static async Task<ImmutableHashSet<string>> EntriesAsync(
        ILaptop laptop,
        string folder,
        CancellationToken cancellation
    )
    {
        var entries = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var pattern in ConfigPlaces.Everything(folder))
        {
            entries.UnionWith(await laptop.FindAsync(pattern, cancellation));
        }
        return entries.ToImmutable();
    }
}

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
