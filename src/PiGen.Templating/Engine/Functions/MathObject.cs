using System.Numerics;
using Scriban.Functions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Engine.Functions;

/// <summary>The object <c>math</c>.</summary>
internal static class MathObject
{
    private const string NoChance = "the same input must give the same text";

    public static ScriptObject Functions { get; } = Create();

    private static ScriptObject Create() =>
        new FunctionTable("math")
            .Add("abs", "value:any", Abs)
            .Add("ceil", "value:number", static c => MathFunctions.Ceil(c.Number(0)))
            .Add("floor", "value:number", static c => MathFunctions.Floor(c.Number(0)))
            .Add("round", "value:number precision:int?", static c => MathFunctions.Round(c.Number(0), c.Int(1)))
            .Add("divided_by", "value:number divisor:any", DividedBy)
            .Add("format", "value:any format culture?", static c => Formatting.Format(c, MathFunctions.IsNumber(c[0])))
            .Add("is_number", "value:any", static c => MathFunctions.IsNumber(c[0]))
            .Add("plus", "value:any with:any", static c => Operate(c, ScriptBinaryOperator.Add))
            .Add("minus", "value:any with:any", static c => Operate(c, ScriptBinaryOperator.Subtract))
            .Add("times", "value:any with:any", static c => Operate(c, ScriptBinaryOperator.Multiply))
            .Add("modulo", "value:any with:any", static c => Operate(c, ScriptBinaryOperator.Modulus))
            .Refuse("random", NoChance)
            .Refuse("uuid", NoChance)
            .Build();

    private static object? Operate(FunctionCall call, ScriptBinaryOperator op) =>
        call.Context.Operate(call.Caller, op, call[0], call[1]);

    private static object? Abs(FunctionCall call) =>
        call[0] switch
        {
            BigInteger big => BigInteger.Abs(big),
            null => null,
            var value when MathFunctions.IsNumber(value) => MathFunctions.Abs(call.Context, call.Span, value),
            _ => throw call.Bad(0, "a number"),
        };

    // An integer as divisor gives an integer, rounded down, which Scriban cuts to 32 bits.
    private static object? DividedBy(FunctionCall call)
    {
        if (call[1] is not int divisor)
        {
            return call.Context.Operate(call.Caller, ScriptBinaryOperator.Divide, call.Number(0), call[1]);
        }
        return JsonValues.Fit(new BigInteger(Math.Floor(call.Number(0) / divisor)));
    }
}

/// <summary>The object <c>timespan</c>.</summary>
internal static class TimeSpanObject
{
    public static ScriptObject Functions { get; } =
        new FunctionTable("timespan")
            .Set("zero", TimeSpan.Zero)
            .Add("from_days", "days:number", static c => TimeSpanFunctions.FromDays(c.Number(0)))
            .Add("from_hours", "hours:number", static c => TimeSpanFunctions.FromHours(c.Number(0)))
            .Add("from_minutes", "minutes:number", static c => TimeSpanFunctions.FromMinutes(c.Number(0)))
            .Add("from_seconds", "seconds:number", static c => TimeSpanFunctions.FromSeconds(c.Number(0)))
            .Add("from_milliseconds", "millis:number", static c => TimeSpanFunctions.FromMilliseconds(c.Number(0)))
            .Add("parse", "text", static c => TimeSpanFunctions.Parse(c.Pattern(0)))
            .Build();
}
