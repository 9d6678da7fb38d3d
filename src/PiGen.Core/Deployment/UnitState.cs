using System.Collections.Immutable;
using System.Globalization;

namespace PiGen.Core.Deployment;

/// <summary>What systemd says of a unit: org.freedesktop.systemd1(5), and systemctl(1) for the words.</summary>
/// <param name="Active"><c>active</c>, <c>inactive</c>, <c>failed</c>, <c>activating</c> …</param>
/// <param name="Sub"><c>running</c>, <c>auto-restart</c> …</param>
/// <param name="File"><c>enabled</c>, <c>disabled</c>, <c>static</c> …; empty for a unit without a file.</param>
/// <param name="Restarts">By systemd, since it was last started by hand or at boot.</param>
/// <param name="Since">For how long it has been active; null if it is not.</param>
public sealed record UnitState(string Name, string Active, string Sub, string File, int Restarts, TimeSpan? Since)
{
    /// <summary>The properties that <see cref="Read"/> needs.</summary>
    public static ImmutableArray<string> Properties { get; } =
    ["Id", "Type", "ActiveState", "SubState", "UnitFileState", "NRestarts", "ActiveEnterTimestampMonotonic"];

    /// <summary>Of a service, <c>simple</c>, <c>oneshot</c> …; empty for what is none.</summary>
    public string Type { get; init; } = "";

    /// <summary>As one does that has only one thing to do.</summary>
    public bool HasEndedWell => Active == "inactive" && Type == "oneshot";

    /// <summary>A unit that waits for its next try after a failure is not up.</summary>
    public bool IsUp =>
        Active is "active" or "reloading" or "refreshing"
        || (Active == "activating" && !Sub.StartsWith("auto-restart", StringComparison.Ordinal));

    /// <summary>No process of it is left, and it waits for no next try.</summary>
    public bool IsDown => Active is "inactive" or "failed";

    public bool IsEnabled => File is "enabled" or "static" or "indirect" or "alias" or "generated";

    /// <summary>The blocks that <c>systemctl show</c> prints.</summary>
    /// <param name="now">The system's monotonic clock.</param>
    public static IEnumerable<UnitState> Read(IEnumerable<string> lines, TimeSpan now)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Append(""))
        {
            if (line.IndexOf('=') is > 0 and var end)
            {
                values[line[..end]] = line[(end + 1)..];
            }
            else if (values.Remove("Id", out var name))
            {
                yield return Of(name, values, now);
                values.Clear();
            }
        }
    }

    private static UnitState Of(string name, Dictionary<string, string> values, TimeSpan now)
    {
        var active = values.GetValueOrDefault("ActiveState", "");
        var entered = Number(values, "ActiveEnterTimestampMonotonic");
        return new(
            name,
            active,
            values.GetValueOrDefault("SubState", ""),
            values.GetValueOrDefault("UnitFileState", ""),
            (int)Number(values, "NRestarts"),
            active == "active" && entered > 0 ? now - TimeSpan.FromMicroseconds(entered) : null
        )
        {
            Type = values.GetValueOrDefault("Type", ""),
        };
    }

    private static long Number(Dictionary<string, string> values, string name) =>
        long.TryParse(values.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
