using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Core.Deployment;

/// <summary>Looks at a manager, as the user who logs in: nothing is changed and root is not needed.</summary>
/// <param name="manager">Its name in the cluster.</param>
public sealed class ManagerSurvey(IRemoteHost host, string manager)
{
    private const string Originals = """
        if [ -z "$older" ]; then
            tell original "$record/current/originals/paths"
        else
            find "$record/current/originals/files" ! -type d -printf 'original /%P\n' 2>/dev/null
        fi
        tell activity "$record/current/originals/units"
        echo

        """;

    // Takes from the units that are handed on those that are up and enabled, and tells of them what a plan needs: systemctl show
    // takes most of a millisecond for each, and twice that once systemd has read its files anew. Of what is enabled, a link to
    // it tells, as it does install.sh.
    private const string Settled = """
        awk '
            BEGIN {
                while (("find /etc/systemd/system -mindepth 2 -maxdepth 2 -type l" | getline) > 0)
                    if (/\.(wants|requires|upholds)\/[^\/]*$/) { sub(/.*\//, ""); linked[$0] = 1 }
                while (("systemctl list-units --plain --no-legend --full --state=active 2>/dev/null" | getline) > 0) up[$1] = $4
                tell = "cat >&3"
            }
            ($0 in linked) && ($0 in up) {
                printf "Id=%s\nActiveState=active\nSubState=%s\nUnitFileState=enabled\n\n", $0, up[$0] | tell
                next
            }
            { others = others $0 "\n" }
            END { close(tell); printf "%s", others }' |

        """;

    /// <param name="wanted">What is to be installed.</param>
    public async Task<ManagerState> ReadAsync(IReadOnlyCollection<ManifestEntry> wanted, CancellationToken cancellation)
    {
        string[] paths = [.. wanted.Select(entry => entry.Destination.Path)];
        var looking = LookAsync(paths, cancellation);
        string[] own =
        [
            StatePaths.Version,
            StatePaths.OlderCurrent,
            .. PathsOf(StatePaths.Present),
            .. PathsOf(StatePaths.Older),
        ];
        var found = await host.ReadAsync([.. own, .. paths], cancellation);
        var record = StatePaths.Of(host.Name, found[0], found[1]);
        var kept = found.Skip(record == StatePaths.Present ? 2 : 2 + PathsOf(record).Length).ToArray();
        var installed = InstalledRecord.Read(manager, host.Name, record, kept[0]);
        var dropped = installed.Entries.Select(entry => entry.Destination.Path).Except(paths).ToArray();
        var lookingAgain = dropped.Length == 0 ? looking : LookAsync(dropped, cancellation);
        var leaving = dropped.Length == 0 ? [] : await host.ReadAsync(dropped, cancellation);
        var look = await looking;
        var last = await lookingAgain;
        var before = TextOf(kept[2]);
        if (before?.All(char.IsAsciiDigit) == false)
        {
            throw StatePaths.Broken(host.Name, record.Before);
        }
        return new()
        {
            Record = record,
            Installed = installed,
            Deployed = TextOf(kept[1]),
            Current = NumberOf(kept[3]),
            Before = before,
            Originals = look.Originals.ToFrozenSet(StringComparer.Ordinal),
            OriginallyUp = look.OriginallyUp.ToFrozenSet(StringComparer.Ordinal),
            Files = paths
                .Zip(found.Skip(own.Length))
                .Concat(dropped.Zip(leaving))
                .ToFrozenDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
            Units = look
                .Units.Concat(last.Units)
                .DistinctBy(unit => unit.Name, StringComparer.Ordinal)
                .ToFrozenDictionary(unit => unit.Name, StringComparer.Ordinal),
            Holder = look.Holder,
            IsUnfinished = look.IsUnfinished || look.Deployments.Except([NumberOf(kept[3]), before ?? ""]).Any(),
            Pending = look.Pending,
        };
    }

    private static string[] PathsOf(StatePaths record) =>
        [record.Installed, record.Deployment, record.Before, record.Current];

    // What no file tells.
    private Task<SystemLook> LookAsync(IEnumerable<string> paths, CancellationToken cancellation) =>
        SystemLook.TakeAsync(
            host,
            SystemLook.Beginning + Originals + "exec 3>&1\n" + SystemLook.Given + Settled + SystemLook.Ending,
            [.. paths.Select(UnitName.OfFile).OfType<string>()],
            cancellation
        );

    private static string? TextOf(RemoteFile? file) =>
        file is { Kind: RemoteFileKind.File } ? Encoding.UTF8.GetString(file.Content.Span).Trim() : null;

    private static string NumberOf(RemoteFile? link) => link?.LinkTarget?.Split('/')[^1] ?? "";
}

/// <summary>What is on a manager, before anything is done to it.</summary>
public sealed record ManagerState
{
    public StatePaths Record { get; init; } = StatePaths.Present;

    public required InstalledRecord Installed { get; init; }

    /// <summary>When and by whom that was deployed, <c>TIME WHO</c>; null if nothing is.</summary>
    public required string? Deployed { get; init; }

    /// <summary>That deployment's number, which no other has while it is kept; empty if nothing is deployed.</summary>
    public required string Current { get; init; }

    /// <summary>The deployment before that, which a roll-back leads to; null for none.</summary>
    public required string? Before { get; init; }

    /// <summary>Paths at which others had something before PiGen did: it is put back where nothing of PiGen's is wanted any more.</summary>
    public required FrozenSet<string> Originals { get; init; }

    /// <summary>Units among these that ran.</summary>
    public required FrozenSet<string> OriginallyUp { get; init; }

    /// <summary>What is at each path that is wanted or recorded; null for nothing.</summary>
    public required FrozenDictionary<string, RemoteFile?> Files { get; init; }

    /// <summary>By name, of those that systemd was asked about.</summary>
    public required FrozenDictionary<string, UnitState> Units { get; init; }

    /// <summary>Who is deploying at this moment, or was when the power went: <c>TIME WHO PID</c>.</summary>
    public required string? Holder { get; init; }

    /// <summary>Whether a deployment was begun and neither finished nor rolled back.</summary>
    public required bool IsUnfinished { get; init; }

    /// <summary>Whether another is at work there, or was stopped in the middle.</summary>
    public bool IsUnderWay => IsUnfinished || Holder is not null;

    /// <summary>What an earlier deployment left to be done: units to restart.</summary>
    public required ImmutableArray<string> Pending { get; init; }

    /// <summary>What a plan compares. Of a file that only root may read, the record is all there is to go by.</summary>
    public Fingerprint? FingerprintOf(ManifestEntry wanted)
    {
        var path = wanted.Destination.Path;
        return Files.GetValueOrDefault(path) switch
        {
            null => null,
            { Kind: RemoteFileKind.File } file => Fingerprint.Of(file.Mode, file.Content.Span),
            { Kind: RemoteFileKind.Unreadable } when RecordOf(path) is { } sha256 => new(
                wanted.Fingerprint.Mode,
                sha256
            ),
            _ => new Fingerprint(default, ""),
        };
    }

    private string? RecordOf(string path) =>
        Installed.Entries.FirstOrDefault(entry => entry.Destination.Path == path)?.Fingerprint.Sha256;
}

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
