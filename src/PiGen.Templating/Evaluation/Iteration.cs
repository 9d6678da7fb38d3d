namespace PiGen.Templating.Evaluation;

/// <summary>The items that a loop goes through, by position, without a copy of them.</summary>
internal struct Iteration
{
    private readonly ScriptArray? _array;
    private readonly ScriptRange? _range;
    private readonly string? _text;
    private long _first;
    private bool _isReversed;

    private Iteration(ScriptArray? array, ScriptRange? range, string? text, long count)
    {
        (_array, _range, _text, Count) = (array, range, text, count);
    }

    public long Count { get; private set; }

    public readonly Value this[long turn]
    {
        get
        {
            var at = _isReversed ? _first + Count - 1 - turn : _first + turn;
            return _array is not null ? (at < _array.Count ? _array[(int)at] : default)
                : _range is not null ? _range[at]
                : _text![(int)at].ToString();
        }
    }

    /// <summary>The items of a value: none of null; no iteration at all of what has no items.</summary>
    public static Iteration? Over(Value value) =>
        value.AsArray is { } array ? new(array, null, null, array.Count)
        : value.AsRange is { } range ? new(null, range, null, range.Count)
        : value.AsString is { } text ? new(null, null, text, text.Length)
        : value.AsObject is { } members ? OverMembers(members)
        : value.IsNull ? default(Iteration)
        : null;

    private static Iteration OverMembers(IScriptObject members)
    {
        var pairs = new ScriptArray();
        foreach (var name in members.MemberNames)
        {
            members.TryGetMember(name, out var value);
            pairs.Add(new ScriptObject { { "key", name }, { "value", value } });
        }
        return new(pairs, null, null, pairs.Count);
    }

    public void Skip(long count)
    {
        var skipped = Math.Clamp(count, 0, Count);
        _first += skipped;
        Count -= skipped;
    }

    /// <summary>Turns the order round, then keeps the first <paramref name="limit"/> items; 0 keeps all.</summary>
    public void Arrange(bool isReversed, long limit)
    {
        var dropped = limit > 0 ? Math.Max(0, Count - limit) : 0;
        _isReversed = isReversed;
        _first += isReversed ? dropped : 0;
        Count -= dropped;
    }
}
