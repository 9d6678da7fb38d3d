namespace PiGen.Templating.Evaluation;

/// <summary>The integers of <c>1..5</c>, counted up or down, without a list of them.</summary>
internal sealed class ScriptRange
{
    private readonly long _first;
    private readonly int _step;

    private ScriptRange(long first, int step, long count)
    {
        (_first, _step, Count) = (first, step, count);
    }

    public long Count { get; }

    public long this[long index] => _first + index * _step;

    public static ScriptRange Inclusive(long first, long last)
    {
        var distance = Int128.Abs((Int128)last - first) + 1;
        return new ScriptRange(first, first <= last ? 1 : -1, (long)Int128.Min(distance, long.MaxValue));
    }

    public static ScriptRange Exclusive(long first, long end)
    {
        var distance = Int128.Abs((Int128)end - first);
        return new ScriptRange(first, first <= end ? 1 : -1, (long)Int128.Min(distance, long.MaxValue));
    }
}
