using System.Collections.Immutable;
using PiGen.Core.Rendering;

namespace PiGen.Core.Planning;

/// <summary>What has to happen to one file, or why nothing may.</summary>
public enum ChangeKind
{
    Create,
    Update,
    Delete,
    Unchanged,

    /// <summary>PiGen wrote the file and somebody else has edited it since.</summary>
    Drift,

    /// <summary>A file in the way that PiGen never wrote.</summary>
    Foreign,
}

/// <summary>One change of a plan.</summary>
public sealed record Change(ChangeKind Kind, Destination Destination);

/// <summary>The changes that make actual equal desired: the desired files in their order, then what the manifest lists and desired no longer has.</summary>
public sealed record Plan(ImmutableArray<Change> Changes)
{
    public bool IsEmpty => Changes.All(change => change.Kind == ChangeKind.Unchanged);

    /// <param name="actual">What is at a destination now; null for nothing.</param>
    public static Plan Between(
        Func<Destination, Fingerprint?> actual,
        ImmutableArray<ManifestEntry> desired,
        ImmutableArray<ManifestEntry> owned
    )
    {
        var ownedBytes = owned.ToDictionary(PathOf, entry => entry.Fingerprint.Sha256, StringComparer.Ordinal);
        var kept = desired.Select(entry => Keep(entry, actual(entry.Destination), ownedBytes));
        var wanted = desired.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        var dropped = owned.Where(entry => !wanted.Contains(PathOf(entry)));
        return new([.. kept, .. dropped.Select(entry => Drop(entry, actual(entry.Destination))).OfType<Change>()]);
    }

    private static Change Keep(ManifestEntry entry, Fingerprint? actual, Dictionary<string, string> owned) =>
        new(KindOf(entry.Fingerprint, actual, owned.GetValueOrDefault(PathOf(entry))), entry.Destination);

    // Two destinations can be one file: what lay beside, and what is installed at the root.
    private static string PathOf(ManifestEntry entry) => entry.Destination.OutputPath;

    private static ChangeKind KindOf(Fingerprint desired, Fingerprint? actual, string? ownedSha256)
    {
        if (actual is not { } file)
        {
            return ChangeKind.Create;
        }
        if (file.Sha256 == desired.Sha256)
        {
            return file.Mode == desired.Mode ? ChangeKind.Unchanged : ChangeKind.Update;
        }
        return ownedSha256 is null ? ChangeKind.Foreign
            : file.Sha256 == ownedSha256 ? ChangeKind.Update
            : ChangeKind.Drift;
    }

    private static Change? Drop(ManifestEntry entry, Fingerprint? actual) =>
        actual is not { } file ? null
        : file.Sha256 == entry.Fingerprint.Sha256 ? new(ChangeKind.Delete, entry.Destination)
        : new(ChangeKind.Drift, entry.Destination);
}
