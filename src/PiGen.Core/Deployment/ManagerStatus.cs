using System.Collections.Immutable;
using System.Globalization;
using PiGen.Core.Hosts;
using PiGen.Core.Model;

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

/// <summary>Whether a tunnel carried traffic when it was tried.</summary>
/// <param name="Flows">Null if it could not be tried.</param>
/// <param name="Reason">Why it does not flow, or was not tried, in a few words; null if it flows.</param>
public sealed record Traffic(bool? Flows, string? Reason)
{
    public static Traffic Flowing { get; } = new(Flows: true, Reason: null);

    public static Traffic None(string reason) => new(Flows: false, reason);

    public static Traffic Untried(string reason) => new(Flows: null, reason);
}

/// <summary>A forward that is deployed, and the unit that keeps it alive: a line of <see cref="StatePaths.Units"/>.</summary>
public sealed record Tunnel(string Unit, Forward Forward)
{
    /// <summary>All of a manager's, in the order of the record; none where nothing is deployed.</summary>
    /// <exception cref="Failure">It is no such record.</exception>
    public static IReadOnlyList<Tunnel> ReadAll(string host, StatePaths record, RemoteFile? units) =>
        units is null ? [] : ReadAll(host, record, InstalledRecord.LinesOf(units));

    internal static IReadOnlyList<Tunnel> ReadAll(string host, StatePaths record, IEnumerable<string> lines) =>
        [.. lines.Select(line => TryParse(line) ?? throw StatePaths.Broken(host, record.Units))];

    /// <summary><c>UNIT BIND PORT WORKER TARGETPORT PURPOSE</c>; null for anything else.</summary>
    public static Tunnel? TryParse(string line) =>
        line.Split(' ') is [{ Length: > 0 } unit, var bind, var port, var worker, var target, var purpose]
        && IpAddress.TryParse(bind) is { } address
        && HostName.TryParse(worker) is { } host
        && PortOf(port) is { } listen
        && PortOf(target) is { } to
        && PurposeOf(purpose) is { } what
            ? new(unit, new(host, what, to, new(address, listen)))
            : null;

    /// <summary>Whether a person means this one by a worker's name, a tunnel's or a unit's.</summary>
    public bool IsNamed(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>The unit's is known without its suffix, too.</summary>
    public IEnumerable<string> Names =>
        [Forward.Worker.Value, Forward.Name, Unit, Unit[..Math.Max(0, Unit.LastIndexOf('.'))]];

    private static Port? PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Port.TryFrom(number)
            : null;

    private static ForwardPurpose? PurposeOf(string text) =>
        text switch
        {
            "ssh" => ForwardPurpose.Ssh,
            "exposed" => ForwardPurpose.Exposed,
            _ => null,
        };
}
