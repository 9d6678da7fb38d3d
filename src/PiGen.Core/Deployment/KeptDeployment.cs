using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Core.Deployment;

/// <summary>A deployment that is kept on a manager, with all its files.</summary>
/// <param name="Artifacts">What it installed.</param>
/// <param name="Entries">The same, by its record.</param>
public sealed record KeptDeployment(ImmutableArray<Artifact> Artifacts, ImmutableArray<ManifestEntry> Entries)
{
    // Only root may look at the files: some are to be read by nobody else where they are installed.
    private const string Pack = """
        cd "$1" && sed 's/^[^ ]* /./' "$2" | tar --no-recursion --verbatim-files-from -cf - -T - | base64
        """;

    /// <exception cref="Failure">The manager does not say, or what it says is no deployment.</exception>
    public static async Task<KeptDeployment> ReadAsync(
        IRemoteHost host,
        string manager,
        StatePaths record,
        string number,
        CancellationToken cancellation
    )
    {
        var folder = $"{record.Deployments}/{number}";
        var list = await host.ReadAsync([folder + "/installed"], cancellation).ConfigureAwait(false);
        var entries = InstalledRecord.Read(manager, host.Name, record, list[0]).Entries;
        var packed = new StringBuilder();
        var command = new RemoteCommand("sh", "-c", Pack, "sh", folder + record.FilesFolder, folder + "/installed")
        {
            IsRoots = true,
            // As large as what install.sh takes at most, in base64.
            MostOutput = 2 * RemoteCommand.UsualOutput,
        };
        var answer = await host.RunAsync(command, line => packed.Append(line), cancellation).ConfigureAwait(false);
        var artifacts = answer.ExitCode == 0 ? ArtifactsOf(packed.ToString(), entries) : null;
        return artifacts is { } all
            ? new(all, [.. entries.Zip(all, WithMode)])
            : throw new Failure(
                $"{host.Name} does not say what it had before: {answer.Errors.LastOrDefault() ?? "its answer is garbled"}",
                $"look at {folder} there; or deploy what it had before from its output folder"
            );
    }

    // Null if one is missing.
    private static ImmutableArray<Artifact>? ArtifactsOf(string packed, ImmutableArray<ManifestEntry> entries)
    {
        try
        {
            using var bytes = new MemoryStream(Convert.FromBase64String(packed));
            using var reader = new TarReader(bytes);
            var files = Files(reader).ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);
            return [.. entries.Select(entry => Of(entry, files["." + entry.Destination.Path]))];
        }
        catch (Exception garbled)
            when (garbled
                    is FormatException
                        or IOException
                        or InvalidDataException
                        or KeyNotFoundException
                        or ArgumentException
            )
        {
            return null;
        }
    }

    private static IEnumerable<(string Path, RemoteFile File)> Files(TarReader reader)
    {
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            yield return (entry.Name, new(RemoteFileKind.File, entry.Mode, content.ToArray()));
        }
    }

    private static Artifact Of(ManifestEntry entry, (string Path, RemoteFile File) kept) =>
        new(entry.Destination, kept.File.Mode, kept.File.Content);

    private static ManifestEntry WithMode(ManifestEntry entry, Artifact kept) =>
        entry with
        {
            Fingerprint = entry.Fingerprint with { Mode = kept.Mode },
        };
}
