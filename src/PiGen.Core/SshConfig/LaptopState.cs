using System.Collections.Immutable;

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

    public required LaptopFile Backup { get; init; }

    public required LaptopFile Record { get; init; }

    /// <summary>The blocks of other clusters.</summary>
    public required ImmutableArray<LaptopFile> Others { get; init; }

    /// <summary>What lies in the two folders, by path.</summary>
    public required ImmutableHashSet<string> Entries { get; init; }

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
        string[] fixedPaths = [places.Config, places.Folder, places.BlocksFolder, own, places.Backup, places.Record];
        var found = await laptop.LookAsync(fixedPaths, cancellation).ConfigureAwait(false);
        var entries = await EntriesAsync(laptop, places, cancellation).ConfigureAwait(false);
        var (shown, beside) = (ConfigPlaces.Expanded(own, laptop.Home), ConfigPlaces.Beside(found[0].RealPath));
        var others = entries
            .Where(path => places.IsBlocks(path, laptop.Home) && path != shown)
            .Order(StringComparer.Ordinal);
        var known = places.Temporaries(cluster).Append(beside).Distinct(StringComparer.Ordinal).ToArray();
        var left = await laptop.LookAsync(known, cancellation).ConfigureAwait(false);
        var locks = await laptop.LookAsync(places.Locks, cancellation).ConfigureAwait(false);
        return new()
        {
            Places = places,
            Cluster = cluster,
            Config = found[0],
            Folder = found[1],
            BlocksFolder = found[2],
            Blocks = found[3],
            Backup = found[4],
            Record = found[5],
            Others = await laptop.LookAsync([.. others], cancellation).ConfigureAwait(false),
            Entries = entries,
            HasLock = locks.Any(file => file.IsThere),
            Leftovers = [.. left.Where(file => file.IsThere)],
        };
    }

    private static async Task<ImmutableHashSet<string>> EntriesAsync(
        ILaptop laptop,
        ConfigPlaces places,
        CancellationToken cancellation
    )
    {
        var entries = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (
            var pattern in (string[])
                [.. ConfigPlaces.Everything(places.Folder), .. ConfigPlaces.Everything(places.BlocksFolder)]
        )
        {
            entries.UnionWith(await laptop.FindAsync(pattern, cancellation).ConfigureAwait(false));
        }
        return entries.ToImmutable();
    }
}
