using System.Collections;
using System.Numerics;
using Scriban.Runtime;

namespace PiGen.Templating.Checking;

/// <summary>
/// What is known of a value before anything is rendered: an example of it, or null where nothing is known. A null in the
/// example may be anything in another model.
/// </summary>
internal static class Shapes
{
    // A model may hold one object in many places: its paths may be many more than its objects.
    private const int DepthCompared = 6;

    /// <summary>What a loop over it goes through, and what an index leads to.</summary>
    public static object? Item(object? shape) => shape is ScriptArray { Count: > 0 } array ? array[0] : null;

    /// <summary>False if it is known to have no such member.</summary>
    public static bool TryMember(object? shape, string name, out object? member)
    {
        member = null;
        return shape switch
        {
            IScriptObject members => members.TryGetValue(null, default, name, out member),
            string or IList => name == "size",
            bool or int or long or BigInteger or float or double or decimal => false,
            _ => true,
        };
    }

    public static object? MemberOf(object? shape, string name) =>
        TryMember(shape, name, out var member) ? member : null;

    /// <summary>What is known of a value that is the one or the other.</summary>
    public static object? Or(object? left, object? right) => AreAlike(left, right, DepthCompared) ? left : null;

    /// <summary>How a message names what a value is.</summary>
    public static string KindOf(object shape) =>
        shape switch
        {
            bool => "a boolean",
            int or long or BigInteger => "an integer",
            float or double or decimal => "a number",
            string => "a string",
            IList => "an array",
            _ => "an object",
        };

    private static bool AreAlike(object? left, object? right, int depth) =>
        ReferenceEquals(left, right)
        || (left, right, depth) switch
        {
            (null, _, _) or (_, null, _) or (_, _, 0) or (IScriptCustomFunction, _, _) => false,
            (ScriptArray one, ScriptArray other, _) => one.IsReadOnly == other.IsReadOnly
                && AreAlike(Item(one), Item(other), depth - 1),
            (IScriptObject one, IScriptObject other, _) => one.IsReadOnly == other.IsReadOnly
                && one.GetMembers().SequenceEqual(other.GetMembers(), StringComparer.Ordinal)
                && one.GetMembers().All(name => AreAlike(MemberOf(one, name), MemberOf(other, name), depth - 1)),
            _ => left.GetType() == right.GetType(),
        };
}
