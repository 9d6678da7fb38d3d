using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using PiGen.Core.Model;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.Planning;

/// <summary>The files that PiGen owns in a place, and what was asked for to make them.</summary>
public sealed record Manifest(Request Request, ImmutableArray<ManifestEntry> Entries)
{
    public static Manifest Of(Request request, ImmutableArray<Artifact> artifacts) =>
        new(
            request,
            [.. artifacts.Select(artifact => new ManifestEntry(artifact.Destination, Fingerprint.Of(artifact)))]
        );
}

/// <summary>One file of a manifest.</summary>
public sealed record ManifestEntry(Destination Destination, Fingerprint Fingerprint);

/// <summary>What was asked of a render, defaults filled in: enough to ask it again.</summary>
public sealed record Request
{
    /// <summary>The hostlist as it was written: its order gives the ports.</summary>
    public required string Workers { get; init; }

    /// <summary>The bind address; null where nothing is forwarded.</summary>
    public required string? Wlan { get; init; }

    public required string Manager { get; init; }
    public required string ManagerAddress { get; init; }
    public required string User { get; init; }
    public required string Identity { get; init; }

    /// <summary>The first listen port for ssh; null where ssh is not forwarded.</summary>
    public required string? Port { get; init; }

    /// <summary>TARGETPORTS:FIRSTLISTEN, in the order given.</summary>
    public required IReadOnlyList<string> Expose { get; init; }

    public required string Kind { get; init; }

    /// <summary>The folder of a person's own templates, as they wrote it; null for none.</summary>
    public required string? Templates { get; init; }
}

/// <summary>What a file is, as far as a plan cares: its mode and the SHA-256 of its bytes, 64 lower-case hexadecimal digits.</summary>
public readonly record struct Fingerprint(UnixFileMode Mode, string Sha256)
{
    public static Fingerprint Of(Artifact artifact) => Of(artifact.Mode, artifact.Bytes.Span);

    public static Fingerprint Of(UnixFileMode mode, ReadOnlySpan<byte> bytes) => new(mode, Sha256Of(bytes));

    public static string Sha256Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static bool IsSha256(string text) =>
        text.Length == 64 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}

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

/// <summary>What can be wrong with a manifest or stand in the way of a plan, PG0501 and on.</summary>
public static class PlanningDiagnostics
{
    private const string RenderAnew = "put back the file that 'pigen render' wrote, or render into another folder";

    public static Diagnostic BrokenManifest(SourceText text, JsonException problem) =>
        Error(
            "PG0501",
            text.SpanAt(problem.LineNumber ?? 0, problem.BytePositionInLine ?? 0),
            "this is not a whole manifest",
            RenderAnew
        );

    public static Diagnostic UnknownVersion(SourceSpan text, int version) =>
        Error(
            "PG0502",
            text.Slice(0, 0),
            version > 0 ? $"version {version} of the manifest is not known here" : "this is not a whole manifest",
            "use the pigen that wrote it, or render into another folder"
        );

    public static Diagnostic BrokenEntry(SourceSpan text) =>
        Error(
            "PG0503",
            text.Slice(0, 0),
            "an artifact of the manifest has no proper host, path, mode or SHA-256, or stands there twice",
            RenderAnew
        );

    public static Diagnostic BrokenRequest(SourceSpan text) =>
        Error(
            "PG0504",
            text.Slice(0, 0),
            "the manager's name, its address or its user in the manifest is none",
            RenderAnew
        );
}
