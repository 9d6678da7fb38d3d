using PiGen.Templating.Evaluation;
using PiGen.Templating.Functions;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Checking;

internal sealed partial class Checker
{
    private const string IncludeName = "include";
    private const string JoinName = "include_join";

    // What a path leads to is called if it is a function; if nothing is known of it, it may be.
    private Shape Called(Shape value, Expression place)
    {
        if (value.Example.AsFunction is not null)
        {
            return CheckCall(value, place, []);
        }
        if (!value.IsKnown && _piped.State == PipeState.Waiting)
        {
            _piped = _piped with { State = PipeState.Unsure };
        }
        return value;
    }

    private Shape CheckCallee(Expression target)
    {
        var piped = _piped;
        _piped = default;
        var callee = target is Variable variable ? CheckFunctionName(variable) : CheckCalleePath(target);
        _piped = piped;
        if (callee.IsKnown && callee.Example.AsFunction is null)
        {
            Report(EvaluationDiagnostics.NotAFunction(Span(target), Evaluator.NameOf(callee.Example)));
        }
        return callee;
    }

    private Shape CheckFunctionName(Variable variable)
    {
        if (Find(variable.Name) is { } shape)
        {
            return shape;
        }
        Report(EvaluationDiagnostics.UnknownFunction(Span(variable), variable.Name, Nearest(variable.Name)));
        return Shape.Unknown;
    }

    private Shape CheckCalleePath(Expression target) =>
        target.IsPath ? CheckPath(target, isLenient: false) : CheckAlias(target);

    private Shape CheckCall(Shape callee, Expression place, Expression[] arguments)
    {
        var piped = _piped;
        _piped = default;
        var shapes = CheckArguments(arguments);
        if (callee.Example.AsFunction is not BuiltinFunction function)
        {
            return Shape.Unknown;
        }
        if (function.LeftOut is { } reason)
        {
            Report(EvaluationDiagnostics.LeftOut(Span(place), function.Name, reason));
        }
        var given = new GivenArguments(arguments, piped);
        foreach (var mistake in given.MistakesFor(function, place, Span))
        {
            Report(mistake);
        }
        LearnFrom(function, given.Values, place);
        return ResultOf(function, piped.State == PipeState.None ? shapes.FirstOrDefault() : piped.Shape);
    }

    private List<Shape> CheckArguments(Expression[] arguments)
    {
        var shapes = new List<Shape>();
        foreach (var argument in arguments)
        {
            shapes.Add(Check(argument));
        }
        foreach (var argument in arguments.SkipWhile(argument => argument is not NamedArgument { Value: not null }))
        {
            if (argument is not NamedArgument { Value: not null })
            {
                Report(EvaluationDiagnostics.PositionalAfterNamed(Span(argument)));
            }
        }
        return shapes;
    }

    /// <summary>What is known of a result: some functions give back the items that they were given.</summary>
    private static Shape ResultOf(BuiltinFunction function, Shape first) =>
        first.Example.AsArray is null
            ? Shape.Unknown
            : function.Name switch
            {
                "array.compact" or "array.filter" or "array.limit" or "array.offset" or "array.remove_at" => first,
                "array.reverse" or "array.sort" or "array.uniq" => first,
                "array.first" or "array.last" => first.Item,
                _ => Shape.Unknown,
            };

    private static bool IsInclude(Shape callee) =>
        callee.Example.AsFunction is BuiltinFunction { Name: IncludeName or JoinName };

    private void LearnFrom(BuiltinFunction function, IReadOnlyList<Expression> values, Expression place)
    {
        if (function.Name is IncludeName or JoinName)
        {
            CheckInclude(function, values, place);
        }
        else if (
            function.Name is "object.has_key" or "object.has_value"
            && values is [_, Literal { Value.AsString: { } key }]
        )
        {
            // Whoever asks for a name knows that it may be missing.
            names.Attach(key);
            names.Guard(key);
        }
    }

    private void CheckInclude(BuiltinFunction function, IReadOnlyList<Expression> values, Expression place)
    {
        if (function.Name == IncludeName)
        {
            Include(NameOf(values is [var name, ..] ? name : null), place);
            return;
        }
        foreach (var item in values is [ArrayInitializer { Items: var items }, ..] ? items : [place])
        {
            Include(NameOf(item), place);
        }
        foreach (var delimiter in values.Skip(1).Select(NameOf))
        {
            if (delimiter?.StartsWith(IncludeFunctions.TemplatePrefix, StringComparison.Ordinal) != false)
            {
                Include(delimiter?[IncludeFunctions.TemplatePrefix.Length..], place);
            }
        }
    }

    private static string? NameOf(Expression? expression) => (expression as Literal)?.Value.AsString;

    // A text whose name is not known beforehand may set any variable.
    private void Include(string? name, Expression place)
    {
        if (name is null)
        {
            names.Open();
        }
        else if (!pages.TryInclude(name, [new(Span(place), "it is included here"), .. _notes]))
        {
            Report(EvaluationDiagnostics.NoSuchInclude(Span(place), name));
        }
    }
}
