using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Engine.Functions;

/// <summary>
/// A function of Scriban's. What it reads is counted before it is called, and what it makes afterwards; what it cannot do
/// is a person's mistake.
/// </summary>
internal sealed class CountedFunction(
    string name,
    ScriptParameterInfo[] parameters,
    Func<FunctionCall, object?> body,
    bool takesRest = false
) : OwnFunction(name, parameters.Count(static parameter => !parameter.HasDefaultValue), parameters)
{
    private const int StepsOfCall = 10;
    private const int CharactersPerStep = 8;

    /// <summary>Whether it gives back what is there already, so that nothing new has to be counted.</summary>
    public bool Picks { get; init; }

    public override ScriptVarParamKind VarParamKind =>
        takesRest ? ScriptVarParamKind.LastParameter : ScriptVarParamKind.None;

    protected override object? Invoke(StrictContext context, ScriptNode caller, ScriptArray arguments)
    {
        long characters = 0;
        foreach (var argument in arguments)
        {
            characters += (argument as string)?.Length ?? 0;
        }
        context.Work(StepsOfCall + characters / CharactersPerStep);
        try
        {
            var result = body(new FunctionCall(context, this, caller, arguments));
            return Picks ? result : Counted(context, result);
        }
        catch (Exception exception)
            when (exception
                    is ArgumentException
                        or ArithmeticException
                        or FormatException
                        or InvalidOperationException
                        or InvalidCastException
            )
        {
            throw Refusal(context, exception.Message);
        }
    }

    private RenderStopped Refusal(StrictContext context, string message)
    {
        var reason = message.Split(" (Parameter ", 2)[0];
        return context.Refuse($"'{Name}' cannot do this: {ScribanMessages.Sentence(reason)}", "pass other values");
    }

    private static object? Counted(StrictContext context, object? result)
    {
        switch (result)
        {
            case string text:
                context.CheckLength(text.Length);
                context.Made(24 + sizeof(char) * (long)text.Length);
                break;
            case ScriptArray items:
                context.CheckItems(items.Count);
                context.Made(64 + 16L * items.Count);
                break;
            // It would go through its items only when they are asked for, each time anew; and what it goes through may be
            // the model's own list, which it would let be changed.
            case ScriptRange range:
                return context.Settled(new ScriptRange(range.Select(static item => item)));
        }
        return result;
    }
}

/// <summary>A function of Scriban's that would make the same input give another text, or hide what a template does.</summary>
internal sealed class RefusedFunction(string name, string reason)
    : OwnFunction(name, 0, new ScriptParameterInfo(typeof(object), "value", null))
{
    public string Reason => reason;

    public override ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

    protected override object? Invoke(StrictContext context, ScriptNode caller, ScriptArray arguments) =>
        throw new RenderStopped(EngineDiagnostics.LeftOut(Places.Of(caller), Name, reason));
}

/// <summary>Lists the functions of one built-in object.</summary>
internal sealed class FunctionTable(string name, ScriptObject members)
{
    public FunctionTable(string name)
        : this(name, []) { }

    /// <param name="signature">
    /// The parameters as <c>name:type</c>, without a type a string. <c>?</c> after them: they may be missing, and are null
    /// then. <c>...</c>: all that is left.
    /// </param>
    public FunctionTable Add(string function, string signature, Func<FunctionCall, object?> body, bool picks = false)
    {
        var words = signature.Split(' ');
        var takesRest = signature.EndsWith("...", StringComparison.Ordinal);
        return Set(
            function,
            new CountedFunction($"{name}.{function}", Array.ConvertAll(words, ParameterOf), body, takesRest)
            {
                Picks = picks,
            }
        );
    }

    public FunctionTable Refuse(string function, string reason) =>
        Set(function, new RefusedFunction($"{name}.{function}", reason));

    public FunctionTable Set(string member, object value)
    {
        members.SetValue(member, value, readOnly: false);
        return this;
    }

    public ScriptObject Build()
    {
        members.IsReadOnly = true;
        return members;
    }

    private static ScriptParameterInfo ParameterOf(string word)
    {
        var isOptional = word[^1] is '?' or '.';
        var parts = word.TrimEnd('?', '.').Split(':');
        var type = parts.Length == 1 ? typeof(string) : TypeOf(parts[1], isOptional);
        return isOptional ? new(type, parts[0], null) : new(type, parts[0]);
    }

    private static Type TypeOf(string word, bool isOptional) =>
        word switch
        {
            "int" => isOptional ? typeof(int?) : typeof(int),
            "number" => typeof(double),
            "flag" => typeof(bool),
            "date" => typeof(DateTime),
            "list" => typeof(System.Collections.IEnumerable),
            "members" => typeof(IDictionary<string, object?>),
            _ => typeof(object),
        };
}
