using System.Globalization;
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
