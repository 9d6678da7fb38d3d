using System.Buffers;
using PiGen.Core.Hosts;
using PiGen.Core.Model;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.Definition;

/// <summary>The mistakes that a cluster's definition can have, PG0201 and on.</summary>
internal static class DefinitionDiagnostics
{
    private static readonly SearchValues<char> InterfaceCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
    );

    public static Diagnostic NoWorkers(SourceSpan origin) =>
        Error("PG0201", AtEnd(origin), "no workers are named", "add their hostlist, as in --workers red00[1-2]");

    public static Diagnostic NoWorkerLeft(SourceSpan workers) =>
        Error("PG0202", workers, "no host is left of this hostlist", "name at least one worker");

    public static Diagnostic NoBindAddress(SourceSpan origin) =>
        Error(
            "PG0203",
            AtEnd(origin),
            "the forwards have no bind address",
            "add the manager's address on the outer network, as in --wlan 192.168.1.24"
        );

    public static Diagnostic? OfBindAddress(SourceSpan wlan, IpAddress? address) =>
        address switch
        {
            null when LooksLikeAnInterface(wlan.Text) => Error(
                "PG0205",
                wlan,
                "an interface's name cannot be given yet",
                $"give the address that 'ip -brief address show {wlan.Text}' shows on the manager"
            ),
            null => Error(
                "PG0204",
                wlan,
                "this is not an IP address",
                "write it as in 192.168.1.24 or fd00::24, without port, brackets or zone"
            ),
            { IsUnicast: false } => Error(
                "PG0206",
                wlan,
                "nothing can listen on this address: it stands for a group of hosts or for none",
                "give an address of the manager's own"
            ),
            { IsLinkLocal: true } => LinkLocal(wlan),
            { IsLoopback: true } => Warning(
                "PG0208",
                wlan,
                "only the manager itself will reach forwards on a loopback address",
                "give the address that laptops see, as in --wlan 192.168.1.24"
            ),
            _ => null,
        };

    public static Diagnostic NoHostName(SourceSpan manager) =>
        Error(
            "PG0211",
            manager,
            "this is not a host name",
            "use letters, digits and inner hyphens, as in red or red.lan"
        );

    public static Diagnostic NoCommonName(SourceSpan workers, HostName? worker) =>
        worker is null
            ? Error(
                "PG0212",
                workers,
                "these names have no beginning in common to name the manager by",
                "name it, as in --manager red"
            )
            : Error(
                "PG0212",
                workers,
                $"the manager would be called {worker}, and so is one of its workers",
                "name it otherwise, as in --manager boss"
            );

    public static Diagnostic LinkLocal(SourceSpan address) =>
        Error(
            "PG0207",
            address,
            "a link-local address means nothing without its interface",
            "give the manager's global or unique local address (fd…), or its IPv4 address"
        );

    public static Diagnostic ReadAsAddress(SourceSpan place, HostName name) =>
        Error(
            "PG0219",
            place,
            $"programs would read the name {name} as an address",
            "give it a name with a letter in its last part, or write a whole IPv4 address"
        );

    public static Diagnostic ManagerIsWorker(SourceSpan manager, HostName name) =>
        Error(
            "PG0213",
            manager,
            $"the manager {name} is one of its own workers",
            "take it out of --workers, or name another manager"
        );

    public static Diagnostic ManagerAddressIsWorker(SourceSpan place, HostAddress address) =>
        Error(
            "PG0214",
            place,
            $"the manager's address {address} is one of the workers",
            "take it out of --workers, or give another --manager-address"
        );

    public static Diagnostic ReservedManager(SourceSpan place, HostName name) =>
        Error(
            "PG0215",
            place,
            $"a manager cannot be called {name}: the name means something else in the output folder or to ssh",
            "name it otherwise, as in --manager red; its address may stay as it is"
        );

    public static Diagnostic SameButForCase(SourceSpan workers, HostName first, HostName second) =>
        Error(
            "PG0216",
            workers,
            $"{first} and {second} are one host: names differ in more than case",
            "write each worker once"
        );

    public static Diagnostic NoLocalAddress(SourceSpan place, HostName name) =>
        Error(
            "PG0217",
            place,
            $"{name}.local is too long for a host name",
            "say how the manager is reached, as in --manager-address 192.168.1.24"
        );

    public static Diagnostic NoHostAddress(SourceSpan address) =>
        Error(
            "PG0218",
            address,
            "this is neither a host name nor an IP address",
            "write it as in red.local, 192.168.1.24 or fd00::24"
        );

    public static Diagnostic NoUserName(SourceSpan user) =>
        Error(
            "PG0221",
            user,
            "this is not a user name",
            "use at most 32 letters, digits, '_', '-' and '.', a letter or '_' first, as in pi"
        );

    public static Diagnostic NoIdentityPath(SourceSpan path) =>
        Error(
            "PG0222",
            path,
            "this is not the absolute path of a key",
            "write it whole, as in /home/pi/.ssh/id_rsa, without '~', '..', quotes or any of % $ \\ `"
        );

    public static Diagnostic NoPort(SourceSpan port) =>
        Error("PG0231", port, "this is not a port", $"give a number from 1 to {Port.Highest}, as in 8001");

    public static Diagnostic NoFirstListenPort(SourceSpan expose) =>
        Error(
            "PG0232",
            expose,
            "the first listen port is missing",
            "write TARGETPORTS:FIRSTLISTEN, as in --expose 80:8080"
        );

    public static Diagnostic ListenPortTooHigh(ListenBlock block, NodeSet workers) =>
        Error(
            "PG0233",
            block.Origin,
            $"the listen ports end at {block.LastNumber(workers.Count)}, past {Port.Highest}: there is none for "
                + block.TargetOf(Port.Highest + 1, workers),
            HighestStart(block, workers)
        );

    public static Diagnostic SameListener(ListenBlock block, ListenBlock earlier, NodeSet workers)
    {
        var port = Math.Max(block.First.Number, earlier.First.Number);
        return Error(
            "PG0234",
            block.Origin,
            $"{earlier.TargetOf(port, workers)} and {block.TargetOf(port, workers)} would both listen on port {port}",
            $"the other block takes {earlier.First} to {earlier.LastNumber(workers.Count)}: start this one elsewhere"
        );
    }

    public static Diagnostic ExposedTwice(ListenBlock block, ListenBlock earlier, Port target) =>
        Error("PG0235", block.Origin, $"port {target} is exposed twice", "expose it once") with
        {
            Notes = [new(earlier.Origin, "first exposed here")],
        };

    public static Diagnostic SameTunnelName(SourceSpan workers, Forward first, Forward second) =>
        Error(
            "PG0236",
            workers,
            $"{first.Worker}:{first.Target} and {second.Worker}:{second.Target} would both be the tunnel {first.Name}",
            "rename a worker, or expose another port"
        );

    public static Diagnostic PrivilegedPort(ListenBlock block, UserName user, NodeSet workers) =>
        Warning(
            "PG0237",
            block.Origin,
            $"{user} may not listen on port {block.First} for {block.TargetOf(block.First.Number, workers)}: "
                + "below 1024 is for root unless the manager is set up otherwise",
            "start at 1024 or above, or give --user root"
        );

    public static Diagnostic UnusedPort(SourceSpan port) =>
        Warning(
            "PG0238",
            port,
            "the first listen port for ssh has no effect where ssh is not forwarded",
            "leave out --port or --no-ssh"
        );

    private static string HighestStart(ListenBlock block, NodeSet workers) =>
        Port.Highest - (block.Targets.Length * (long)workers.Count) + 1 is var start and >= 1
            ? $"start at {start} or below"
            : $"one address has {Port.Highest} ports; name fewer workers or expose fewer ports";

    // A name and a number, and perhaps a VLAN: wlan0, enp3s0, eth0.10; at most 15 characters (Linux, IFNAMSIZ).
    private static bool LooksLikeAnInterface(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        var name = dot < 0 ? text : text[..dot];
        return text.Length is >= 2 and <= 15
            && !name.IsEmpty
            && char.IsAsciiLetter(name[0])
            && !name.ContainsAnyExcept(InterfaceCharacters)
            && (dot < 0 || text[(dot + 1)..] is { Length: > 0 } vlan && !vlan.ContainsAnyExceptInRange('0', '9'));
    }

    private static SourceSpan AtEnd(SourceSpan span) => new(span.Source, span.End, 0);
}
