using PiGen.Templating.Syntax;
using PiGen.Templating.Text;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    private static ScriptObject? Named(List<(NamedArgument Argument, Value Value)>? named)
    {
        if (named is null)
        {
            return null;
        }
        var members = new ScriptObject();
        foreach (var (argument, value) in named)
        {
            members.Set(argument.Name, value);
        }
        return members;
    }

    // Arranges the values on the stack so that there is exactly one for each parameter.
    private ScriptObject? Bind(
        ScriptFunction function,
        Parameter[] parameters,
        Expression place,
        int frame,
        List<(NamedArgument Argument, Value Value)>? named
    )
    {
        var given = Math.Min(_stackCount - frame, parameters.Length);
        TakeRest(function, parameters, place, frame);
        var isGiven = (1UL << given) - 1;
        while (_stackCount - frame < parameters.Length)
        {
            Push(ref _stack, ref _stackCount) = default;
        }
        foreach (var (argument, value) in named ?? [])
        {
            var at = Array.FindIndex(parameters, parameter => parameter.Name == argument.Name);
            CheckNamed(function, parameters, argument, at >= 0 && (isGiven & (1UL << at)) != 0);
            _stack[frame + at] = value;
            isGiven |= 1UL << at;
        }
        for (var at = given; at < parameters.Length; at++)
        {
            if ((isGiven & (1UL << at)) == 0)
            {
                _stack[frame + at] = DefaultOf(function, parameters[at], place);
            }
        }
        return null;
    }

    private static Value DefaultOf(Parameter parameter) =>
        parameter.TakesRest ? new ScriptArray() : parameter.Default ?? default;

    private Value DefaultOf(ScriptFunction function, Parameter parameter, Expression place) =>
        parameter.IsRequired
            ? throw Fail(EvaluationDiagnostics.TooFewArguments(Span(place), function.Name, parameter.Name))
            : DefaultOf(parameter);

    private void CheckNamed(ScriptFunction function, Parameter[] parameters, NamedArgument argument, bool isGiven)
    {
        if (isGiven)
        {
            throw Fail(EvaluationDiagnostics.RepeatedArgument(Span(argument), argument.Name));
        }
        if (!Array.Exists(parameters, parameter => parameter.Name == argument.Name))
        {
            var near = Spelling.Nearest(argument.Name, parameters.Select(parameter => parameter.Name));
            throw Fail(EvaluationDiagnostics.UnknownArgument(Span(argument), argument.Name, function.Name, near));
        }
    }

    private void TakeRest(ScriptFunction function, Parameter[] parameters, Expression place, int frame)
    {
        var count = _stackCount - frame;
        if (parameters is [.., { TakesRest: true }])
        {
            if (count >= parameters.Length)
            {
                var start = frame + parameters.Length - 1;
                var rest = new ScriptArray(_stack.AsSpan(start, _stackCount - start));
                _stackCount = start;
                Push(ref _stack, ref _stackCount) = rest;
            }
        }
        else if (count > parameters.Length)
        {
            throw Fail(EvaluationDiagnostics.TooManyArguments(Span(place), function.Name, parameters.Length));
        }
    }
}
