using System.Globalization;
using PiGen.Core.Hosts;
using PiGen.Core.Model;

namespace PiGen.Core.Deployment;

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
