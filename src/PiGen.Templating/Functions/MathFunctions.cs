using PiGen.Templating.Evaluation;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Functions;

/// <summary>The object <c>math</c>.</summary>
internal static class MathFunctions
{
    private const string NoChance = "the same input must give the same text";

    public static ScriptObject Create() =>
        new FunctionTable("math")
            .Add("abs", "value", Abs)
            .Add("ceil", "value", static (in FunctionCall c) => Rounded(c, Math.Ceiling))
            .Add("floor", "value", static (in FunctionCall c) => Rounded(c, Math.Floor))
            .Add("round", "value precision?", Round)
            .Add("divided_by", "value divisor", DividedBy)
            .Add("format", "value format culture?", static (in FunctionCall c) => Formatting.Format(c))
            .Add("is_number", "value", static (in FunctionCall c) => c[0].IsNumber)
            .Add("plus", "value with", static (in FunctionCall c) => Operate(c, BinaryOperator.Add))
            .Add("minus", "value with", static (in FunctionCall c) => Operate(c, BinaryOperator.Subtract))
            .Add("times", "value with", static (in FunctionCall c) => Operate(c, BinaryOperator.Multiply))
            .Add("modulo", "value with", static (in FunctionCall c) => Operate(c, BinaryOperator.Modulus))
            .LeaveOut("random", NoChance)
            .LeaveOut("uuid", NoChance)
            .Build();

    // The operators by name: they take what the operators take, strings and arrays included.
    private static Value Operate(in FunctionCall call, BinaryOperator op) =>
        call.Evaluator.Operate(op, call[0], call[1], call.Place);

    private static void CheckNumber(in FunctionCall call, int index)
    {
        if (!Arithmetic.IsNumeric(call[index]))
        {
            throw call.Bad(index, "a number");
        }
    }

    private static Value Abs(in FunctionCall call)
    {
        if (!call.Has(0))
        {
            return default;
        }
        CheckNumber(call, 0);
        return call[0].IsFloat
            ? Math.Abs(call[0].AsFloat)
            : Value.FromBig(System.Numerics.BigInteger.Abs(call[0].AsBigInteger));
    }

    private static Value Rounded(in FunctionCall call, Func<double, double> round)
    {
        CheckNumber(call, 0);
        return call[0].IsFloat ? round(call[0].AsFloat) : call[0];
    }

    private static Value Round(in FunctionCall call)
    {
        CheckNumber(call, 0);
        var precision = Math.Clamp(call.Int32(1), 0, 15);
        return call[0].IsFloat ? Math.Round(call[0].AsFloat, precision) : call[0];
    }

    // An integer divisor gives an integer, rounded down.
    private static Value DividedBy(in FunctionCall call)
    {
        CheckNumber(call, 0);
        CheckNumber(call, 1);
        var quotient = call.Evaluator.Operate(BinaryOperator.Divide, call[0], call[1], call.Place);
        var floor = Math.Floor(quotient.AsFloat);
        if (call[1].IsFloat)
        {
            return quotient;
        }
        return double.IsFinite(floor)
            ? Value.FromBig(new System.Numerics.BigInteger(floor))
            : throw Evaluator.Fail(EvaluationDiagnostics.DividedByZero(call.Evaluator.Span(call.Place)));
    }
}
