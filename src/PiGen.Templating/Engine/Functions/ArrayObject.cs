using System.Collections;
using System.Numerics;
using System.Text;
using Scriban.Functions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Engine.Functions;

/// <summary>The object <c>array</c>. Each list that a function gives back is made at once, not when it is gone through.</summary>
internal static class ArrayObject
{
    public static ScriptObject Functions { get; } = Create();

    private static ScriptObject Create() =>
        AddChanges(new FunctionTable("array"))
            .Add("any", "list:list function:any args:any...", Any)
            .Add(
                "each",
                "list:list function:any",
                static c => ArrayFunctions.Each(c.Context, c.Span, c.List(0), c.Function(1))
            )
            .Add(
                "filter",
                "list:list function:any",
                static c => ArrayFunctions.Filter(c.Context, c.Span, c.List(0), c.Function(1))
            )
            .Add(
                "map",
                "list:any member",
                static c => ArrayFunctions.Map(c.Context, c.Span, c.List(0) ?? c[0], Member(c))
            )
            .Add("sort", "list:any member?", Sort)
            .Add("join", "list:list delimiter function:any?", Join)
            .Add("contains", "list:list item:any", Contains)
            .Add("size", "list:list", static c => FunctionCall.CountOf(c.List(0)))
            .Add("first", "list:list", static c => ArrayFunctions.First(c.List(0)), picks: true)
            .Add("last", "list:list", static c => ArrayFunctions.Last(c.Context, c.Span, c.List(0)), picks: true)
            .Add("cycle", "list:list group:any?", Cycle, picks: true)
            .Build();

    private static FunctionTable AddChanges(FunctionTable table) =>
        table
            .Add("add", "list:list value:any", static c => ArrayFunctions.Add(c.Context, c.Span, c.List(0), c[1]))
            .Add("add_range", "list1:list list2:list", Concat)
            .Add("concat", "list1:list list2:list", Concat)
            .Add("compact", "list:list", static c => ArrayFunctions.Compact(c.Context, c.Span, c.List(0)))
            .Add("insert_at", "list:list index:int value:any", InsertAt)
            .Add(
                "limit",
                "list:list count:int",
                static c => ArrayFunctions.Limit(c.Context, c.Span, c.List(0), c.Int(1))
            )
            .Add(
                "offset",
                "list:list index:int",
                static c => ArrayFunctions.Offset(c.Context, c.Span, c.List(0), c.Int(1))
            )
            .Add(
                "remove_at",
                "list:list index:int",
                static c => ArrayFunctions.RemoveAt(c.Context, c.Span, Listed(c), c.Int(1))
            )
            .Add("reverse", "list:list", static c => ArrayFunctions.Reverse(c.Context, c.Span, c.List(0)))
            .Add("uniq", "list:list", Unique);

    private static string? Member(FunctionCall call) => call[1] is null ? null : call.Pattern(1);

    private static IList? Listed(FunctionCall call) =>
        call.List(0) is { } list ? list as IList ?? new ScriptArray(list) : null;

    private static IEnumerable? Concat(FunctionCall call) =>
        ArrayFunctions.Concat(call.Context, call.Span, call.List(0), call.List(1));

    private static object InsertAt(FunctionCall call)
    {
        call.Context.CheckItems(Math.Max(FunctionCall.CountOf(call.List(0)), call.Int(1) + 1L));
        call.Context.Work(Math.Max(0, call.Int(1)));
        return ArrayFunctions.InsertAt(call.Context, call.Span, call.List(0), call.Int(1), call[2]);
    }

    private static object Any(FunctionCall call) =>
        ArrayFunctions.Any(call.Context, call.Span, call.List(0), call.Function(1), [.. call[2] as ScriptArray ?? []]);

    private static string Join(FunctionCall call) =>
        Joined(call, call.Text(1), call.Function(2) as IScriptCustomFunction);

