using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

/// <summary>Operations on arrays: join, repeat, take a part, have in common, put before or behind.</summary>
internal static class ArrayArithmetic
{
    public static Value Operate(Evaluator evaluator, BinaryOperator op, Value left, Value right, Expression place) =>
        op switch
        {
            BinaryOperator.Add => Joined(evaluator, left, right, place),
            BinaryOperator.Multiply when IsList(left) => Repeated(evaluator, left, right, place),
            BinaryOperator.Multiply => Repeated(evaluator, right, left, place),
            BinaryOperator.Divide or BinaryOperator.DivideRound when IsList(left) => Part(
                evaluator,
                left,
                right,
                place
            ),
            BinaryOperator.Modulus when IsList(left) => EveryNth(evaluator, left, right, place),
            BinaryOperator.ShiftLeft when IsList(left) => Copied(evaluator, left, place).With(right),
            BinaryOperator.ShiftRight when IsList(right) => new ScriptArray { left }.With(
                Copied(evaluator, right, place)
            ),
            BinaryOperator.BitAnd when IsList(left) && IsList(right) => Common(evaluator, left, right, place),
            _ => throw evaluator.BadOperands(op, left, right, place),
        };

    private static bool IsList(Value value) => value.Kind is ValueKind.Array or ValueKind.Range;

    private static ScriptArray With(this ScriptArray array, Value value)
    {
        array.Add(value);
        return array;
    }

    private static ScriptArray With(this ScriptArray array, ScriptArray items)
    {
        foreach (var item in items.Items)
        {
            array.Add(item);
        }
        return array;
    }

    /// <summary>A copy of what can be gone through, as an array; the items are counted as steps.</summary>
    public static ScriptArray Copied(Evaluator evaluator, Value value, Expression place)
    {
        var items =
            Iteration.Over(value)
            ?? throw Evaluator.Fail(EvaluationDiagnostics.NotIterable(evaluator.Span(place), Evaluator.NameOf(value)));
        evaluator.CheckTurns(items.Count, place);
        var array = new ScriptArray((int)items.Count);
        for (var at = 0L; at < items.Count; at++)
        {
            array.Add(items[at]);
        }
        return array;
    }

    private static ScriptArray Joined(Evaluator evaluator, Value left, Value right, Expression place)
    {
        if ((!IsList(left) && !left.IsNull) || (!IsList(right) && !right.IsNull))
        {
            throw evaluator.BadOperands(BinaryOperator.Add, left, right, place);
        }
        return Copied(evaluator, left, place).With(Copied(evaluator, right, place));
    }

    private static long Count(Evaluator evaluator, BinaryOperator op, Value list, Value number, Expression place)
    {
        var count = Arithmetic.IsNumeric(number) ? evaluator.IntegerOf(number, place) : -1;
        return count >= 0 ? count : throw evaluator.BadOperands(op, list, number, place);
    }

    private static ScriptArray Repeated(Evaluator evaluator, Value list, Value number, Expression place)
    {
        var times = Count(evaluator, BinaryOperator.Multiply, list, number, place);
        var items = Copied(evaluator, list, place);
        evaluator.CheckTurns((long)Int128.Min((Int128)times * items.Count, long.MaxValue), place);
        var array = new ScriptArray();
        for (var at = 0L; at < times && items.Count > 0; at++)
        {
            array.With(items);
        }
        return array;
    }

    private static ScriptArray Part(Evaluator evaluator, Value list, Value number, Expression place)
    {
        var parts = Count(evaluator, BinaryOperator.Divide, list, number, place);
        if (parts == 0)
        {
            throw Evaluator.Fail(EvaluationDiagnostics.DividedByZero(evaluator.Span(place)));
        }
        var items = Copied(evaluator, list, place);
        return new ScriptArray(items.Items[..(int)(items.Count / parts)]);
    }

    private static ScriptArray EveryNth(Evaluator evaluator, Value list, Value number, Expression place)
    {
        var step = Count(evaluator, BinaryOperator.Modulus, list, number, place);
        if (step == 0)
        {
            throw Evaluator.Fail(EvaluationDiagnostics.DividedByZero(evaluator.Span(place)));
        }
        var items = Copied(evaluator, list, place);
        var array = new ScriptArray();
        for (var at = 0L; at < items.Count; at += step)
        {
            array.Add(items[(int)at]);
        }
        return array;
    }

    private static ScriptArray Common(Evaluator evaluator, Value left, Value right, Expression place)
    {
        var wanted = Copied(evaluator, right, place).ToHashSet(ValueEquality.Instance);
        var array = new ScriptArray();
        foreach (var item in Copied(evaluator, left, place).Items)
        {
            if (wanted.Remove(item))
            {
                array.Add(item);
            }
        }
        return array;
    }
}
