using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Reporting;

/// <summary>How a manager's tunnels fare: what is deployed, a row each, then what is not as it was deployed.</summary>
/// <param name="manager">Its name.</param>
internal sealed class StatusReport(TextWriter writer, Paint paint, string manager)
{
    private const string None = "-";

    public void Print(ManagerStatus status)
    {
        if (status.Deployed is not { } deployed)
        {
            writer.WriteLine($"nothing is deployed on {manager}");
        }
        else
        {
            var (time, who) = Halves(deployed);
            writer.WriteLine($"{paint.Bold(manager)}, deployed {time} by {who}");
            Table.Print(writer, [Titles, .. status.Tunnels.Select(Row)]);
        }
        PrintNews(status);
    }

    public void PrintJson(ManagerStatus status) => writer.WriteLine(StatusDocument.Of(manager, status).ToJson());

    /// <summary><c>TIME WHO</c>, of which the second may hold blanks.</summary>
    public static (string Time, string Who) Halves(string text) =>
        text.IndexOf(' ') is >= 0 and var blank ? (text[..blank], text[(blank + 1)..]) : (text, "?");

    /// <summary><c>TIME WHO PID</c>.</summary>
    public static (string Time, string Who) HalvesOfHolder(string text) =>
        Halves(text[..Math.Max(text.LastIndexOf(' '), 0)]);

    private static Cell[] Titles => ["TUNNEL", "UNIT", "STATE", "SINCE", "RESTARTS", "ENABLED", "LISTENING", "CARRIES"];

    private Cell[] Row(TunnelStatus status)
    {
        var (tunnel, unit) = (status.Tunnel, status.Unit);
        var (forward, listener) = (tunnel.Forward, tunnel.Forward.Listener);
        return
        [
            $"{listener.BindAddress.Bracketed}:{listener.Port} → {forward.Worker}:{forward.Target}",
            tunnel.Unit,
            StateOf(unit),
            unit?.Since is { } since ? SpokenTime.Of(since) : None,
            unit is null ? None : $"{unit.Restarts}",
            Answer(unit is { IsEnabled: true }),
            Answer(status.IsListening),
            CarriesOf(status.Traffic),
        ];
    }

    private Cell StateOf(UnitState? unit) =>
        unit switch
        {
            null => Bad("unknown"),
            { Active: "active" } => Good("active"),
            { Active: "activating", Sub: "auto-restart" } => Poor("tries again"),
            { Active: "failed" or "inactive" } => Bad(unit.Active),
            _ => Poor(unit.Active),
        };

    private Cell CarriesOf(Traffic? traffic) =>
        traffic switch
        {
            null => None,
            { Flows: true } => Good("yes"),
            { Flows: false } => Bad($"no ({traffic.Reason})"),
            { Flows: null } => Poor($"{None} ({traffic.Reason})"),
        };

    private Cell Answer(bool isSo) => isSo ? Good("yes") : Bad("no");

    private Cell Good(string text) => new(text, paint.Green);

    private Cell Poor(string text) => new(text, paint.Yellow);

    private Cell Bad(string text) => new(text, paint.Red);

    private void PrintNews(ManagerStatus status)
    {
        foreach (var file in status.Drift)
        {
            writer.WriteLine($"{paint.Red(WordOf(file).PadRight(10))} {file.Path}");
        }
        foreach (var due in status.Pending)
        {
            writer.WriteLine($"{paint.Yellow("due".PadRight(10))} {due}");
        }
        if (status.IsUnfinished)
        {
            writer.WriteLine(paint.Red("a deployment was cut short: the next pigen deploy rolls it back first"));
        }
        if (status.Holder is { } holder)
        {
            var (time, who) = HalvesOfHolder(holder);
            writer.WriteLine(paint.Yellow($"{who} is deploying, since {time}"));
        }
    }

    /// <summary>What became of a recorded file.</summary>
    public static string WordOf(DriftedFile file) => file.IsGone ? "gone" : "edited";
}

/// <summary>How long something has lasted, as people say it: the two largest units that tell something.</summary>
internal static class SpokenTime
{
    public static string Of(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? Text($"{(int)Math.Max(0, time.TotalSeconds)} s")
        : time < TimeSpan.FromHours(1) ? Text($"{time.Minutes} min")
        : time < TimeSpan.FromDays(1) ? Text($"{time.Hours} h {time.Minutes} min")
        : Text($"{time.Days} d {time.Hours} h");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What <c>pigen status --json</c> prints.</summary>
/// <param name="Deployed">Null if nothing is.</param>
/// <param name="Deploying">Who is at it now; null if nobody is.</param>
/// <param name="Unfinished">Whether a deployment was cut short.</param>
/// <param name="Due">The units that an earlier deployment left to be restarted.</param>
/// <param name="Well">Whether something is deployed, unedited, and every tunnel is up.</param>
internal sealed record StatusDocument(
    string Manager,
    bool Well,
    OccasionDocument? Deployed,
    OccasionDocument? Deploying,
    bool Unfinished,
    ImmutableArray<string> Due,
    ImmutableArray<TunnelDocument> Tunnels,
    ImmutableArray<DriftDocument> Drift
)
{
    public static StatusDocument Of(string manager, ManagerStatus status) =>
        new(
            manager,
            status.IsWell,
            status.Deployed is { } deployed ? new(StatusReport.Halves(deployed)) : null,
            status.Holder is { } holder ? new(StatusReport.HalvesOfHolder(holder)) : null,
            status.IsUnfinished,
            status.Pending,
            [.. status.Tunnels.Select(TunnelDocument.Of)],
            [.. status.Drift.Select(file => new DriftDocument(StatusReport.WordOf(file), file.Path))]
        );

    public string ToJson() => JsonSerializer.Serialize(this, AnswerJson.Default.StatusDocument);
}

/// <summary>When something was done, and by whom.</summary>
internal sealed record OccasionDocument(string Time, string By)
{
    public OccasionDocument((string Time, string By) halves)
        : this(halves.Time, halves.By) { }
}

/// <summary>One tunnel: its forward, its unit, and whether it works.</summary>
/// <param name="State">systemd's word, <c>active</c>; null if it does not know the unit.</param>
/// <param name="SinceSeconds">For how long it has been active; null if it is not.</param>
/// <param name="Carries">Whether it carried traffic just now; null if that could not be tried.</param>
/// <param name="Reason">Why not.</param>
internal sealed record TunnelDocument(
    string Name,
    string BindAddress,
    int ListenPort,
    string Worker,
    int TargetPort,
    string Unit,
    string? State,
    string? SubState,
    bool Enabled,
    long? SinceSeconds,
    int Restarts,
    bool Listening,
    bool? Carries,
    string? Reason
)
{
    public static TunnelDocument Of(TunnelStatus status)
    {
        var (forward, unit) = (status.Tunnel.Forward, status.Unit);
        return new(
            forward.Name,
            forward.Listener.BindAddress.ToString(),
            forward.Listener.Port.Number,
            forward.Worker.Value,
            forward.Target.Number,
            status.Tunnel.Unit,
            unit?.Active,
            unit?.Sub,
            unit is { IsEnabled: true },
            unit?.Since is { } since ? (long)since.TotalSeconds : null,
            unit?.Restarts ?? 0,
            status.IsListening,
            status.Traffic?.Flows,
            status.Traffic?.Reason
        );
    }
}

/// <summary>One recorded file that is not what was deployed: <c>edited</c> or <c>gone</c>.</summary>
internal sealed record DriftDocument(string Change, string Path);
