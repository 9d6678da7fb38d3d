using System.Collections;

namespace PiGen.Templating.Evaluation;

/// <summary>An object of the template language: names and values in the order written.</summary>
public class ScriptObject : IScriptObject, IEnumerable<KeyValuePair<string, Value>>
{
    // Up to this many members a walk over the names is faster than hashing one.
    private const int IndexedFrom = 9;

    private string[] _names;
    private Value[] _values;
    private Dictionary<string, int>? _index;
    private HashSet<string>? _readOnly;

    /// <param name="capacity">How many members there will be, where that is known.</param>
    public ScriptObject(int capacity = 0)
    {
        _names = capacity == 0 ? [] : new string[capacity];
        _values = capacity == 0 ? [] : new Value[capacity];
    }

    public int Count { get; private set; }

    /// <summary>Whether no member can be added or changed any more.</summary>
    public bool IsReadOnly { get; private set; }

    public virtual IReadOnlyList<string> MemberNames => _names[..Count];

    public Value this[string name]
    {
        get => TryGetMember(name, out var value) ? value : default;
        set => Set(name, value);
    }

    public void Add(string name, Value value) => Set(name, value);

    public virtual bool TryGetMember(string name, out Value value)
    {
        var at = Find(name);
        value = at >= 0 ? _values[at] : default;
        return at >= 0;
    }

    /// <summary>Sets or adds a member.</summary>
    /// <exception cref="InvalidOperationException">The object or the member is read-only.</exception>
    public void Set(string name, Value value)
    {
        if (!TrySet(name, value))
        {
            throw new InvalidOperationException($"'{name}' is read-only");
        }
    }

    /// <summary>Sets or adds a member, unless it is read-only.</summary>
    public bool TrySet(string name, Value value)
    {
        if (!CanWrite(name))
        {
            return false;
        }
        var at = Find(name);
        if (at < 0)
        {
            at = Append(name);
        }
        _values[at] = value;
        return true;
    }

    public bool CanWrite(string name) => !IsReadOnly && _readOnly?.Contains(name) != true;

    public ScriptObject Freeze()
    {
        IsReadOnly = true;
        return this;
    }

    internal void SetReadOnly(string name) => (_readOnly ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);

    internal void Clear()
    {
        System.Array.Clear(_values, 0, Count);
        Count = 0;
        _index = null;
        _readOnly = null;
    }

    private int Append(string name)
    {
        if (Count == _names.Length)
        {
            var capacity = Math.Max(4, Count * 2);
            System.Array.Resize(ref _names, capacity);
            System.Array.Resize(ref _values, capacity);
        }
        _names[Count] = name;
        if (Count + 1 >= IndexedFrom)
        {
            (_index ??= IndexOfAll()).Add(name, Count);
        }
        return Count++;
    }

    private Dictionary<string, int> IndexOfAll()
    {
        var index = new Dictionary<string, int>(Count * 2, StringComparer.Ordinal);
        for (var at = 0; at < Count; at++)
        {
            index.Add(_names[at], at);
        }
        return index;
    }

    private int Find(string name)
    {
        if (_index is not null)
        {
            return _index.GetValueOrDefault(name, -1);
        }
        for (var at = 0; at < Count; at++)
        {
            if (string.Equals(_names[at], name))
            {
                return at;
            }
        }
        return -1;
    }

    public IEnumerator<KeyValuePair<string, Value>> GetEnumerator()
    {
        for (var at = 0; at < Count; at++)
        {
            yield return new(_names[at], _values[at]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The value <c>empty</c>: equal to whatever has nothing in it.</summary>
internal sealed class EmptyObject : IScriptObject
{
    public static readonly EmptyObject Instance = new();

    public IReadOnlyList<string> MemberNames => [];

    public bool TryGetMember(string name, out Value value)
    {
        value = default;
        return false;
    }
}
