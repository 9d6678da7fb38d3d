using System.Numerics;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

/// <summary>Operations on numbers: integers grow as they need, and a float on one side makes the result one.</summary>
internal static class Arithmetic
{
    private const int MaxBits = 1 << 16;

    /// <summary>Whether a value counts as a number: a boolean does, as 0 or 1.</summary>
    public static bool IsNumeric(Value value) => value.IsNumber || value.IsBoolean;

    public static double FloatOf(Value value) => value.IsFloat ? value.AsFloat : (double)value.AsBigInteger;

    /// <summary>The common operations on 64-bit integers, unless they overflow.</summary>
    public static bool TrySmall(BinaryOperator op, long left, long right, out Value result)
    {
        long number = 0;
        switch (op)
        {
            case BinaryOperator.Add:
                number = left + right;
                result = number;
                return ((left ^ number) & (right ^ number)) >= 0;
            case BinaryOperator.Subtract:
                number = left - right;
                result = number;
                return ((left ^ right) & (left ^ number)) >= 0;
            case BinaryOperator.Multiply:
                var high = Math.BigMul(left, right, out number);
                result = number;
                return high == number >> 63;
            case BinaryOperator.Equal:
                result = left == right;
                return true;
            case BinaryOperator.NotEqual:
                result = left != right;
                return true;
            case BinaryOperator.Less:
                result = left < right;
                return true;
            case BinaryOperator.LessOrEqual:
                result = left <= right;
                return true;
            case BinaryOperator.Greater:
                result = left > right;
                return true;
            case BinaryOperator.GreaterOrEqual:
                result = left >= right;
                return true;
            case BinaryOperator.RangeInclude:
                result = Value.From(ScriptRange.Inclusive(left, right));
                return true;
            case BinaryOperator.RangeExclude:
                result = Value.From(ScriptRange.Exclusive(left, right));
                return true;
            default:
                result = number;
                return false;
        }
    }

    public static Value Operate(Evaluator evaluator, BinaryOperator op, Value left, Value right, Expression place)
    {
        if (left.Kind is ValueKind.Date or ValueKind.TimeSpan || right.Kind is ValueKind.Date or ValueKind.TimeSpan)
        {
            return OperateOnTime(op, left, right) ?? throw evaluator.BadOperands(op, left, right, place);
        }
        if (!IsNumeric(left) || !IsNumeric(right))
        {
            throw evaluator.BadOperands(op, left, right, place);
        }
        var result =
            left.IsFloat || right.IsFloat
                ? OperateOnFloats(op, FloatOf(left), FloatOf(right))
                : OperateOnIntegers(evaluator, op, left.AsBigInteger, right.AsBigInteger, place);
        return result ?? throw evaluator.BadOperands(op, left, right, place);
    }

    private static Value? OperateOnFloats(BinaryOperator op, double left, double right) =>
        op switch
        {
            BinaryOperator.Add => left + right,
            BinaryOperator.Subtract => left - right,
            BinaryOperator.Multiply => left * right,
            BinaryOperator.Divide => left / right,
            BinaryOperator.DivideRound => Math.Round(left / right),
            BinaryOperator.Modulus => left % right,
            _ => null,
        };

    private static Value? OperateOnIntegers(
        Evaluator evaluator,
        BinaryOperator op,
        BigInteger left,
        BigInteger right,
        Expression place
    )
    {
        if (op is BinaryOperator.DivideRound or BinaryOperator.Modulus && right.IsZero)
        {
            throw Evaluator.Fail(EvaluationDiagnostics.DividedByZero(evaluator.Span(place)));
        }
        var shift = op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight ? BigInteger.Abs(right) : 0;
        if (shift > MaxBits || left.GetBitLength() + right.GetBitLength() > MaxBits)
        {
            throw Evaluator.Fail(LimitDiagnostics.NumberSize(evaluator.Span(place)));
        }
        return op switch
        {
            BinaryOperator.Add => Value.FromBig(left + right),
            BinaryOperator.Subtract => Value.FromBig(left - right),
            BinaryOperator.Multiply => Value.FromBig(left * right),
            BinaryOperator.Divide => (double)left / (double)right,
            BinaryOperator.DivideRound => Value.FromBig(BigInteger.Divide(left, right)),
            BinaryOperator.Modulus => Value.FromBig(BigInteger.Remainder(left, right)),
            BinaryOperator.ShiftLeft => Value.FromBig(left << (int)right),
            BinaryOperator.ShiftRight => Value.FromBig(left >> (int)right),
            BinaryOperator.BitAnd => Value.FromBig(left & right),
            _ => (Value?)null,
        };
    }

    private static Value? OperateOnTime(BinaryOperator op, Value left, Value right)
    {
        try
        {
            return (left.Kind, op, right.Kind) switch
            {
                (ValueKind.Date, BinaryOperator.Subtract, ValueKind.Date) => left.AsDate - right.AsDate,
                (ValueKind.Date, BinaryOperator.Subtract, ValueKind.TimeSpan) => left.AsDate - right.AsTimeSpan,
                (ValueKind.Date, BinaryOperator.Add, ValueKind.TimeSpan) => (Value?)(left.AsDate + right.AsTimeSpan),
                (ValueKind.TimeSpan, BinaryOperator.Add, ValueKind.TimeSpan) => left.AsTimeSpan + right.AsTimeSpan,
                (ValueKind.TimeSpan, BinaryOperator.Subtract, ValueKind.TimeSpan) => left.AsTimeSpan - right.AsTimeSpan,
                _ => (Value?)null,
            };
        }
        // Beyond the first or last date there is: the operands do not work together.
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }
}
