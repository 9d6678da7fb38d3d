using System.Collections.Immutable;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Core.Deployment;

/// <summary>A deployment that is kept on a manager, with all its files.</summary>
public static class KeptDeployment
{
    /// <summary>What it installed. Of a file that only root may read, there are no bytes.</summary>
    public static async Task<ImmutableArray<Artifact>> ReadAsync(
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
        return [.. entries.Zip(files, Of)];
    }

    private static Artifact Of(ManifestEntry entry, RemoteFile? file) =>
        new(entry.Destination, file?.Mode ?? default, file?.Content ?? default);
}
