using System.Globalization;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    /// <summary>A binary operation on two values: on strings if one is a string, on arrays if one is an array, else on numbers.</summary>
    public Value Operate(BinaryOperator op, Value left, Value right, Expression place)
    {
        if (
            left.IsInteger
            && right.IsInteger
            && Arithmetic.TrySmall(op, left.AsInteger, right.AsInteger, out var small)
        )
        {
            return small;
        }
        if (IsComparison(op))
        {
            return Comparison.Evaluate(this, op, left, right, place);
        }
        if (left.AsString is not null || right.AsString is not null)
        {
            return OperateOnStrings(op, left, right, place);
        }
        if (left.AsObject is EmptyObject || right.AsObject is EmptyObject)
        {
            return Value.From(EmptyObject.Instance);
        }
        if (left.Kind is ValueKind.Array or ValueKind.Range || right.Kind is ValueKind.Array or ValueKind.Range)
        {
            return ArrayArithmetic.Operate(this, op, left, right, place);
        }
        if (left.IsNull || right.IsNull)
        {
            return default;
        }
        return Arithmetic.Operate(this, op, left, right, place);
    }

    private static bool IsComparison(BinaryOperator op) =>
        op
            is BinaryOperator.Equal
                or BinaryOperator.NotEqual
                or BinaryOperator.Less
                or BinaryOperator.LessOrEqual
                or BinaryOperator.Greater
                or BinaryOperator.GreaterOrEqual;

    public Exception BadOperands(BinaryOperator op, Value left, Value right, Expression place) =>
        Fail(EvaluationDiagnostics.BadOperands(Span(place), op.Text(), NameOf(left), NameOf(right)));

    private Value OperateOnStrings(BinaryOperator op, Value left, Value right, Expression place)
    {
        if (op == BinaryOperator.Add)
        {
            var (first, second) = (TextOf(left, place), TextOf(right, place));
            Charge(place, (long)first.Length + second.Length);
            return string.Concat(first, second);
        }
        if (op == BinaryOperator.Multiply)
        {
            var (text, times) =
                left.AsString is not null && right.AsString is null ? (left.AsString, right) : (right.AsString!, left);
            if (!Arithmetic.IsNumeric(times))
            {
                throw BadOperands(op, left, right, place);
            }
            return Repeated(text, Math.Max(0, IntegerOf(times, place)), place);
        }
        throw BadOperands(op, left, right, place);
    }

    private string Repeated(string text, long times, Expression place)
    {
        if (text.Length == 0 || times == 0)
        {
            return "";
        }
        Charge(place, times > int.MaxValue ? long.MaxValue / 2 : times * text.Length);
        return string.Create(
            text.Length * (int)times,
            text,
            static (chars, text) =>
            {
                for (; !chars.IsEmpty; chars = chars[text.Length..])
                {
                    text.CopyTo(chars);
                }
            }
        );
    }

    /// <summary>A value as an integer: numbers are rounded, strings read.</summary>
    public long IntegerOf(Value value, Expression place)
    {
        if (value.IsInteger)
        {
            return value.AsInteger;
        }
        if (value.IsFloat && Math.Abs(value.AsFloat) < long.MaxValue / 2)
        {
            return (long)Math.Round(value.AsFloat, MidpointRounding.ToEven);
        }
        if (value.IsBoolean)
        {
            return value.AsBoolean ? 1 : 0;
        }
        if (
            value.AsString is { } text
            && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        )
        {
            return number;
        }
        throw Fail(
            EvaluationDiagnostics.BadOperand(Span(place), $"an integer is needed here, and this is {NameOf(value)}")
        );
    }
}
