using System.CommandLine;
using PiGen.Core.Definition;
using PiGen.Core.Keys;
using PiGen.Core.Model;
using PiGen.Core.Planning;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>Which cluster the keys are about, and how its manager is reached: what was rendered, or the options of a render.</summary>
internal sealed class KeysOptionSet
{
    private readonly ClusterOptionSet _cluster = new();
    private readonly ManagerOptionSet _manager = new();

    public void AddTo(Command command)
    {
        _manager.AddTo(command);
        _cluster.AddTo(command);
    }

    /// <summary>The private key that the person named with -i; null if they named none.</summary>
    public SourceText? IdentityOf(ParseResult parsed) => _manager.IdentityOf(parsed);

    /// <summary>Connects to the cluster's manager; null, with the errors printed, if nothing says which or how.</summary>
    public async Task<KeysVisit?> VisitAsync(
        ParseResult parsed,
        Surroundings surroundings,
        CancellationToken cancellation
    )
    {
        if (ClusterOf(parsed, surroundings) is not { } cluster)
        {
            return null;
        }
        var visit = await _manager
            .VisitAsync(parsed, surroundings, cluster.Manager, cancellation)
            .ConfigureAwait(false);
        if (visit is null)
        {
            return null;
        }
        try
        {
            var user = await TunnelUser.FindAsync(visit.Host, cluster.Manager.User, cancellation).ConfigureAwait(false);
            return new(cluster, visit, user);
        }
        catch
        {
            await visit.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Cluster? ClusterOf(ParseResult parsed, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var given = _cluster.Read(parsed, surroundings.CommandLine);
        var options =
            given.Workers is not null ? given.WithTunnelsIfAny()
            : _manager.RequestOf(parsed, diagnostics) is { } request ? OptionsOf(request, surroundings.CommandLine)
            : null;
        if (options is null && !diagnostics.HasErrors)
        {
            diagnostics.Add(_manager.NothingRendered(parsed));
        }
        var cluster = options is null ? null : ClusterDefinition.Read(options, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        return cluster;
    }

    private static ClusterOptions OptionsOf(Request request, CommandLine commandLine) =>
        new()
        {
            Origin = commandLine.Text.Whole,
            Workers = Text("workers", request.Workers),
            Wlan = request.Wlan is null ? null : Text("wlan", request.Wlan),
            Manager = Text("manager", request.Manager),
            ManagerAddress = Text("manager_address", request.ManagerAddress),
            User = Text("user", request.User),
            Identity = Text("identity", request.Identity),
            Port = request.Port is null ? null : Text("port", request.Port),
            NoSsh = request.Port is null,
            Expose = [.. request.Expose.Select(expose => Text("expose", expose))],
        };

    private static SourceText Text(string member, string value) => new($"{ManifestDocument.FileName}, {member}", value);
}

/// <summary>A manager that is connected to, with the cluster it belongs to.</summary>
/// <param name="User">Who the tunnels run as there.</param>
internal sealed record KeysVisit(Cluster Cluster, ManagerVisit Visit, TunnelUser User) : IAsyncDisposable
{
    public string Manager => Cluster.Manager.Name.Value;

    public string[] Workers { get; } = [.. Cluster.Workers.Select(worker => worker.Value)];

    public ManagerLogins Logins { get; } = new(User, Cluster.Manager);

    public ValueTask DisposeAsync() => Visit.DisposeAsync();
}
