using System.Text;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary>The object <c>array</c>: every function gives a new array and leaves the old one as it is.</summary>
internal static class ArrayFunctions
{
    public static ScriptObject Create() =>
        new FunctionTable("array")
            .Add("add", "list value", Add)
            .Add("add_range", "list1 list2", Concat)
            .Add("compact", "list", static (in FunctionCall c) => Where(c.Items(0), static item => !item.IsNull))
            .Add("concat", "list1 list2", Concat)
            .Add(
                "cycle",
                "list group?",
                static (in FunctionCall c) => c.Evaluator.Cycle(c.Items(0), c.TextOrNull(1), c.Place)
            )
            .Add("any", "list function args...", Any)
            .Add("each", "list function args...", Each)
            .Add("filter", "list function args...", Filter)
            .Add("first", "list", static (in FunctionCall c) => c.Items(0) is [var first, ..] ? first : default)
            .Add("last", "list", static (in FunctionCall c) => c.Items(0) is [.., var last] ? last : default)
            .Add("insert_at", "list index value", InsertAt)
            .Add("join", "list delimiter function?", Join)
            .Add("limit", "list count", static (in FunctionCall c) => Part(c.Items(0), 0, c.Integer(1)))
            .Add("offset", "list index", static (in FunctionCall c) => Part(c.Items(0), c.Integer(1), int.MaxValue))
            .Add("map", "list member", Map)
            .Add("remove_at", "list index", RemoveAt)
            .Add("reverse", "list", static (in FunctionCall c) => new ScriptArray(Enumerable.Reverse(c.Items(0))))
            .Add("size", "list", Size)
            .Add("sort", "list member?", Sort)
            .Add(
                "uniq",
                "list",
                static (in FunctionCall c) => new ScriptArray(c.Items(0).Distinct(ValueEquality.Instance))
            )
            .Add("contains", "list item", Contains)
            .Build();

    private static ScriptArray Where(ScriptArray items, Func<Value, bool> isKept) => new(items.Where(isKept));

    private static ScriptArray Part(ScriptArray items, long start, long count)
    {
        var from = (int)Math.Clamp(start, 0, items.Count);
        return new ScriptArray(items.Items.Slice(from, (int)Math.Clamp(count, 0, items.Count - from)));
    }

    private static Value Add(in FunctionCall call)
    {
        var items = call.Items(0);
        items.Add(call[1]);
        return items;
    }

    private static Value Concat(in FunctionCall call)
    {
        var items = call.Items(0);
        foreach (var item in call.Items(1))
        {
            items.Add(item);
        }
        return items;
    }

    private static Value Any(in FunctionCall call)
    {
        var (function, rest) = (call.FunctionAt(1), call[2].AsArray!);
        foreach (var item in call.Items(0))
        {
            if (call.Evaluator.Call(function, call.Place, item, rest.Items).IsTrue)
            {
                return true;
            }
        }
        return false;
    }

    private static Value Each(in FunctionCall call)
    {
        var (function, rest, results) = (call.FunctionAt(1), call[2].AsArray!, new ScriptArray());
        foreach (var item in call.Items(0))
        {
            results.Add(call.Evaluator.Call(function, call.Place, item, rest.Items));
        }
        return results;
    }

    private static Value Filter(in FunctionCall call)
    {
        var (function, rest, results) = (call.FunctionAt(1), call[2].AsArray!, new ScriptArray());
        foreach (var item in call.Items(0))
        {
            if (call.Evaluator.Call(function, call.Place, item, rest.Items).IsTrue)
            {
                results.Add(item);
            }
        }
        return results;
    }

    private static Value InsertAt(in FunctionCall call)
    {
        var at = Math.Max(0, call.Integer(1));
        call.Evaluator.CheckTurns(at, call.Place);
        List<Value> items = [.. call.Items(0)];
        while (items.Count < at)
        {
            items.Add(default);
        }
        items.Insert((int)at, call[2]);
        return new ScriptArray(items);
    }

    private static Value Join(in FunctionCall call)
    {
        var (delimiter, builder, isFirst) = (call.Text(1), new StringBuilder(), true);
        foreach (var item in call.Items(0))
        {
            var text = call.Evaluator.TextOf(item, call.Place);
            var shown = call.Has(2)
                ? call.Evaluator.TextOf(call.Evaluator.Call(call.FunctionAt(2), call.Place, text), call.Place)
                : text;
            builder.Append(isFirst ? "" : delimiter).Append(shown);
            isFirst = false;
            call.Evaluator.CheckLength(call.Place, builder.Length);
        }
        return call.Made(builder.ToString());
    }

    private static Value Map(in FunctionCall call)
    {
        var (name, results) = (call.Text(1), new ScriptArray());
        foreach (var item in ListOf(call))
        {
            if (ValueMembers.TryGet(item, name, out var member))
            {
                results.Add(member);
            }
        }
        return results;
    }

    // An object stands for a list of one here.
    private static ScriptArray ListOf(in FunctionCall call) =>
        call[0].AsObject is not null ? new ScriptArray { call[0] } : call.Items(0);

    private static Value RemoveAt(in FunctionCall call)
    {
        List<Value> items = [.. call.Items(0)];
        var at = call.Integer(1);
        at = at < 0 ? items.Count + at : at;
        if (at >= 0 && at < items.Count)
        {
            items.RemoveAt((int)at);
        }
        return new ScriptArray(items);
    }

    private static Value Size(in FunctionCall call) =>
        call[0].Kind switch
        {
            ValueKind.Array => call[0].AsArray!.Count,
            ValueKind.Range => call[0].AsRange!.Count,
            _ => call.Items(0).Count,
        };

    private static Value Sort(in FunctionCall call)
    {
        var member = call.TextOrNull(1);
        var items = ListOf(call);
        // LINQ's sort is stable: what compares equal keeps its order.
        return string.IsNullOrEmpty(member)
            ? new ScriptArray(items.OrderBy(static item => item, SortOrder.Instance))
            : new ScriptArray(
                items.OrderBy(
                    item => ValueMembers.TryGet(item, member, out var key) ? key : default,
                    SortOrder.Instance
                )
            );
    }

    private sealed class SortOrder : IComparer<Value>
    {
        public static readonly SortOrder Instance = new();

        public int Compare(Value x, Value y) => Comparison.ForSort(x, y);
    }

    private static Value Contains(in FunctionCall call)
    {
        foreach (var item in call.Items(0))
        {
            if (item.IsNull ? !call.Has(1) : Comparison.IsSame(item, call[1]) || IsEqualNumber(item, call[1]))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsEqualNumber(Value left, Value right) =>
        left.IsNumber && right.IsNumber && Comparison.ForSort(left, right) == 0;
}
