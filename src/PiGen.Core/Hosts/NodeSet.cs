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

/// <summary>The running set of hosts, from left to right; what is taken out leaves a gap, so that no step moves the rest.</summary>
internal sealed class NodeSetBuilder
{
    private Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private List<HostName?> _hosts = [];

    public int Count => _places.Count;

    public void Apply(HostTerm term)
    {
        Action<RangedName> apply = term.Operator switch
        {
            SetOperator.Union => Unite,
            SetOperator.Without => Subtract,
            SetOperator.Intersection => Intersect,
            SetOperator.Exclusive => Exclude,
        };
        apply(term.Name);
    }

    public NodeSet ToNodeSet() => new([.. _hosts.OfType<HostName>()]);

    private static NodeSetBuilder Of(RangedName name)
    {
        var set = new NodeSetBuilder();
        set.Unite(name);
        return set;
    }

    private void Unite(RangedName name)
    {
        var room = Count + (int)name.Count;
        if (room > _places.Capacity)
            _places.EnsureCapacity(Math.Max(room, 2 * Count));
        name.Expand(Add);
    }

    private void Subtract(RangedName name) => name.Expand(Remove);

    private void Add(ReadOnlySpan<char> name)
    {
        if (!_places.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(name))
            Append(HostName.FromChecked(name));
    }

    private void Append(HostName host)
    {
        _places.Add(host.Value, _hosts.Count);
        _hosts.Add(host);
    }

    private void Remove(ReadOnlySpan<char> name)
    {
        if (_places.GetAlternateLookup<ReadOnlySpan<char>>().Remove(name, out _, out var place))
            _hosts[place] = null;
    }

    // Costs what leaves the set, and what the other holds; a new table, because clearing one costs its old size:
    // so no chain of '&' is quadratic.
    private void Intersect(RangedName name)
    {
        var other = Of(name);
        var kept = _hosts.OfType<HostName>().Where(host => other._places.ContainsKey(host.Value)).ToList();
        _places = new(kept.Count, StringComparer.Ordinal);
        _hosts = new(kept.Count);
        kept.ForEach(Append);
    }

    private void Exclude(RangedName name)
    {
        foreach (var host in Of(name)._hosts.OfType<HostName>())
        {
            if (_places.ContainsKey(host.Value))
                Remove(host.Value);
            else
                Append(host);
        }
    }
}
