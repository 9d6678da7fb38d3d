using PiGen.Templating.Evaluation;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Functions;

internal delegate Value FunctionBody(in FunctionCall call);

/// <summary>A function of the library itself.</summary>
internal sealed class BuiltinFunction(string name, Parameter[]? parameters, FunctionBody body) : ScriptFunction(name)
{
    public FunctionBody Body { get; } = body;

    /// <summary>Why it is refused whenever it is called; null for a function that can be.</summary>
    public string? LeftOut { get; init; }

    internal override Parameter[]? Parameters { get; } = parameters;

    /// <param name="signature">The names of the parameters, blanks between them: <c>name?</c> may be missing and is null then, <c>name...</c> takes all that is left.</param>
    public static BuiltinFunction Create(string name, string signature, FunctionBody body)
    {
        var words = signature.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new BuiltinFunction(name, Array.ConvertAll(words, ParameterOf), body);
    }

    /// <summary>A function that takes whatever it is given, named or not.</summary>
    public static BuiltinFunction CreateOpen(string name, FunctionBody body) => new(name, null, body);

    private static Parameter ParameterOf(string word) =>
        word.EndsWith('?') ? new Parameter(word[..^1], Value.Null, TakesRest: false)
        : word.EndsWith("...", StringComparison.Ordinal) ? new Parameter(word[..^3], null, TakesRest: true)
        : new Parameter(word, null, TakesRest: false);
}

/// <summary>Collects the functions of one built-in object.</summary>
internal sealed class FunctionTable(string prefix)
{
    private readonly ScriptObject _members = new();

    public FunctionTable Add(string name, string signature, FunctionBody body)
    {
        _members.Add(name, BuiltinFunction.Create($"{prefix}.{name}", signature, body));
        return this;
    }

    public FunctionTable Add(string name, Value value)
    {
        _members.Add(name, value);
        return this;
    }

    public FunctionTable LeaveOut(string name, string reason) =>
        Add(
            name,
            new BuiltinFunction($"{prefix}.{name}", null, (in FunctionCall call) => throw call.LeftOut(reason))
            {
                LeftOut = reason,
            }
        );

    public ScriptObject Build() => _members.Freeze();
}
