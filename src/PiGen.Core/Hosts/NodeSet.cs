using System.Collections;
using System.Collections.Immutable;

namespace PiGen.Core.Hosts;

/// <summary>The distinct hosts that a hostlist stands for, in the order written.</summary>
public sealed class NodeSet : IReadOnlyList<HostName>
{
    private readonly ImmutableArray<HostName> _hosts;

    internal NodeSet(ImmutableArray<HostName> distinctHosts) => _hosts = distinctHosts;

    public static NodeSet Empty { get; } = new([]);

    public int Count => _hosts.Length;

    public HostName this[int index] => _hosts[index];

    /// <summary>A host that comes again counts once, at its first place.</summary>
    public static NodeSet Of(IEnumerable<HostName> hosts) => new([.. hosts.Distinct()]);

    public ImmutableArray<HostName>.Enumerator GetEnumerator() => _hosts.GetEnumerator();

    IEnumerator<HostName> IEnumerable<HostName>.GetEnumerator() => ((IEnumerable<HostName>)_hosts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_hosts).GetEnumerator();
}
