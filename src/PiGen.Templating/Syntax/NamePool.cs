namespace PiGen.Templating.Syntax;

/// <summary>Gives equal names one string, so that a parse allocates none for names seen before and comparing them is mostly a comparison of references.</summary>
internal sealed class NamePool
{
    // A stranger's template must not make the pool grow for ever.
    private const int Capacity = 4096;

    [ThreadStatic]
    private static NamePool? _ofThread;

    private readonly HashSet<string> _names;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private NamePool()
    {
        _names = new HashSet<string>(StringComparer.Ordinal);
        _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static NamePool OfThread => _ofThread ??= new NamePool();

    public string Get(ReadOnlySpan<char> name)
    {
        if (_lookup.TryGetValue(name, out var known))
        {
            return known;
        }
        if (_names.Count == Capacity)
        {
            _names.Clear();
        }
        // A model names its members in literals: the same string makes comparing them a comparison of references.
        var added = name.ToString();
        added = string.IsInterned(added) ?? added;
        _names.Add(added);
        return added;
    }
}
