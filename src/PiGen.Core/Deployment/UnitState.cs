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
    /// <summary>The properties that <see cref="TryRead"/> needs.</summary>
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

    /// <summary>The blocks that <c>systemctl show</c> prints; null if a number is none, or a unit is told in two ways.</summary>
    /// <param name="now">The system's monotonic clock.</param>
    public static ImmutableArray<UnitState>? TryRead(IEnumerable<string> lines, TimeSpan now)
    {
        var units = new Dictionary<string, UnitState>(StringComparer.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Append(""))
        {
            if (line.IndexOf('=') is > 0 and var end)
            {
                values[line[..end]] = line[(end + 1)..];
            }
            else if (values.Remove("Id", out var name))
            {
                if (TryOf(name, values, now) is not { } unit || (!units.TryAdd(name, unit) && units[name] != unit))
                {
                    return null;
                }
                values.Clear();
            }
        }
        return [.. units.Values];
    }

    private static UnitState? TryOf(string name, Dictionary<string, string> values, TimeSpan now)
    {
        var active = values.GetValueOrDefault("ActiveState", "");
        return
            Number(values, "ActiveEnterTimestampMonotonic") is { } entered
            && Number(values, "NRestarts") is { } restarts
            ? new(
                name,
                active,
                values.GetValueOrDefault("SubState", ""),
                values.GetValueOrDefault("UnitFileState", ""),
                (int)Math.Min(restarts, int.MaxValue),
                active == "active" && entered > 0 ? now - TimeSpan.FromMicroseconds(entered) : null
            )
            {
                Type = values.GetValueOrDefault("Type", ""),
            }
            : null;
    }

    // A century in microseconds: what is more is no time since a boot.
    private const long Highest = 100L * 366 * 24 * 3600 * 1_000_000;

    private static long? Number(Dictionary<string, string> values, string name) =>
        values.GetValueOrDefault(name, "") is { Length: > 0 } text
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Highest
                ? number
                : null
            : 0;
}

/// <summary>Which files are units by themselves, as install.sh has it: those that lie directly in /etc/systemd/system.</summary>
public static class UnitName
{
    private const string Folder = "/etc/systemd/system/";

    private static readonly string[] Suffixes =
    [
        ".service",
        ".socket",
        ".timer",
        ".path",
        ".mount",
        ".automount",
        ".swap",
        ".target",
    ];

    /// <summary>Null for a file that is none: a drop-in, a template of units, something else.</summary>
    public static string? OfFile(string path)
    {
        var name = path.StartsWith(Folder, StringComparison.Ordinal) ? path[Folder.Length..] : "";
        return !name.Contains('/') && !name.Contains("@.") && Suffixes.Any(suffix => IsNamed(name, suffix))
            ? name
            : null;
    }

    private static bool IsNamed(string name, string suffix) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal);
}
