using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

/// <summary>How values compare: as text if one is a string, item by item if both are arrays, else as numbers or times.</summary>
internal static class Comparison
{
    private const int MaxDepth = 64;

    public static bool AreEqual(Evaluator evaluator, Value left, Value right, Expression place) =>
        Evaluate(evaluator, BinaryOperator.Equal, left, right, place);

    /// <summary>Whether two values are the same without conversion.</summary>
    public static bool IsSame(Value left, Value right) =>
        left.IsFloat || right.IsFloat
            ? left.IsFloat && right.IsFloat && left.AsFloat.Equals(right.AsFloat)
            : left.Kind == right.Kind
                && left.Kind switch
                {
                    ValueKind.String => string.Equals(left.AsString, right.AsString),
                    ValueKind.Integer or ValueKind.BigInteger => left.AsBigInteger == right.AsBigInteger,
                    ValueKind.Boolean => left.AsBoolean == right.AsBoolean,
                    ValueKind.Date => left.AsDate == right.AsDate,
                    ValueKind.TimeSpan => left.AsTimeSpan == right.AsTimeSpan,
                    _ => left.IsSameReference(right),
                };

    /// <summary>Whether there is nothing in a value: no items, no members, no characters.</summary>
    public static bool IsEmpty(Value value) =>
        value.Kind switch
        {
            ValueKind.Null => true,
            ValueKind.String => value.AsString!.Length == 0,
            ValueKind.Array => value.AsArray!.Count == 0,
            ValueKind.Range => value.AsRange!.Count == 0,
            ValueKind.Object => value.AsObject!.MemberNames.Count == 0,
            ValueKind.Boolean or ValueKind.Integer or ValueKind.BigInteger or ValueKind.Float => false,
            ValueKind.Function or ValueKind.Date or ValueKind.TimeSpan => false,
        };

    public static bool Evaluate(
        Evaluator evaluator,
        BinaryOperator op,
        Value left,
        Value right,
        Expression place,
        int depth = 0
    )
    {
        if (left.AsObject is EmptyObject || right.AsObject is EmptyObject)
        {
            var other = left.AsObject is EmptyObject ? right : left;
            var isEmpty = IsEmpty(other);
            return op is BinaryOperator.NotEqual
                ? !isEmpty
                : op is not (BinaryOperator.Less or BinaryOperator.Greater) && isEmpty;
        }
        if (left.AsString is not null || right.AsString is not null)
        {
            return CompareTexts(op, evaluator.TextOf(left, place), evaluator.TextOf(right, place));
        }
        if (left.IsNull || right.IsNull)
        {
            var bothNull = left.IsNull && right.IsNull;
            return op == BinaryOperator.Equal ? bothNull : op == BinaryOperator.NotEqual && !bothNull;
        }
        if (left.AsArray is { } first && right.AsArray is { } second)
        {
            return CompareArrays(evaluator, op, first, second, place, depth);
        }
        return Order(left, right) is { } order ? Holds(op, order)
            : op is BinaryOperator.Equal or BinaryOperator.NotEqual
                ? IsSame(left, right) == (op == BinaryOperator.Equal)
            : throw evaluator.BadOperands(op, left, right, place);
    }

    private static bool CompareTexts(BinaryOperator op, string left, string right) =>
        op == BinaryOperator.Equal ? string.Equals(left, right)
        : op == BinaryOperator.NotEqual ? !string.Equals(left, right)
        : Holds(op, WordOrder.Compare(left, right));

    private static bool CompareArrays(
        Evaluator evaluator,
        BinaryOperator op,
        ScriptArray left,
        ScriptArray right,
        Expression place,
        int depth
    )
    {
        if (depth > MaxDepth)
        {
            throw Evaluator.Fail(LimitDiagnostics.ValueDepth(evaluator.Span(place)));
        }
        evaluator.Step(place, Math.Min(left.Count, right.Count));
        if (op == BinaryOperator.NotEqual)
        {
            return !CompareArrays(evaluator, BinaryOperator.Equal, left, right, place, depth);
        }
        if (left.Count != right.Count)
        {
            return op != BinaryOperator.Equal && Holds(op, left.Count.CompareTo(right.Count));
        }
        for (var at = 0; at < left.Count && at < right.Count; at++)
        {
            if (!Evaluate(evaluator, op, left[at], right[at], place, depth + 1))
            {
                return false;
            }
        }
        return left.Count > 0 || Holds(op, 0);
    }

    // None where there is no order; NaN is in no order with anything either.
    private static int? Order(Value left, Value right)
    {
        if (Arithmetic.IsNumeric(left) && Arithmetic.IsNumeric(right))
        {
            return left.IsFloat || right.IsFloat
                ? Arithmetic.FloatOf(left).CompareTo(Arithmetic.FloatOf(right))
                : left.AsBigInteger.CompareTo(right.AsBigInteger);
        }
        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Date, ValueKind.Date) => left.AsDate.CompareTo(right.AsDate),
            (ValueKind.TimeSpan, ValueKind.TimeSpan) => left.AsTimeSpan.CompareTo(right.AsTimeSpan),
            _ => null,
        };
    }

    private static bool Holds(BinaryOperator op, int order) =>
        op switch
        {
            BinaryOperator.Equal => order == 0,
            BinaryOperator.NotEqual => order != 0,
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            BinaryOperator.GreaterOrEqual => order >= 0,
            _ => false,
        };

    /// <summary>The order of a sort: null first, then as the operators compare; what has no order stays where it is.</summary>
    public static int ForSort(Value left, Value right)
    {
        if (left.IsNull || right.IsNull)
        {
            return left.IsNull.CompareTo(right.IsNull) * -1;
        }
        return left.AsString is { } first && right.AsString is { } second
            ? WordOrder.Compare(first, second)
            : Order(left, right) ?? left.Kind.CompareTo(right.Kind);
    }
}
