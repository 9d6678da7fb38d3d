using System.Collections.Immutable;

namespace PiGen.Core.Deployment;

/// <summary>How what is deployed on a manager fares at this moment.</summary>
public sealed record ManagerStatus
{
    /// <summary>When and by whom it was deployed, <c>TIME WHO</c>; null if nothing is.</summary>
    public required string? Deployed { get; init; }

    /// <summary>Who is deploying at this moment, <c>TIME WHO PID</c>; null if nobody is.</summary>
    public required string? Holder { get; init; }

    /// <summary>Whether a deployment was cut short: neither finished nor rolled back.</summary>
    public required bool IsUnfinished { get; init; }

    /// <summary>What is still due: units to restart.</summary>
    public required ImmutableArray<string> Pending { get; init; }

    public required ImmutableArray<TunnelStatus> Tunnels { get; init; }

    /// <summary>Recorded files that are not what was deployed, in the order of the record.</summary>
    public required ImmutableArray<DriftedFile> Drift { get; init; }

    /// <summary>Whether something is deployed, all of it, and every tunnel is up.</summary>
    public bool IsWell => Deployed is not null && !IsUnfinished && Drift.IsEmpty && Tunnels.All(tunnel => tunnel.IsUp);
}

/// <summary>How a tunnel fares.</summary>
/// <param name="Unit">Null if systemd does not know it.</param>
/// <param name="IsListening">Whether something listens where the forward is to: on the manager, whoever it is.</param>
/// <param name="Traffic">Null until it was tried.</param>
public sealed record TunnelStatus(Tunnel Tunnel, UnitState? Unit, bool IsListening, Traffic? Traffic = null)
{
    public bool IsUp => Unit is { Active: "active" } && IsListening && Traffic is not { Flows: false };
}

/// <summary>A recorded file that somebody has edited since, or taken away.</summary>
public sealed record DriftedFile(string Path, bool IsGone);
