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
        var found = await laptop.LookAsync(fixedPaths, cancellation).ConfigureAwait(false);
        var entries = await EntriesAsync(laptop, places.BlocksFolder, cancellation).ConfigureAwait(false);
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
        var left = await laptop.LookAsync(known, cancellation).ConfigureAwait(false);
        var hasStrays =
            left.Any(file => file.IsThere && file.Path == places.ComingFolder)
            && (await EntriesAsync(laptop, places.ComingFolder, cancellation).ConfigureAwait(false)).Any(path =>
                path != ConfigPlaces.Expanded(places.ComingRecord, laptop.Home)
            );
        var locks = await laptop.LookAsync(places.Locks, cancellation).ConfigureAwait(false);
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
            Others = await laptop.LookAsync([.. others], cancellation).ConfigureAwait(false),
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
            entries.UnionWith(await laptop.FindAsync(pattern, cancellation).ConfigureAwait(false));
        }
        return entries.ToImmutable();
    }
}