    private static string Joined(FunctionCall call, string? delimiter, IScriptCustomFunction? function)
    {
        var (text, before) = (new StringBuilder(), "");
        foreach (var item in call.List(0) ?? Array.Empty<object>())
        {
            var part = call.Context.ObjectToString(item);
            if (function is not null)
            {
                part = call.Context.ObjectToString(
                    ScriptFunctionCall.Call(call.Context, call.Caller, function, [part])
                );
            }
            call.Context.Work(4);
            call.Context.CheckLength(text.Length + (long)before.Length + (part?.Length ?? 0));
            text.Append(before).Append(part);
            before = delimiter ?? "";
        }
        // It is there twice.
        call.Context.Made(sizeof(char) * (long)text.Length);
        return text.ToString();
    }

    private static object Contains(FunctionCall call)
    {
        var list = call.List(0);
        call.Context.Work(FunctionCall.CountOf(list) * (SizeOf(call[1]) / 256));
        return ArrayFunctions.Contains(call.Context, call.Span, list, call[1]);
    }

    // The turn is kept by the group, or by what all items are as one text.
    private static object? Cycle(FunctionCall call)
    {
        var group = call[1] is { } given ? call.Context.ObjectToString(given) : Joined(call, ",", null);
        call.Context.Made(128 + 2L * sizeof(char) * (group?.Length ?? 0));
        return ArrayFunctions.Cycle(call.Context, call.Span, Listed(call), group);
    }

    private static IEnumerable Sort(FunctionCall call)
    {
        if (call.List(0) is not { } list)
        {
            return ArrayFunctions.Sort(call.Context, call.Span, call[0], call.Text(1));
        }
        // Numbers of several types are compared by fractions of large integers.
        var items = list.Cast<object?>().ToList();
        var types = items
            .Where(static item => item is not string)
            .Select(static item => item?.GetType())
            .Distinct()
            .Take(2);
        var each = (types.Count() > 1 ? 50L : 1) + (call.Text(1)?.Length ?? 0);
        var rounds = BitOperations.Log2((uint)items.Count + 1);
        var compared = Member(call) is { } member
            ? items.Sum(item => SizeOf(MemberOf(item, member)))
            : items.Sum(SizeOf);
        call.Context.Work(rounds * (items.Count * each + compared / 32));
        return ArrayFunctions.Sort(call.Context, call.Span, list, Member(call));
    }

    private static object? MemberOf(object? item, string member) =>
        item is ScriptObject members && members.TryGetValue(member, out var value) ? value : null;

    private static object? Unique(FunctionCall call)
    {
        if (call.List(0) is not { } list)
        {
            return null;
        }
        var items = list.Cast<object?>().ToList();
        call.Context.Work(items.Count + items.Sum(SizeOf) / 8);
        return new ScriptRange(items.Distinct(ItemComparer.Instance));
    }

    private static long SizeOf(object? item) =>
        item switch
        {
            string text => text.Length,
            BigInteger number => number.GetByteCount(),
            _ => 0,
        };
}

/// <summary>
/// Items as Scriban holds them for the same, but with hashes that nobody can choose: .NET's hash of a number is nearly the
/// number itself, so that a list can be made in which all have the same, which takes time by the square of its length.
/// </summary>
internal sealed class ItemComparer : IEqualityComparer<object?>
{
    public static ItemComparer Instance { get; } = new();

    bool IEqualityComparer<object?>.Equals(object? x, object? y) => Equals(x, y);

    public int GetHashCode(object? item)
    {
        long? bits = item switch
        {
            int or long => Convert.ToInt64(item, null),
            double number => BitConverter.DoubleToInt64Bits(number),
            DateTime date => date.Ticks,
            TimeSpan time => time.Ticks,
            _ => null,
        };
        return bits is { } all ? HashCode.Combine((int)all, (int)(all >> 32)) : item?.GetHashCode() ?? 0;
    }
}
