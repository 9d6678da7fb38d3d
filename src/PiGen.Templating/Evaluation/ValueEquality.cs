namespace PiGen.Templating.Evaluation;

/// <summary>When two values are the same item of a set: numbers by value, strings by text, all else by identity.</summary>
internal sealed class ValueEquality : IEqualityComparer<Value>
{
    public static readonly ValueEquality Instance = new();

    public bool Equals(Value x, Value y) => Comparison.IsSame(x, y);

    public int GetHashCode(Value value) =>
        value.Kind switch
        {
            ValueKind.Null => 0,
            ValueKind.String => string.GetHashCode(value.AsString),
            ValueKind.Integer => value.AsInteger.GetHashCode(),
            ValueKind.BigInteger => value.AsBigInteger.GetHashCode(),
            ValueKind.Boolean => value.AsBoolean ? 1 : 2,
            ValueKind.Float => value.AsFloat.GetHashCode(),
            ValueKind.Date => value.AsDate.GetHashCode(),
            ValueKind.TimeSpan => value.AsTimeSpan.GetHashCode(),
            ValueKind.Array => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value.AsArray),
            ValueKind.Range => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value.AsRange),
            ValueKind.Object => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value.AsObject),
            ValueKind.Function => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value.AsFunction),
        };
}
