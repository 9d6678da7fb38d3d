using System.Collections.Immutable;
using PiGen.Core.Hosts;
using PiGen.Core.Model;
using PiGen.Templating.Text;

namespace PiGen.Core.Definition;

/// <summary>Makes a cluster of what a person gave, or says all that is wrong with it.</summary>
public static class ClusterDefinition
{
    // Folders of the output, and what ProxyJump takes for no jump at all: ssh_config(5).
    private static readonly string[] Reserved = [Cluster.Laptop, Cluster.ManifestName, "none"];

    /// <summary>The cluster that the options define; null, with at least one error in <paramref name="diagnostics"/>, if they define none.</summary>
    public static Cluster? Read(ClusterOptions options, DiagnosticBag diagnostics)
    {
        var workers = ReadWorkers(options, diagnostics);
        var manager = ReadManager(options, workers, diagnostics);
        var blocks = ListenBlock.ReadAll(options, diagnostics);
        var bindAddress = ReadBindAddress(options, diagnostics);
        if (workers is null)
        {
            return null;
        }
        CheckNames(options, workers, manager, diagnostics);
        ListenBlock.Check(blocks, workers, manager?.User, diagnostics);
        if (diagnostics.HasErrors || manager is null)
        {
            return null;
        }
        var forwards = bindAddress is null ? [] : ListenBlock.Forwards(blocks, workers, bindAddress);
        CheckForwardNames(options, forwards, diagnostics);
        return diagnostics.HasErrors
            ? null
            : new()
            {
                Manager = manager,
                Workers = workers,
                Forwards = forwards,
            };
    }

    private static NodeSet? ReadWorkers(ClusterOptions options, DiagnosticBag diagnostics)
    {
        if (options.Workers is not { } text)
        {
            diagnostics.Add(DefinitionDiagnostics.NoWorkers(options.Origin));
            return null;
        }
        var workers = Hostlist.Parse(text, diagnostics);
        if (workers is { Count: 0 })
        {
            diagnostics.Add(DefinitionDiagnostics.NoWorkerLeft(text.Whole));
            return null;
        }
        return workers;
    }

    private static Manager? ReadManager(ClusterOptions options, NodeSet? workers, DiagnosticBag diagnostics)
    {
        var name = ReadManagerName(options, workers, diagnostics);
        var address =
            Read(options.ManagerAddress, HostAddress.TryParse, DefinitionDiagnostics.NoHostAddress, diagnostics)
            ?? (name is { } known ? LocalAddressOf(known, options, diagnostics) : null);
        if (address is { IsLinkLocal: true })
        {
            diagnostics.Add(DefinitionDiagnostics.LinkLocal(options.ManagerAddress!.Whole));
        }
        var user = Read(options.User, UserName.TryParse, DefinitionDiagnostics.NoUserName, diagnostics);
        user ??= UserName.TryParse("pi")!;
        var identity = Read(options.Identity, IdentityPath.TryParse, DefinitionDiagnostics.NoIdentityPath, diagnostics);
        return name is { } given && address is not null
            ? new(given, address, user, identity ?? IdentityPath.DefaultOf(user))
            : null;
    }

    private static HostName? ReadManagerName(ClusterOptions options, NodeSet? workers, DiagnosticBag diagnostics)
    {
        if (options.Manager is { } text)
        {
            var name = HostName.TryParse(text.Content);
            if (name is null)
            {
                diagnostics.Add(DefinitionDiagnostics.NoHostName(text.Whole));
            }
            else if (HostAddress.IsReadAsAddress(name))
            {
                diagnostics.Add(DefinitionDiagnostics.ReadAsAddress(text.Whole, name));
            }
            return name;
        }
        if (workers is null)
        {
            return null;
        }
        var common = CommonName(workers);
        if (common is null || workers.Contains(common))
        {
            diagnostics.Add(DefinitionDiagnostics.NoCommonName(options.Workers!.Whole, common));
            return null;
        }
        return common;
    }

    private static HostAddress? LocalAddressOf(HostName name, ClusterOptions options, DiagnosticBag diagnostics)
    {
        var address = HostAddress.TryParse(name + ".local");
        if (address is null)
        {
            diagnostics.Add(DefinitionDiagnostics.NoLocalAddress((options.Manager ?? options.Workers)!.Whole, name));
        }
        return address;
    }

