using PiGen.Core.Hosts;

namespace PiGen.Core.Model;

/// <summary>A local forward on the manager: what reaches <paramref name="Listener"/> comes out at a port of a worker.</summary>
/// <param name="Purpose">Whether it carries a person's ssh or a service of the worker.</param>
public sealed record Forward(HostName Worker, ForwardPurpose Purpose, Port Target, Listener Listener)
{
    /// <summary>The tunnel's name, of which its unit's is made: the worker, and the port for an exposed service.</summary>
    public string Name => Purpose == ForwardPurpose.Ssh ? Worker.Value : $"{Worker}-{Target}";
}

/// <summary>What a forward is for.</summary>
public enum ForwardPurpose
{
    Ssh,
    Exposed,
}
