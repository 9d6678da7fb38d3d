using System.Globalization;
using PiGen.Templating.Evaluation;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Functions;

/// <summary>One call of a built-in function: its arguments, one for each parameter, and where it stands.</summary>
internal readonly ref struct FunctionCall(
    Evaluator evaluator,
    ScriptFunction function,
    ReadOnlySpan<Value> values,
    ScriptObject? named,
    Expression place
)
{
    private readonly ReadOnlySpan<Value> _values = values;

    public Evaluator Evaluator { get; } = evaluator;

    public Expression Place { get; } = place;

    public ScriptObject? Named { get; } = named;

    public ReadOnlySpan<Value> Values => _values;

    public Value this[int index] => _values[index];

    public bool Has(int index) => !_values[index].IsNull;

    public string Text(int index) => Evaluator.TextOf(_values[index], Place);

    public string? TextOrNull(int index) => Has(index) ? Text(index) : null;

    public long Integer(int index, long otherwise = 0) =>
        Has(index) ? Evaluator.IntegerOf(_values[index], Place) : otherwise;

    /// <summary>An integer as a count or position: beyond 32 bits it is cut to them.</summary>
    public int Int32(int index, int otherwise = 0) =>
        (int)Math.Clamp(Integer(index, otherwise), int.MinValue, int.MaxValue);

    public double Float(int index)
    {
        var value = _values[index];
        return Arithmetic.IsNumeric(value) ? Arithmetic.FloatOf(value)
            : value.AsString is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
            : throw Bad(index, "a number");
    }

    /// <summary>A copy of a list argument.</summary>
    public ScriptArray Items(int index) => ArrayArithmetic.Copied(Evaluator, _values[index], Place);

    public ScriptFunction FunctionAt(int index) =>
        _values[index].AsFunction ?? throw Bad(index, "a function, as in @string.strip");

    /// <summary>A string about to be returned, counted against the limit.</summary>
    public string Made(string text)
    {
        Evaluator.Charge(Place, text.Length);
        return text;
    }

    public Exception Bad(int index, string wanted) =>
        Evaluator.Fail(
            EvaluationDiagnostics.BadArgument(
                Evaluator.Span(Place),
                $"'{function.Name}' needs {wanted} as '{function.Parameters![index].Name}', and this is {Evaluator.NameOf(_values[index])}",
                "pass another value"
            )
        );

    public Exception Refused(string what, string hint) =>
        Evaluator.Fail(EvaluationDiagnostics.BadArgument(Evaluator.Span(Place), what, hint));

    public Exception LeftOut(string reason) =>
        Evaluator.Fail(EvaluationDiagnostics.LeftOut(Evaluator.Span(Place), function.Name, reason));
}
