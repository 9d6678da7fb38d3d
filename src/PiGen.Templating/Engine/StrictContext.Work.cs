using System.Collections;
using System.Numerics;

namespace PiGen.Templating.Engine;

// Counters alone decide, so that the answer is the same whatever else the machine does.
internal sealed partial class StrictContext
{
    private const int AllTogether = 6;
    private const int BytesOfItem = 32;
    private const int BytesOfMember = 128;

    private long _steps;
    private long _made;

    public long MaxSteps => _options.Limits.Steps;

    /// <summary>Counts work about to be done: one step is an expression evaluated, about 50 ns.</summary>
    public void Work(long steps)
    {
        _steps += steps;
        if (_steps > _options.Limits.Steps)
        {
            throw new RenderStopped(LimitDiagnostics.Steps(Here, _options.Limits.Steps));
        }
    }

    /// <summary>Counts memory of a value about to be made, in bytes: all values together are bounded too.</summary>
    public void Made(long bytes)
    {
        _made += bytes;
        if (_made / (AllTogether * sizeof(char)) > _options.Limits.OutputSize)
        {
            throw new RenderStopped(LimitDiagnostics.Memory(Here, _options.Limits.OutputSize * (long)AllTogether));
        }
    }

    /// <summary>Refuses a string about to be longer than one may be.</summary>
    public void CheckLength(long characters)
    {
        if (characters > _options.Limits.OutputSize)
        {
            throw new RenderStopped(LimitDiagnostics.OutputSize(Here, _options.Limits.OutputSize));
        }
    }

    /// <summary>Refuses a list about to have more items than one may have.</summary>
    public void CheckItems(long count)
    {
        if (count > _options.Limits.Items)
        {
            throw new RenderStopped(LimitDiagnostics.Items(Here, _options.Limits.Items));
        }
    }

    /// <summary>Counts a value that was just made, by about what it holds of memory.</summary>
    private object? MadeValue(object? value)
    {
        Made(
            value switch
            {
                string text => text.Length * sizeof(char),
                Scriban.Runtime.ScriptObject members => members.Count * BytesOfMember,
                ICollection items => items.Count * BytesOfItem,
                _ => SizeOf(value),
            }
        );
        return value;
    }

    /// <summary>The same, and what is within the items of lists, which is gone through where lists are compared.</summary>
    private long SizeWithin(object? value, int depth)
    {
        if (value is not IList list || depth == 0)
        {
            return SizeOf(value);
        }
        Work(1 + list.Count / 8);
        long size = list.Count;
        foreach (var item in list)
        {
            size += item is string or IList or BigInteger ? SizeWithin(item, depth - 1) : 1;
        }
        return size;
    }

    /// <summary>Characters of a string, items of a list, bytes of a number: what an operator goes through.</summary>
    public static long SizeOf(object? value) =>
        value switch
        {
            string text => text.Length,
            ICollection items => items.Count,
            BigInteger number => number.GetByteCount(),
            _ => 1,
        };
}
