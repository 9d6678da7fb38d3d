using System.Collections.Frozen;
using System.Text;
using PiGen.Core.Planning;

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
        var found = await host.ReadAsync([.. own, .. paths], cancellation).ConfigureAwait(false);
        var record = StatePaths.Of(host.Name, found[0], found[1]);
        var kept = found.Skip(record == StatePaths.Present ? 2 : 2 + PathsOf(record).Length).ToArray();
        var installed = InstalledRecord.Read(manager, host.Name, record, kept[0]);
        var dropped = installed.Entries.Select(entry => entry.Destination.Path).Except(paths).ToArray();
        var lookingAgain = dropped.Length == 0 ? looking : LookAsync(dropped, cancellation);
        var leaving = dropped.Length == 0 ? [] : await host.ReadAsync(dropped, cancellation).ConfigureAwait(false);
        var look = await looking.ConfigureAwait(false);
        var last = await lookingAgain.ConfigureAwait(false);
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
