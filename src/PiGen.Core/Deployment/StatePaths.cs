using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Core.Deployment;

/// <summary>Where install.sh keeps on a manager what it has deployed there; docs/install.md describes each file.</summary>
/// <param name="Folder">Of the record, which has <c>current</c> and <c>deployments</c>.</param>
/// <param name="FilesFolder">What the files of a deployment lie in, below its own folder.</param>
public sealed record StatePaths(string Folder, string FilesFolder)
{
    public const string Root = Destination.StateRoot;

    /// <summary>The number of the form that all of this has.</summary>
    public const string Version = Root + "/version";

    /// <summary>A link to what holds, in the older form; in the present one, to what keeps an older pigen away.</summary>
    public const string OlderCurrent = Root + "/current";

    private const string KnownVersion = "2";

    /// <summary>As install.sh keeps it.</summary>
    public static StatePaths Present { get; } = new(Root + "/clusters/default", "/files");

    /// <summary>As it was kept before there was a version. The next run of install.sh or uninstall.sh takes it over.</summary>
    public static StatePaths Older { get; } = new(Root, "");

    /// <summary>A folder for each deployment that is kept, named by its number.</summary>
    public string Deployments => Folder + "/deployments";

    /// <summary>A link to the one that holds.</summary>
    public string Current => Folder + "/current";

    /// <summary>Lines <c>SHA256 PATH</c>.</summary>
    public string Installed => Current + "/installed";

    /// <summary>One line, <c>TIME WHO</c>.</summary>
    public string Deployment => Current + "/deployment";

    /// <summary>The number of the deployment before; none after the first.</summary>
    public string Before => Current + "/before";

    /// <summary>Lines <c>UNIT BIND PORT WORKER TARGETPORT PURPOSE</c>.</summary>
    public string Units => Current + "/units";

    /// <summary>Of the two, the one that counts on a manager.</summary>
    /// <param name="version">What is at <see cref="Version"/>.</param>
    /// <param name="olderCurrent">What is at <see cref="OlderCurrent"/>.</param>
    /// <exception cref="Failure">A newer pigen keeps another.</exception>
    public static StatePaths Of(string host, RemoteFile? version, RemoteFile? olderCurrent)
    {
        Check(host, version is { Kind: RemoteFileKind.File } ? Encoding.UTF8.GetString(version.Content.Span) : "");
        return olderCurrent?.LinkTarget is { } target
            ? target.StartsWith("deployments/", StringComparison.Ordinal)
                ? Older
                : Present
            : version is null
                ? Older
                : Present;
    }

    /// <exception cref="Failure">It is not the number of a form that is known.</exception>
    internal static void Check(string host, string version)
    {
        if (version.Trim() is not ("" or KnownVersion))
        {
            throw new Failure(
                $"what is deployed on {host} is kept in a form that this pigen does not know ({Version} is not {KnownVersion})",
                "use the pigen that deployed there last, or a newer one"
            );
        }
    }

    internal static Failure Broken(string host, string path) =>
        new($"{path} on {host} is no record of PiGen's", "look at it there; a newer pigen may have written it");
}

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
        var list = await host.ReadAsync([folder + "/installed"], cancellation);
        var entries = InstalledRecord.Read(manager, host.Name, record, list[0]).Entries;
        var packed = new StringBuilder();
        var command = new RemoteCommand("sh", "-c", Pack, "sh", folder + record.FilesFolder, folder + "/installed")
        {
            IsRoots = true,
            // As large as what install.sh takes at most, in base64.
            MostOutput = 2 * RemoteCommand.UsualOutput,
        };
        var answer = await host.RunAsync(command, line => packed.Append(line), cancellation);
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
        var files = RemoteFiles.TryUnpack(packed);
        var found = entries.Select(entry =>
            (entry.Destination, File: files?.GetValueOrDefault("." + entry.Destination.Path))
        );
        return found.Any(each => each.File is not { Kind: RemoteFileKind.File })
            ? null
            : [.. found.Select(each => new Artifact(each.Destination, each.File!.Mode, each.File.Content))];
    }

    private static ManifestEntry WithMode(ManifestEntry entry, Artifact kept) =>
        entry with
        {
            Fingerprint = entry.Fingerprint with { Mode = kept.Mode },
        };
}
