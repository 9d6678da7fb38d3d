using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Core.Deployment;

/// <summary>What install.sh has put in place on a manager: its own manifest, lines <c>SHA256 PATH</c>.</summary>
/// <param name="Entries">Without modes, which the record does not hold.</param>
/// <param name="Seen">The record's own SHA-256, or <c>none</c>: by it install.sh knows whether a plan still holds.</param>
public sealed record InstalledRecord(ImmutableArray<ManifestEntry> Entries, string Seen)
{
    private const int Sha256Length = 64;

    public static InstalledRecord None { get; } = new([], "none");

    /// <exception cref="Failure">It is no such record.</exception>
    public static InstalledRecord Read(string manager, string host, StatePaths record, RemoteFile? file) =>
        file switch
        {
            null => None,
            { Kind: RemoteFileKind.File } => new(
                EntriesOf(manager, file) ?? throw StatePaths.Broken(host, record.Installed),
                Fingerprint.Sha256Of(file.Content.Span)
            ),
            _ => throw StatePaths.Broken(host, record.Installed),
        };

    internal static IEnumerable<string> LinesOf(RemoteFile file) =>
        Encoding.UTF8.GetString(file.Content.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static ImmutableArray<ManifestEntry>? EntriesOf(string manager, RemoteFile file)
    {
        var entries = LinesOf(file).Select(line => EntryOf(manager, line)).ToImmutableArray();
        return entries.Contains(null) || entries.DistinctBy(entry => entry!.Destination).Count() < entries.Length
            ? null
            : entries!;
    }

    private static ManifestEntry? EntryOf(string manager, string line) =>
        line.Length > Sha256Length + 1
        && line[Sha256Length] == ' '
        && Fingerprint.IsSha256(line[..Sha256Length])
        && Destination.TryParse(manager, line[(Sha256Length + 1)..]) is { IsInstalled: true } destination
            ? new(destination, new(default, line[..Sha256Length]))
            : null;
}
