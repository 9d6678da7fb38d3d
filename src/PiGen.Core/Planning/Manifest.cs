using System.Collections.Immutable;
using PiGen.Core.Rendering;

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
