using System.Collections.Immutable;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Core.Deployment;

/// <summary>A deployment that is kept on a manager, with all its files.</summary>
/// <param name="Artifacts">What it installed; of a file that only root may read, there are no bytes.</param>
/// <param name="Entries">The same, by its record.</param>
public sealed record KeptDeployment(ImmutableArray<Artifact> Artifacts, ImmutableArray<ManifestEntry> Entries)
{
    public static async Task<KeptDeployment> ReadAsync(
        IRemoteHost host,
        string manager,
        string number,
        CancellationToken cancellation
    )
    {
        var folder = $"{StatePaths.Deployments}/{number}";
        var record = await host.ReadAsync([folder + "/installed"], cancellation).ConfigureAwait(false);
        var entries = InstalledRecord.Read(manager, host.Name, record[0]).Entries;
        var files = await host.ReadAsync([.. entries.Select(entry => folder + entry.Destination.Path)], cancellation)
            .ConfigureAwait(false);
        return new([.. entries.Zip(files, Of)], [.. entries.Zip(files, WithMode)]);
    }

    private static Artifact Of(ManifestEntry entry, RemoteFile? file) =>
        new(entry.Destination, file?.Mode ?? default, file?.Content ?? default);

    private static ManifestEntry WithMode(ManifestEntry entry, RemoteFile? file) =>
        entry with
        {
            Fingerprint = entry.Fingerprint with { Mode = file?.Mode ?? default },
        };
}
