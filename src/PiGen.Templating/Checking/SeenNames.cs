namespace PiGen.Templating.Checking;

/// <summary>What may be there although nothing names it.</summary>
[Flags]
internal enum Openness
{
    None = 0,

    /// <summary>Any variable: something unknown is imported or included.</summary>
    Variables = 1,

    /// <summary>Any variable that callers' names are seen with, and what is assigned as a member: something that may change is in a <c>with</c>.</summary>
    Within = 2,

    /// <summary>Any member of any object, and any item of any array.</summary>
    Members = 4,
}

/// <summary>
/// The names that a template and what it includes bind, attach or guard anywhere. Functions and includes see the names of
/// whoever calls them, so what is bound anywhere may be there.
/// </summary>
internal sealed class SeenNames
{
    private readonly Dictionary<string, object?> _assigned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> _inner = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _guarded = new(StringComparer.Ordinal);
    private Openness _open;

    /// <summary>How often something was learnt: walks that learn nothing new leave it as it is.</summary>
    public int Version { get; private set; }

    public bool HasMembers => IsOpen(Openness.Members) || _members.Count > 0;

    public IEnumerable<string> Assigned => _assigned.Keys;

    /// <summary>What a name holds by assignment, and if asked for by loop, parameter or <c>with</c>; false if it is never bound so.</summary>
    public bool TryFind(string name, bool seesInner, out object? shape)
    {
        var isAssigned = _assigned.TryGetValue(name, out shape);
        if (!seesInner || !_inner.TryGetValue(name, out var inner))
        {
            return isAssigned;
        }
        shape = isAssigned ? Shapes.Or(shape, inner) : inner;
        return true;
    }

    public bool MayHave(string member) =>
        IsOpen(Openness.Members)
        || _members.Contains(member)
        || (IsOpen(Openness.Within) && (IsOpen(Openness.Variables) || _assigned.ContainsKey(member)));

    public bool IsGuarded(string path) => _guarded.Contains(Plain(path));

    public bool IsOpen(Openness what) => _open.HasFlag(what);

    public void Assign(string name, object? shape) => Learn(_assigned, name, shape);

    /// <summary>A name of a loop, a function's parameter or a <c>with</c>.</summary>
    public void Bind(string name, object? shape) => Learn(_inner, name, shape);

    public void Attach(string member) => Learn(_members.Add(member));

    /// <summary>A path that is used where it may be missing: whoever wrote that knows that it may.</summary>
    public void Guard(string path) => Learn(_guarded.Add(Plain(path)));

    public void Open(Openness what)
    {
        Learn(!IsOpen(what));
        _open |= what;
    }

    private static string Plain(string path) => path.Replace("?.", ".", StringComparison.Ordinal);

    // A name that was unknown once stays so: each walk can only learn that less is known, and the walks come to an end.
    private void Learn(Dictionary<string, object?> names, string name, object? shape)
    {
        var isBound = names.TryGetValue(name, out var before);
        names[name] = isBound ? Shapes.Or(before, shape) : shape;
        Learn(!isBound || before is null != names[name] is null);
    }

    private void Learn(bool isNew) => Version += isNew ? 1 : 0;
}
