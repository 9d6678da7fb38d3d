using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PiGen.Core.Model;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

namespace PiGen.Core.Planning;

/// <summary>A manifest as a file, <c>pigen.json</c>: written the same for the same manifest, read strictly.</summary>
public sealed record ManifestDocument(int Version, Request Request, IReadOnlyList<ArtifactDocument> Artifacts)
{
    public const string FileName = Cluster.ManifestName;

    private const int CurrentVersion = 1;

    /// <summary>The document's text, UTF-8, with a newline at its end.</summary>
    public static byte[] Write(Manifest manifest)
    {
        var document = new ManifestDocument(
            CurrentVersion,
            manifest.Request,
            [.. manifest.Entries.Select(ArtifactDocument.Of)]
        );
        return [.. JsonSerializer.SerializeToUtf8Bytes(document, ManifestJson.Default.ManifestDocument), (byte)'\n'];
    }

    /// <summary>Null, with an error in <paramref name="diagnostics"/>, for anything but a whole manifest of a known version.</summary>
    public static Manifest? Read(SourceText text, DiagnosticBag diagnostics)
    {
        try
        {
            var version = JsonSerializer.Deserialize(text.Content, VersionJson.Default.VersionDocument)?.Version ?? 0;
            if (version != CurrentVersion)
            {
                diagnostics.Add(PlanningDiagnostics.UnknownVersion(text.Whole, version));
                return null;
            }
            var document = JsonSerializer.Deserialize(text.Content, ManifestJson.Default.ManifestDocument)!;
            return document.ToManifest(text, diagnostics);
        }
        catch (JsonException e)
        {
            diagnostics.Add(PlanningDiagnostics.BrokenManifest(text, e));
            return null;
        }
    }

    private Manifest? ToManifest(SourceText text, DiagnosticBag diagnostics)
    {
        if (Artifacts.Any(artifact => artifact is null) || Request.Expose.Any(expose => expose is null))
        {
            diagnostics.Add(PlanningDiagnostics.BrokenEntry(text.Whole));
            return null;
        }
        if (!NamesManager(Request))
        {
            diagnostics.Add(PlanningDiagnostics.BrokenRequest(text.Whole));
            return null;
        }
        ImmutableArray<ManifestEntry> entries =
        [
            .. Artifacts.Select(artifact => artifact.ToEntry()).OfType<ManifestEntry>(),
        ];
        var distinct = entries.Select(entry => entry.Destination.OutputPath).Distinct(StringComparer.Ordinal);
        if (entries.Length < Artifacts.Count || distinct.Count() < entries.Length)
        {
            diagnostics.Add(PlanningDiagnostics.BrokenEntry(text.Whole));
            return null;
        }
        return new(Request, entries);
    }

    // They lead ssh to a host, and an absent one would have nothing deployed there.
    private static bool NamesManager(Request request) =>
        Destination.TryParse(request.Manager, FileName) is not null
        && HostAddress.TryParse(request.ManagerAddress) is not null
        && UserName.TryParse(request.User) is not null;
}

/// <summary>One file of a <see cref="ManifestDocument"/>: its destination, its mode in octal, its SHA-256 in lower-case hexadecimal.</summary>
public sealed record ArtifactDocument(string Host, string Path, string Mode, string Sha256)
{
    internal static ArtifactDocument Of(ManifestEntry entry) =>
        new(
            entry.Destination.Host,
            entry.Destination.Path,
            FileModes.Format(entry.Fingerprint.Mode),
            entry.Fingerprint.Sha256
        );

    internal ManifestEntry? ToEntry() =>
        Destination.TryParse(Host, Path) is { } destination
        && FileModes.TryParse(Mode) is { } mode
        && Fingerprint.IsSha256(Sha256)
            ? new(destination, new(mode, Sha256))
            : null;
}

internal sealed record VersionDocument(int Version);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(ManifestDocument))]
internal sealed partial class ManifestJson : JsonSerializerContext;

// Lenient on purpose: of a newer version only the version itself is known.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VersionDocument))]
internal sealed partial class VersionJson : JsonSerializerContext;
