using System.Collections;

namespace PiGen.Templating.Evaluation;

/// <summary>An array of the template language: items by position, and members by name if a template attaches some.</summary>
public sealed class ScriptArray : IReadOnlyList<Value>
{
    private Value[] _items;

    public ScriptArray(int capacity = 0) => _items = capacity == 0 ? [] : new Value[capacity];

    public ScriptArray(ReadOnlySpan<Value> items)
    {
        _items = items.ToArray();
        Count = items.Length;
    }

    public ScriptArray(IEnumerable<Value> items)
        : this([.. items]) { }

    public int Count { get; private set; }

    /// <summary>Members attached to the array itself, such as the named arguments of a call.</summary>
    public ScriptObject? Members { get; set; }

    public bool IsReadOnly { get; private set; }

    public Value this[int index]
    {
        get => _items.AsSpan(0, Count)[index];
        set => _items.AsSpan(0, Count)[index] = value;
    }

    internal ReadOnlySpan<Value> Items => _items.AsSpan(0, Count);

    public void Add(Value value)
    {
        if (Count == _items.Length)
        {
            System.Array.Resize(ref _items, Math.Max(4, Count * 2));
        }
        _items[Count++] = value;
    }

    public ScriptArray Freeze()
    {
        IsReadOnly = true;
        return this;
    }

    public IEnumerator<Value> GetEnumerator()
    {
        for (var at = 0; at < Count; at++)
        {
            yield return _items[at];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
