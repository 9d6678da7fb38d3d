using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Reporting;

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

    public string ToJson() => JsonSerializer.Serialize(this, StatusJson.Default.StatusDocument);
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

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower
)]
[JsonSerializable(typeof(StatusDocument))]
internal sealed partial class StatusJson : JsonSerializerContext;
