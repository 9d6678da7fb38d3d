namespace PiGen.Templating.Checking;

/// <summary>
/// The names that a template and what it includes bind, attach or guard anywhere. Functions and includes see the names of
/// whoever calls them, so what is bound anywhere may be there.
/// </summary>
internal sealed class SeenNames
{
    private readonly Dictionary<string, Shape> _assigned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Shape> _inner = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _guarded = new(StringComparer.Ordinal);

    /// <summary>How often something was learnt: walks that learn nothing new leave it as it is.</summary>
    public int Version { get; private set; }

    /// <summary>Whether any variable may exist: something unknown is imported or included.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether any variable may exist where callers' names are seen: they may be in a <c>with</c> of something unknown.</summary>
    public bool IsOpenWithin { get; private set; }

    /// <summary>Whether any object may have got any member.</summary>
    public bool AreMembersOpen { get; private set; }

    public IEnumerable<string> Assigned => _assigned.Keys;

    public bool IsAssigned(string name) => _assigned.ContainsKey(name);

    /// <summary>What a name holds by assignment, and if asked for by loop, parameter or <c>with</c>; none if it is never bound so.</summary>
    public Shape? Find(string name, bool seesInner)
    {
        Shape? assigned = _assigned.TryGetValue(name, out var shape) ? shape : null;
        if (!seesInner || !_inner.TryGetValue(name, out var inner))
        {
            return assigned;
        }
        return assigned is { } other ? inner.Or(other) : inner;
    }

    public bool MayHave(string member) => AreMembersOpen || _members.Contains(member);

    public bool IsGuarded(string path) => _guarded.Contains(Plain(path));

    public void Assign(string name, Shape shape) => Learn(_assigned, name, shape);

    /// <summary>A name of a loop, a function's parameter or a <c>with</c>.</summary>
    public void Bind(string name, Shape shape) => Learn(_inner, name, shape);

    public void Attach(string member) => Learn(_members.Add(member));

    /// <summary>A path that is used where it may be missing: whoever wrote that knows that it may.</summary>
    public void Guard(string path) => Learn(_guarded.Add(Plain(path)));

    public void Open() => IsOpen = Opened(IsOpen);

    public void OpenWithin() => IsOpenWithin = Opened(IsOpenWithin);

    public void OpenMembers() => AreMembersOpen = Opened(AreMembersOpen);

    private static string Plain(string path) => path.Replace("?.", ".", StringComparison.Ordinal);

    // A name that was unknown once stays so: each walk can only learn that less is known, and the walks come to an end.
    private void Learn(Dictionary<string, Shape> names, string name, Shape shape)
    {
        var isBound = names.TryGetValue(name, out var before);
        var now = isBound ? before.Or(shape) : shape;
        names[name] = now;
        Learn(!isBound || before.IsKnown != now.IsKnown);
    }

    private void Learn(bool isNew) => Version += isNew ? 1 : 0;

    private bool Opened(bool before)
    {
        Learn(!before);
        return true;
    }
}
