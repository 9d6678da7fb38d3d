using System.Collections.Immutable;
using PiGen.Core.Deployment;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

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
        HeldFolder root,
        string shown,
        string? host,
        Manifest manifest,
        DiagnosticBag diagnostics
    )
    {
        string[] needed = host is null ? Scripts : [];
        host ??= manifest.Request.Manager;
        var entries = manifest.Entries.Where(entry => entry.Destination.Host == host).ToArray();
        var artifacts = ReadFiles(root, shown, entries, diagnostics);
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

    private static List<Artifact> ReadFiles(
        HeldFolder root,
        string shown,
        ManifestEntry[] entries,
        DiagnosticBag diagnostics
    )
    {
        var (artifacts, size) = (new List<Artifact>(), 0L);
        foreach (var artifact in entries.Select(entry => ReadFile(root, shown, entry, diagnostics)).OfType<Artifact>())
        {
            artifacts.Add(artifact);
            size += artifact.Bytes.Length;
            if (size > MostBytes.OfOneHost)
            {
                throw new IOException($"its files for one host are larger than {MostBytes.OfOneHost >> 20} MiB in all");
            }
        }
        return artifacts;
    }

    private static Artifact? ReadFile(HeldFolder root, string shown, ManifestEntry entry, DiagnosticBag diagnostics)
    {
        var path = entry.Destination.OutputPath;
        var (way, kind) = (path, root.Look(path).Kind);
        if (kind == EntryKind.File)
        {
            return new(entry.Destination, entry.Fingerprint.Mode, root.Read(path, MostBytes.Rendered));
        }
        if (kind == EntryKind.Blocked)
        {
            (way, kind) = root.FirstNoFolder(path) ?? (path, EntryKind.None);
        }
        diagnostics.Add(
            kind switch
            {
                EntryKind.Link => ReviewDiagnostics.Linked(Path.Combine(shown, way)),
                EntryKind.Other => ReviewDiagnostics.NoFile(Path.Combine(shown, way)),
                EntryKind.None or EntryKind.File or EntryKind.Folder or EntryKind.Blocked => ReviewDiagnostics.Missing(
                    Path.Combine(shown, path)
                ),
            }
        );
        return null;
    }

    // Links are not followed: one that was never rendered is named, not what it leads to.
    private static IEnumerable<string> NeverRendered(HeldFolder root, string host, ManifestEntry[] entries)
    {
        var rendered = entries.Select(entry => entry.Destination.OutputPath).ToHashSet(StringComparer.Ordinal);
        return root.Look(host).Kind == EntryKind.Folder ? Below(host) : [];

        IEnumerable<string> Below(string folder) =>
            root.Names(folder)
                .Select(name => $"{folder}/{name}")
                .Where(path => !rendered.Contains(path))
                .SelectMany(path => root.Look(path).Kind == EntryKind.Folder ? Below(path) : [path]);
    }
}

/// <summary>Why what lies in the output folder is not what a person could have reviewed, PG0531 and on.</summary>
internal static class ReviewDiagnostics
{
    private const string RenderAgain = "run the pigen render again that made this folder";

    public static Diagnostic NothingRendered(SourceSpan output) =>
        Error(
            "PG0531",
            output,
            "nothing is rendered here",
            "render first: pigen render --workers HOSTLIST --wlan ADDRESS"
        );

    public static Diagnostic Missing(string path) =>
        Error("PG0532", Place(path), "this file was rendered, and is missing", RenderAgain);

    public static Diagnostic Linked(string path) =>
        Error(
            "PG0533",
            Place(path),
            "this is a link, and leads out of what was rendered",
            $"delete it, then {RenderAgain}"
        );

    public static Diagnostic NoFile(string path) =>
        Error(
            "PG0536",
            Place(path),
            "a file was rendered here, and this is a pipe, a socket or a device",
            $"delete it, then {RenderAgain}"
        );

    public static Diagnostic NeverRendered(string path) =>
        Error(
            "PG0534",
            Place(path),
            "PiGen did not render this, and would not deploy it",
            "move it away, or make it a template (pigen template eject)"
        );

    /// <param name="folder">The manager's, in the output folder.</param>
    public static Diagnostic NoScript(string folder, string name) =>
        Error(
            "PG0535",
            Place(folder),
            $"there is no {name} among what was rendered for the manager, and without it nothing can be deployed",
            "keep that template of the built-in pack (pigen template list); to have no tunnels any more: pigen undeploy"
        );

    // A file as a whole has a name and no line to show.
    private static SourceSpan Place(string path) => new SourceText(path, "").Whole;
}
