using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Syntax;

/// <summary>A parameter of a function: required, or with a default, or <c>name...</c> which takes all that is left.</summary>
internal sealed record Parameter(string Name, Value? Default, bool TakesRest)
{
    public bool IsRequired => Default is null && !TakesRest;
}

/// <summary>A function as written: <c>func</c>, <c>do</c>, or <c>f(x) = x + 1</c>.</summary>
/// <param name="LocalName">The name of a <c>func $name</c>, which sees itself.</param>
/// <param name="Parameters">None for a simple function, whose arguments are in <c>$</c>.</param>
/// <param name="Result">The expression of the inline form, instead of a body.</param>
internal sealed record FunctionDefinition(
    string Name,
    string? LocalName,
    Parameter[]? Parameters,
    Statement[] Body,
    Expression? Result
)
{
    public bool IsAnonymous { get; init; }
}
