using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using PiGen.Core.Hosts;
using PiGen.Core.Model;

namespace PiGen.Core.Deployment;

/// <summary>Looks at what is deployed on a manager by one command, as the user who logs in: nothing is changed, root is not needed.</summary>
public sealed class StatusSurvey(IRemoteHost host)
{
    // Of a file that only root may read, no more is asked than whether it is there.
    private const string Look =
        SystemLook.Beginning
        + """
            cd "$record/current" 2>/dev/null && {
                readlink "$record/current" | sed 's/.*\///; s/^/current /'
                sed -n 's/^./before &/p' before 2>/dev/null
                sed -n 's/^./deployed &/p' deployment
                sed -n 's/^./tunnel &/p' units
                sed -n 's/^./recorded &/p' installed
                while IFS= read -r line; do
                    path=${line#* }
                    if [ -L "$path" ] || [ -d "$path" ]; then
                        printf 'edited %s\n' "$path"
                    elif [ ! -e "$path" ]; then
                        printf 'gone %s\n' "$path"
                    fi
                done <installed
                cut -d ' ' -f 2- installed | tr '\n' '\0' | xargs -0 -r sha256sum -- 2>/dev/null | sed 's/^/found /'
            }
            for holder in /run/pigen/holder /run/pigen.holder; do
                read -r line 2>/dev/null <"$holder" && [ -d "/proc/${line##* }" ] && echo 'deploying now'
            done
            awk '$4 == "0A" { print "listener", $2 }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
            echo
            cut -d ' ' -f 1 "$record/current/units" 2>/dev/null | sort -u |

            """
        + SystemLook.Ending;

    /// <exception cref="Failure">The manager does not say, or its record is none of PiGen's.</exception>
    public async Task<ManagerStatus> ReadAsync(CancellationToken cancellation)
    {
        var look = await SystemLook.TakeAsync(host, Look, [], cancellation);
        var isDeploying = look.Texts["deploying"].Any();
        return new()
        {
            Deployed = look.Texts["deployed"].FirstOrDefault(),
            Holder = isDeploying ? look.Holder : null,
            IsUnfinished =
                !isDeploying && look.Deployments.Except(look.Texts["current"]).Except(look.Texts["before"]).Any(),
            Pending = look.Pending,
            Tunnels = [.. TunnelsOf(look, Tunnel.ReadAll(host.Name, look.Record, look.Texts["tunnel"]))],
            Drift = [.. DriftOf(look, host.Name)],
        };
    }

    private static IEnumerable<TunnelStatus> TunnelsOf(SystemLook look, IReadOnlyList<Tunnel> tunnels)
    {
        var units = look.Units.ToDictionary(unit => unit.Name, StringComparer.Ordinal);
        var listeners = new ListenerTable(look.Texts["listener"]);
        return tunnels.Select(tunnel => new TunnelStatus(
            tunnel,
            units.GetValueOrDefault(tunnel.Unit),
            listeners.Has(tunnel.Forward.Listener)
        ));
    }

    private static IEnumerable<DriftedFile> DriftOf(SystemLook look, string host)
    {
        var found = new Dictionary<string, (string Sha256, string Path)>(StringComparer.Ordinal);
        if (look.Texts["found"].Select(Sum).FirstOrDefault(sum => !found.TryAdd(sum.Path, sum)).Path is { } twice)
        {
            throw new AnswerNotUnderstood(host, $"that names a file twice: {twice}");
        }
        var (gone, edited) = (look.Texts["gone"].ToHashSet(), look.Texts["edited"].ToHashSet());
        return look.Texts["recorded"]
            .Select(Sum)
            .Where(file => gone.Contains(file.Path) || edited.Contains(file.Path) || HasOther(file))
            .Select(file => new DriftedFile(file.Path, gone.Contains(file.Path)));

        bool HasOther((string Sha256, string Path) file) =>
            found.TryGetValue(file.Path, out var now) && now.Sha256 != file.Sha256;
    }

    // A blank between the two, as install.sh writes it, or two, as sha256sum does.
    private static (string Sha256, string Path) Sum(string line) =>
        line.IndexOf(' ') is >= 0 and var end ? (line[..end], line[end..].TrimStart()) : (line, "");
}

/// <summary>Where a host listens, from the local addresses in its /proc/net/tcp and tcp6: proc_net_tcp(5), <c>1801A8C0:1F41</c>.</summary>
internal sealed class ListenerTable(IEnumerable<string> addresses)
{
    private readonly FrozenSet<(string Address, int Port)> _listeners = addresses
        .Select(TryParse)
        .OfType<(string, int)>()
        .ToFrozenSet();

    /// <summary>By that address or by all addresses, of which those of IPv6 include those of IPv4: ipv6(7), IPV6_V6ONLY.</summary>
    public bool Has(Listener listener) =>
        (
            (string[])
                [listener.BindAddress.ToString(), "::", .. listener.BindAddress.IsIPv6 ? (string[])[] : ["0.0.0.0"]]
        ).Any(address => _listeners.Contains((address, listener.Port.Number)));

    // Words of four bytes, each in the host's order: little-endian on whatever runs systemd on a Pi or a PC.
    private static (string Address, int Port)? TryParse(string text)
    {
        if (text.Split(':') is not [{ Length: 8 or 32 } address, { Length: 4 } port] || !text.All(IsDigit))
        {
            return null;
        }
        var bytes = Convert.FromHexString(address);
        for (var word = 0; word < bytes.Length; word += 4)
        {
            bytes.AsSpan(word, 4).Reverse();
        }
        return (new IPAddress(bytes).ToString(), int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    private static bool IsDigit(char c) => char.IsAsciiHexDigit(c) || c == ':';
}

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