    /// <summary>What all workers' names begin with, without the digits and separators at its end.</summary>
    private static HostName? CommonName(NodeSet workers)
    {
        var prefix = workers[0].Value.AsSpan();
        foreach (var worker in workers)
        {
            prefix = prefix[..prefix.CommonPrefixLength(worker.Value)];
        }
        return HostName.TryParse(prefix.TrimEnd("0123456789-.").ToString());
    }

    private static IpAddress? ReadBindAddress(ClusterOptions options, DiagnosticBag diagnostics)
    {
        if (options.Wlan is not { } text)
        {
            if (!options.NoSsh || !options.Expose.IsEmpty)
            {
                diagnostics.Add(DefinitionDiagnostics.NoBindAddress(options.Origin));
            }
            return null;
        }
        var address = IpAddress.TryParse(text.Content);
        if (DefinitionDiagnostics.OfBindAddress(text.Whole, address) is { } diagnostic)
        {
            diagnostics.Add(diagnostic);
        }
        return address;
    }

    private static void CheckNames(ClusterOptions options, NodeSet workers, Manager? manager, DiagnosticBag diagnostics)
    {
        var names = new Dictionary<string, HostName>(StringComparer.OrdinalIgnoreCase);
        var place = options.Workers!.Whole;
        if (workers.FirstOrDefault(HostAddress.IsReadAsAddress) is { } number)
        {
            diagnostics.Add(DefinitionDiagnostics.ReadAsAddress(place, number));
        }
        if (workers.FirstOrDefault(worker => !names.TryAdd(worker.Value, worker)) is { } again)
        {
            diagnostics.Add(DefinitionDiagnostics.SameButForCase(place, names[again.Value], again));
        }
        if (manager is not null)
        {
            CheckManager(options, names, manager, diagnostics);
        }
    }

    private static void CheckManager(
        ClusterOptions options,
        Dictionary<string, HostName> workers,
        Manager manager,
        DiagnosticBag diagnostics
    )
    {
        if (workers.ContainsKey(manager.Name.Value))
        {
            diagnostics.Add(DefinitionDiagnostics.ManagerIsWorker(options.Manager!.Whole, manager.Name));
        }
        else if (workers.ContainsKey(manager.Address.ToString()))
        {
            var place = (options.ManagerAddress ?? options.Workers)!.Whole;
            diagnostics.Add(DefinitionDiagnostics.ManagerAddressIsWorker(place, manager.Address));
        }
        if (Reserved.Contains(manager.Name.Value, StringComparer.OrdinalIgnoreCase))
        {
            diagnostics.Add(
                DefinitionDiagnostics.ReservedManager((options.Manager ?? options.Workers)!.Whole, manager.Name)
            );
        }
    }

    // red001-80 may be a worker of its own and port 80 of red001.
    private static void CheckForwardNames(
        ClusterOptions options,
        ImmutableArray<Forward> forwards,
        DiagnosticBag diagnostics
    )
    {
        var names = new Dictionary<string, Forward>(StringComparer.OrdinalIgnoreCase);
        foreach (var forward in forwards)
        {
            if (!names.TryAdd(forward.Name, forward))
            {
                diagnostics.Add(
                    DefinitionDiagnostics.SameTunnelName(options.Workers!.Whole, names[forward.Name], forward)
                );
                return;
            }
        }
    }

    private static T? Read<T>(
        SourceText? text,
        Func<string, T?> tryParse,
        Func<SourceSpan, Diagnostic> mistake,
        DiagnosticBag diagnostics
    )
        where T : class
    {
        if (text is null)
        {
            return null;
        }
        var value = tryParse(text.Content);
        if (value is null)
        {
            diagnostics.Add(mistake(text.Whole));
        }
        return value;
    }
}

/// <summary>What a person gave to define a cluster, each value with its place in their text; what they left out is null.</summary>
public sealed record ClusterOptions
{
    /// <summary>All that they wrote, for mistakes that have no place of their own: something is missing.</summary>
    public required SourceSpan Origin { get; init; }

    public SourceText? Workers { get; init; }
    public SourceText? Wlan { get; init; }
    public SourceText? Manager { get; init; }
    public SourceText? ManagerAddress { get; init; }
    public SourceText? User { get; init; }
    public SourceText? Identity { get; init; }
    public SourceText? Port { get; init; }
    public bool NoSsh { get; init; }
    public ImmutableArray<SourceText> Expose { get; init; } = [];

    /// <summary>For what needs no tunnel: the same, without any where nobody said at which address they listen.</summary>
    public ClusterOptions WithTunnelsIfAny() => Wlan is null ? this with { NoSsh = true, Expose = [] } : this;
}
