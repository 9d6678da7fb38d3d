using PiGen.Core.Hosts;
using PiGen.Core.Model;
using Scriban.Runtime;

namespace PiGen.Core.Rendering;

/// <summary>What templates see of a cluster. Its members are documented in docs/templates.md.</summary>
internal sealed class ClusterModel
{
    private const string Ssh = "ssh";

    private readonly string _kind;
    private readonly ScriptObject _manager;
    private readonly List<ScriptObject> _workers;
    private readonly List<ScriptObject> _forwards;
    private readonly Dictionary<Forward, ScriptObject> _byForward;
    private readonly ScriptArray _allWorkers;
    private readonly ScriptArray _allForwards;
    private readonly ScriptArray _sshForwards;

    public ClusterModel(Cluster cluster, string kind)
    {
        _kind = kind;
        _manager = Of(cluster.Manager);
        _workers = [.. cluster.Workers.Select(Of)];
        var byName = _workers.ToDictionary(worker => (string)worker["name"]!, StringComparer.Ordinal);
        _forwards = [.. cluster.Forwards.Select(forward => Of(forward, byName[forward.Worker.Value]))];
        _byForward = cluster.Forwards.Zip(_forwards).ToDictionary(pair => pair.First, pair => pair.Second);
        _allWorkers = ArrayOf(_workers);
        _allForwards = ArrayOf(_forwards);
        _sshForwards = ArrayOf(_forwards.Where(forward => forward["purpose"] is Ssh));
    }

    /// <summary>The globals of each rendering of a template.</summary>
    public IEnumerable<ScriptObject> GlobalsFor(Each each) =>
        each switch
        {
            Each.Cluster => [Globals()],
            Each.Laptop => [With("laptop", Laptop())],
            Each.Worker => _workers.Select(worker => With("worker", worker)),
            Each.Forward => _forwards.Select(forward => With("forward", forward)),
        };

    /// <summary>What an install script needs to know of the artifacts that are installed on its host.</summary>
    public ScriptArray Of(IEnumerable<Artifact> artifacts) => ArrayOf(artifacts.Select(Of));

    /// <summary>All names that any template may see, with a value each.</summary>
    public ScriptObject Example(IEnumerable<Artifact> artifacts)
    {
        var globals = Globals();
        globals["laptop"] = Laptop();
        globals["worker"] = _workers[0];
        globals["forward"] = _forwards.FirstOrDefault();
        globals["artifacts"] = Of(artifacts.Where(artifact => artifact.Destination.IsInstalled));
        return globals;
    }

    /// <summary>What <c>artifacts</c> may hold.</summary>
    public ScriptArray ExampleArtifacts()
    {
        var place = Destination.TryParse(Cluster.Laptop, "/etc/systemd/system/example.service")!;
        return Of([Artifact.TryCreate(place, default, "")! with { Forward = _byForward.Keys.FirstOrDefault() }]);
    }

    private static ScriptArray ArrayOf(IEnumerable<ScriptObject> objects)
    {
        var array = new ScriptArray();
        foreach (var one in objects)
        {
            array.Add(one);
        }
        array.IsReadOnly = true;
        return array;
    }

    private ScriptObject With(string name, ScriptObject value)
    {
        var globals = Globals();
        globals[name] = value;
        return globals;
    }

    // Five, and the one that the template is rendered for.
    private ScriptObject Globals() =>
        new(6)
        {
            ["kind"] = _kind,
            ["manager"] = _manager,
            ["workers"] = _allWorkers,
            ["forwards"] = _allForwards,
            ["ssh_forwards"] = _sshForwards,
        };

    private static ScriptObject Laptop() => new() { ["name"] = Cluster.Laptop, IsReadOnly = true };

    private static ScriptObject Of(Manager manager) =>
        new()
        {
            ["name"] = manager.Name.Value,
            ["address"] = manager.Address.ToString(),
            ["user"] = manager.User.ToString(),
            ["identity"] = manager.Identity.ToString(),
            IsReadOnly = true,
        };

    private static ScriptObject Of(HostName worker, int index) =>
        new(2)
        {
            ["name"] = worker.Value,
            ["index"] = index,
            IsReadOnly = true,
        };

    private static ScriptObject Of(Forward forward, ScriptObject worker) =>
        new(6)
        {
            ["name"] = forward.Name,
            ["purpose"] = forward.Purpose switch
            {
                ForwardPurpose.Ssh => Ssh,
                ForwardPurpose.Exposed => "exposed",
            },
            ["worker"] = worker,
            ["bind_address"] = forward.Listener.BindAddress.Bracketed,
            ["listen_port"] = forward.Listener.Port.Number,
            ["target_port"] = forward.Target.Number,
            IsReadOnly = true,
        };

    private ScriptObject Of(Artifact artifact) =>
        new(3)
        {
            ["path"] = artifact.Destination.Path,
            ["mode"] = FileModes.Format(artifact.Mode),
            ["forward"] = artifact.Forward is { } forward ? _byForward[forward] : null,
            IsReadOnly = true,
        };
}

/// <summary>What a template is rendered for: once for the cluster, or once for each part of it.</summary>
public enum Each
{
    Cluster,
    Laptop,
    Worker,
    Forward,
}
