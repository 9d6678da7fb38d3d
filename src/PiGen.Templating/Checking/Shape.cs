using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Checking;

/// <summary>What is known of a value before anything is rendered: an example of it, or nothing.</summary>
internal readonly struct Shape
{
    // A model may hold one object in many places: its paths may be many more than its objects.
    private const int DepthCompared = 6;

    private Shape(Value example) => Example = example;

    public static Shape Unknown => default;

    /// <summary>Null if nothing is known: a null in the example may be anything in another model.</summary>
    public Value Example { get; }

    public bool IsKnown => !Example.IsNull;

    /// <summary>What a loop over it goes through, and what an index leads to.</summary>
    public Shape Item => Example.AsArray is [var first, ..] ? new(first) : Unknown;

    public static Shape Of(Value example) => new(example);

    /// <summary>None if it is known to have no such member.</summary>
    public Shape? Member(string name) =>
        !IsKnown ? Unknown
        : Example.AsObject is { } members
            ? members.TryGetMember(name, out var member) ? new Shape(member)
                : null
        : ValueMembers.TryGet(Example, name, out var part) ? new Shape(part)
        : null;

    /// <summary>What is known of a value that is the one or the other.</summary>
    public Shape Or(Shape other) => AreAlike(Example, other.Example, DepthCompared) ? this : Unknown;

    private static bool AreAlike(Value left, Value right, int depth)
    {
        if (left.IsSameReference(right))
        {
            return true;
        }
        if (left.Kind != right.Kind || depth == 0)
        {
            return false;
        }
        return left.Kind switch
        {
            ValueKind.Object => AreAlike(left.AsObject!, right.AsObject!, depth - 1),
            ValueKind.Array => left.AsArray is [var first, ..]
                && right.AsArray is [var second, ..]
                && AreAlike(first, second, depth - 1),
            ValueKind.Function => false,
            ValueKind.Null
            or ValueKind.Boolean
            or ValueKind.Integer
            or ValueKind.BigInteger
            or ValueKind.Float
            or ValueKind.String
            or ValueKind.Range
            or ValueKind.Date
            or ValueKind.TimeSpan => true,
        };
    }

    private static bool AreAlike(IScriptObject left, IScriptObject right, int depth) =>
        left.MemberNames.SequenceEqual(right.MemberNames, StringComparer.Ordinal)
        && left.MemberNames.All(name =>
            left.TryGetMember(name, out var first)
            && right.TryGetMember(name, out var second)
            && AreAlike(first, second, depth)
        );
}
