using PiGen.Templating.Evaluation;
using PiGen.Templating.Syntax;
using PiGen.Templating.Text;

namespace PiGen.Templating.Checking;

/// <summary>The arguments of one call, a piped one first: how many there surely are, and how many there may be.</summary>
internal sealed class GivenArguments
{
    private readonly List<NamedArgument> _named = [];
    private readonly int _least;
    private readonly int _most;

    public GivenArguments(Expression[] arguments, Piped piped)
    {
        (_least, _most) = (piped.Least, piped.Most);
        Values = piped.State switch
        {
            PipeState.None => arguments,
            PipeState.Waiting => [piped.From!, .. arguments],
            PipeState.Unsure => [],
        };
        foreach (var argument in arguments)
        {
            if (argument is NamedArgument named)
            {
                _named.Add(named);
            }
            // A plain argument after a named one is a mistake of its own: which parameter it was meant for is not known.
            else if (_named.Count > 0 || argument is Unary { Operator: UnaryOperator.Expand })
            {
                _most = int.MaxValue;
            }
            else
            {
                _least++;
                _most = _most == int.MaxValue ? _most : _most + 1;
            }
        }
    }

    /// <summary>The arguments in order; none if it is not sure which is the first.</summary>
    public IReadOnlyList<Expression> Values { get; }

    /// <summary>Why the call would surely be refused.</summary>
    public IEnumerable<Diagnostic> MistakesFor(ScriptFunction function, Expression place, Func<Node, SourceSpan> spanOf)
    {
        if (function.Parameters is not { } parameters)
        {
            return [];
        }
        var unknown = Unknown(function, parameters, spanOf).ToList();
        // A misspelt name leaves its parameter without a value: one mistake, told once.
        return
        [
            .. TooMany(function, parameters, spanOf(place)),
            .. unknown,
            .. unknown.Count > 0 ? [] : Missing(function, parameters, spanOf(place)),
        ];
    }

    private IEnumerable<Diagnostic> TooMany(ScriptFunction function, Parameter[] parameters, SourceSpan place)
    {
        if (_least > parameters.Length && parameters is not [.., { TakesRest: true }])
        {
            yield return EvaluationDiagnostics.TooManyArguments(place, function.Name, parameters.Length);
        }
    }

    private IEnumerable<Diagnostic> Unknown(
        ScriptFunction function,
        Parameter[] parameters,
        Func<Node, SourceSpan> spanOf
    )
    {
        var taken = parameters.Take(_least).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var argument in _named)
        {
            if (!parameters.Any(parameter => parameter.Name == argument.Name))
            {
                var near = Spelling.Nearest(argument.Name, parameters.Select(parameter => parameter.Name));
                yield return EvaluationDiagnostics.UnknownArgument(
                    spanOf(argument),
                    argument.Name,
                    function.Name,
                    near
                );
            }
            else if (!taken.Add(argument.Name))
            {
                yield return EvaluationDiagnostics.RepeatedArgument(spanOf(argument), argument.Name);
            }
        }
    }

    private IEnumerable<Diagnostic> Missing(ScriptFunction function, Parameter[] parameters, SourceSpan place)
    {
        var missing = parameters
            .Skip(_most)
            .FirstOrDefault(parameter =>
                parameter.IsRequired && !_named.Any(argument => argument.Name == parameter.Name)
            );
        if (missing is not null)
        {
            yield return EvaluationDiagnostics.TooFewArguments(place, function.Name, missing.Name);
        }
    }
}
