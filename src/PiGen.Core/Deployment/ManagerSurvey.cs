using System.Collections.Frozen;
using System.Text;
using PiGen.Core.Planning;

namespace PiGen.Core.Deployment;

/// <summary>Looks at a manager, as the user who logs in: nothing is changed and root is not needed.</summary>
/// <param name="manager">Its name in the cluster.</param>
public sealed class ManagerSurvey(IRemoteHost host, string manager)
{
    private const string Originals = $$"""
        if [ -d {{StatePaths.Originals}} ]; then
            find {{StatePaths.Originals}} ! -type d -printf 'original /%P\n' 2>/dev/null
            tell activity {{StatePaths.OriginalUnits}}
        fi
        echo

        """;

    /// <param name="wanted">What is to be installed.</param>
    public async Task<ManagerState> ReadAsync(IReadOnlyCollection<ManifestEntry> wanted, CancellationToken cancellation)
    {
        string[] paths = [.. wanted.Select(entry => entry.Destination.Path)];
        var looking = LookAsync(paths, cancellation);
        string[] own = [StatePaths.Installed, StatePaths.Deployment, StatePaths.Before, StatePaths.Current];
        var found = await host.ReadAsync([.. own, .. paths], cancellation).ConfigureAwait(false);
        var installed = InstalledRecord.Read(manager, host.Name, found[0]);
        var dropped = installed.Entries.Select(entry => entry.Destination.Path).Except(paths).ToArray();
        var lookingAgain = dropped.Length == 0 ? looking : LookAsync(dropped, cancellation);
        var leaving = dropped.Length == 0 ? [] : await host.ReadAsync(dropped, cancellation).ConfigureAwait(false);
        var look = await looking.ConfigureAwait(false);
        var last = await lookingAgain.ConfigureAwait(false);
        var before = TextOf(found[2]);
        return new()
        {
            Installed = installed,
            Deployed = TextOf(found[1]),
            Current = NumberOf(found[3]),
            Before = before,
            Originals = look.Originals.ToFrozenSet(StringComparer.Ordinal),
            OriginallyUp = look.OriginallyUp.ToFrozenSet(StringComparer.Ordinal),
            Files = paths
                .Zip(found.Skip(own.Length))
                .Concat(dropped.Zip(leaving))
                .ToFrozenDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
            Units = look.Units.Union(last.Units).ToFrozenDictionary(unit => unit.Name, StringComparer.Ordinal),
            Holder = look.Holder,
            IsUnfinished = look.IsUnfinished || look.Deployments.Except([NumberOf(found[3]), before ?? ""]).Any(),
            Pending = look.Pending,
        };
    }

    // What no file tells.
    private Task<SystemLook> LookAsync(IEnumerable<string> paths, CancellationToken cancellation) =>
        SystemLook.TakeAsync(
            host,
            SystemLook.Beginning + Originals + SystemLook.Given + SystemLook.Ending,
            [.. paths.Select(UnitName.OfFile).OfType<string>()],
            cancellation
        );

    private static string? TextOf(RemoteFile? file) =>
        file is { Kind: RemoteFileKind.File } ? Encoding.UTF8.GetString(file.Content.Span).Trim() : null;

    private static string NumberOf(RemoteFile? link) => link?.LinkTarget?.Split('/')[^1] ?? "";
}
