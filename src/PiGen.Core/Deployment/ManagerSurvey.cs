using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PiGen.Core.Planning;

namespace PiGen.Core.Deployment;

/// <summary>Looks at a manager, as the user who logs in: nothing is changed and root is not needed.</summary>
/// <param name="manager">Its name in the cluster.</param>
public sealed class ManagerSurvey(IRemoteHost host, string manager)
{
    // What no file tells. The units come on standard input, for there may be more of them than a command line takes.
    private const string Look = """
        export LC_ALL=C
        cat /run/pigen.holder 2>/dev/null | sed 's/^/holder /'
        cat /run/pigen.pending 2>/dev/null | sed 's/^/pending /'
        ls /var/lib/pigen/deployments 2>/dev/null | sed 's/^/deployment /'
        sed 's/ .*//; s/^/uptime /' /proc/uptime
        echo
        xargs -r systemctl show "--property=$1" --
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
        var leaving = dropped.Length == 0 ? [] : await host.ReadAsync(dropped, cancellation).ConfigureAwait(false);
        var look = await looking.ConfigureAwait(false);
        var before = TextOf(found[2]);
        return new()
        {
            Installed = installed,
            Deployed = TextOf(found[1]),
            Before = before,
            Files = paths
                .Zip(found.Skip(own.Length))
                .Concat(dropped.Zip(leaving))
                .ToFrozenDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
            Units = look.Units.ToFrozenDictionary(unit => unit.Name, StringComparer.Ordinal),
            Holder = look.Holder,
            IsUnfinished = look.Deployments.Except([NumberOf(found[3]), before ?? ""]).Any(),
            Pending = [.. look.Pending],
        };
    }

    private async Task<SystemLook> LookAsync(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var units = string.Join('\n', paths.Select(UnitName.OfFile).OfType<string>());
        var command = new RemoteCommand("sh", "-c", Look, "sh", string.Join(',', UnitState.Properties))
        {
            Input = Encoding.UTF8.GetBytes(units),
        };
        var lines = new List<string>();
        var answer = await host.RunAsync(command, lines.Add, cancellation).ConfigureAwait(false);
        return answer.ExitCode == 0
            ? SystemLook.Read(lines)
            : throw new Failure(
                $"systemd on {host.Name} does not say how its units are: {answer.Errors.LastOrDefault() ?? "no answer"}",
                "a manager needs systemd 247 or newer and a POSIX sh"
            );
    }

    private static string? TextOf(RemoteFile? file) =>
        file is { Kind: RemoteFileKind.File } ? Encoding.UTF8.GetString(file.Content.Span).Trim() : null;

    private static string NumberOf(RemoteFile? link) => link?.LinkTarget?.Split('/')[^1] ?? "";

    /// <summary>What the script above prints: lines with a word each, an empty one, what systemctl says.</summary>
    private sealed record SystemLook(
        string? Holder,
        ImmutableArray<string> Pending,
        ImmutableArray<string> Deployments,
        ImmutableArray<UnitState> Units
    )
    {
        public static SystemLook Read(List<string> lines)
        {
            var end = lines.IndexOf("");
            var words = lines.Take(end).Select(line => line.Split(' ', 2)).ToLookup(word => word[0], word => word[1]);
            var uptime = words["uptime"].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).Single();
            return new(
                words["holder"].FirstOrDefault(),
                [.. words["pending"]],
                [.. words["deployment"]],
                [.. UnitState.Read(lines.Skip(end + 1), TimeSpan.FromSeconds(uptime))]
            );
        }
    }
}
