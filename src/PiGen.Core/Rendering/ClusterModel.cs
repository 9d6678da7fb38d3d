using PiGen.Core.Hosts;
using PiGen.Core.Model;
using PiGen.Templating.Evaluation;

namespace PiGen.Core.Rendering;

/// <summary>What templates see of a cluster. Its members are documented in docs/templates.md.</summary>
internal sealed class ClusterModel
{
    // Where systemd reads units that an administrator installs: systemd.unit(5), unit file load path.
    private const string UnitFolder = "/etc/systemd/system/";

    private readonly string _kind;
    private readonly ScriptObject _manager;
    private readonly ScriptArray _workers;
    private readonly ScriptArray _forwards;
    private readonly ScriptArray _sshForwards;

    public ClusterModel(Cluster cluster, string kind)
    {
        _kind = kind;
        _manager = Of(cluster.Manager);
        var workers = cluster
            .Workers.Select(Of)
            .ToDictionary(worker => worker["name"].AsString!, StringComparer.Ordinal);
        _workers = new ScriptArray(workers.Values.Select(worker => (Value)worker)).Freeze();
        _forwards = new ScriptArray(
            cluster.Forwards.Select(forward => (Value)Of(forward, workers[forward.Worker.Value]))
        ).Freeze();
        _sshForwards = new ScriptArray(
            cluster
                .Forwards.Zip(_forwards)
                .Where(pair => pair.First.Purpose == ForwardPurpose.Ssh)
                .Select(pair => pair.Second)
        ).Freeze();
    }

    /// <summary>The globals of each rendering of a template.</summary>
    public IEnumerable<ScriptObject> GlobalsFor(Each each) =>
        each switch
        {
            Each.Cluster => [Globals()],
            Each.Worker => _workers.Select(worker => With("worker", worker)),
            Each.Forward => _forwards.Select(forward => With("forward", forward)),
        };

    /// <summary>What an install script needs to know of the artifacts that are installed on its host.</summary>
    public static ScriptArray Of(IEnumerable<Artifact> artifacts) =>
        new ScriptArray(artifacts.Select(artifact => (Value)Of(artifact))).Freeze();

    private ScriptObject With(string name, Value value)
    {
        var globals = Globals();
        globals[name] = value;
        return globals;
    }

    private ScriptObject Globals() =>
        new()
        {
            ["kind"] = _kind,
            ["manager"] = _manager,
            ["workers"] = _workers,
            ["forwards"] = _forwards,
            ["ssh_forwards"] = _sshForwards,
        };

    private static ScriptObject Of(Manager manager) =>
        new ScriptObject
        {
            ["name"] = manager.Name.Value,
            ["address"] = manager.Address.ToString(),
            ["user"] = manager.User.ToString(),
            ["identity"] = manager.Identity.ToString(),
        }.Freeze();

    private static ScriptObject Of(HostName worker, int index) =>
        new ScriptObject { ["name"] = worker.Value, ["index"] = index }.Freeze();

    private static ScriptObject Of(Forward forward, ScriptObject worker) =>
        new ScriptObject
        {
            ["name"] = forward.Name,
            ["purpose"] = forward.Purpose switch
            {
                ForwardPurpose.Ssh => "ssh",
                ForwardPurpose.Exposed => "exposed",
            },
            ["worker"] = worker,
            ["bind_address"] = forward.Listener.BindAddress.Bracketed,
            ["listen_port"] = forward.Listener.Port.Number,
            ["target_port"] = forward.Target.Number,
        }.Freeze();

    private static ScriptObject Of(Artifact artifact)
    {
        var path = artifact.Destination.Path;
        var fileName = path[(path.LastIndexOf('/') + 1)..];
        return new ScriptObject
        {
            ["path"] = path,
            ["mode"] = FileModes.Format(artifact.Mode),
            ["file_name"] = fileName,
            ["is_unit"] =
                path == UnitFolder + fileName
                && UnitSuffixes.Any(suffix => fileName.EndsWith(suffix, StringComparison.Ordinal)),
        }.Freeze();
    }

    // The types of units that can be enabled and started by themselves: systemd.unit(5).
    private static readonly string[] UnitSuffixes =
    [
        ".service",
        ".socket",
        ".timer",
        ".path",
        ".mount",
        ".automount",
        ".swap",
        ".target",
    ];
}
