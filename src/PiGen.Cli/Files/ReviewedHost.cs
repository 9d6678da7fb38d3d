using System.Collections.Immutable;
using PiGen.Core.Deployment;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>What lies in the output folder for one host, byte for byte as a person could review it.</summary>
/// <param name="Edited">Those that have other bytes than the render wrote.</param>
internal sealed record ReviewedHost(
    Request Request,
    ImmutableArray<Artifact> Artifacts,
    ImmutableArray<Destination> Edited
)
{
    // What is deployed by the one is taken away by the other, and only by it.
    private static readonly string[] Scripts = [Rollout.InstallScript, Rollout.UninstallScript];

    /// <summary>Null, with errors, if something is missing, is no plain file, or was never rendered.</summary>
    /// <param name="root">The output folder; <paramref name="shown"/> is how the person named it.</param>
    /// <param name="host">Null for the manager.</param>
    public static ReviewedHost? Read(
        string root,
        string shown,
        string? host,
        Manifest manifest,
        DiagnosticBag diagnostics
    )
    {
        string[] needed = host is null ? Scripts : [];
        host ??= manifest.Request.Manager;
        var entries = manifest.Entries.Where(entry => entry.Destination.Host == host).ToArray();
        var artifacts = entries.Select(entry => ReadFile(root, shown, entry, diagnostics)).OfType<Artifact>().ToArray();
        foreach (var path in NeverRendered(root, host, entries))
        {
            diagnostics.Add(ReviewDiagnostics.NeverRendered(Path.Combine(shown, path)));
        }
        foreach (var script in needed.Where(script => entries.All(entry => entry.Destination.Path != script)))
        {
            diagnostics.Add(ReviewDiagnostics.NoScript(Path.Combine(shown, manifest.Request.Manager), script));
        }
        if (diagnostics.HasErrors)
        {
            return null;
        }
        var edited = artifacts.Zip(entries).Where(pair => !IsAsRendered(pair.First, pair.Second));
        return new(manifest.Request, [.. artifacts], [.. edited.Select(pair => pair.First.Destination)]);
    }

    private static bool IsAsRendered(Artifact artifact, ManifestEntry entry) =>
        Fingerprint.Sha256Of(artifact.Bytes.Span) == entry.Fingerprint.Sha256;

    private static Artifact? ReadFile(string root, string shown, ManifestEntry entry, DiagnosticBag diagnostics)
    {
        var path = entry.Destination.OutputPath;
        var file = new FileInfo(Path.Combine(root, path));
        var mistake =
            LinkOnTheWay(root, path) is { } link ? ReviewDiagnostics.Linked(Path.Combine(shown, link))
            : file.Exists ? null
            : ReviewDiagnostics.Missing(Path.Combine(shown, path));
        if (mistake is not null)
        {
            diagnostics.Add(mistake);
            return null;
        }
        // A pipe or a device has no length, and might never come to its end.
        var bytes = file.Length == 0 ? [] : File.ReadAllBytes(file.FullName);
        return new(entry.Destination, entry.Fingerprint.Mode, bytes);
    }

    // The first part of the path that leads somewhere else.
    private static string? LinkOnTheWay(string root, string path)
    {
        var way = "";
        foreach (var name in path.Split('/'))
        {
            way = Path.Combine(way, name);
            if (new FileInfo(Path.Combine(root, way)).LinkTarget is not null)
            {
                return way;
            }
        }
        return null;
    }

    // Links are not followed: one that was never rendered is named, not what it leads to.
    private static IEnumerable<string> NeverRendered(string root, string host, ManifestEntry[] entries)
    {
        var rendered = entries.Select(entry => entry.Destination.OutputPath).ToHashSet(StringComparer.Ordinal);
        var folder = new DirectoryInfo(Path.Combine(root, host));
        return folder.Exists && folder.LinkTarget is null ? Below(folder).Where(path => !rendered.Contains(path)) : [];

        IEnumerable<string> Below(DirectoryInfo parent) =>
            parent
                .EnumerateFileSystemInfos()
                .OrderBy(child => child.Name, StringComparer.Ordinal)
                .SelectMany(child =>
                    child is DirectoryInfo { LinkTarget: null } inner
                        ? Below(inner)
                        : [Path.GetRelativePath(root, child.FullName).Replace('\\', '/')]
                );
    }
}
