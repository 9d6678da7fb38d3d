using PiGen.Templating.Engine;
using PiGen.Templating.Engine.Functions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Checking;

internal sealed partial class Checker
{
    // What stands left of a '|' is the first argument of the function that is called next, and is evaluated then.
    private Stack<ScriptExpression> _piped = [];

    // Something of which nothing is known was passed by: if it was a function, it took what waited.
    private bool _mayBeTaken;

    public override object? Visit(ScriptPipeCall node)
    {
        var waiting = _piped.Count;
        _piped.Push(node.From!);
        var shape = Visit(node.To);
        if (_piped.Count > waiting)
        {
            _mayBeTaken = true;
            Visit(_piped.Pop());
        }
        _mayBeTaken &= waiting > 0;
        return shape;
    }

    // Within parentheses, nothing is seen of what waits around them.
    private object? Apart(Func<object?> visit)
    {
        var outer = (_piped, _mayBeTaken);
        (_piped, _mayBeTaken) = ([], false);
        var shape = visit();
        (_piped, _mayBeTaken) = outer;
        return shape;
    }

    public override object? Visit(ScriptFunctionCall node) => Call(Callee(node.Target!), node, node.Arguments);

    // What a path leads to is called if it is a function; if nothing is known of it, it may be.
    private object? Called(object? value, ScriptNode place, bool takesPiped = true)
    {
        _mayBeTaken |= value is null && takesPiped && _piped.Count > 0;
        return value is IScriptCustomFunction ? Call(value, place, [], takesPiped) : value;
    }

    private object? Callee(ScriptExpression target)
    {
        if (target is ScriptVariableGlobal variable && !TryFind(variable.Name, out _))
        {
            Report(EngineDiagnostics.UnknownFunction(Places.Of(target), variable.Name, Nearest(variable.Name)));
            return null;
        }
        var callee = Uncalled(target);
        if (callee is not (null or IScriptCustomFunction))
        {
            Report(EngineDiagnostics.NotAFunction(Places.Of(target), Shapes.KindOf(callee)));
        }
        return callee;
    }

    private object? Call(
        object? callee,
        ScriptNode place,
        IEnumerable<ScriptExpression> arguments,
        bool takesPiped = true
    )
    {
        var isUnsure = takesPiped && _mayBeTaken;
        var takes = takesPiped && !isUnsure && _piped.Count > 0;
        List<ScriptExpression> given = takes ? [_piped.Pop(), .. arguments] : [.. arguments];
        var shapes = given.ConvertAll(argument => Visit(argument));
        if (callee is not IScriptFunctionInfo function || (callee is IScriptObject && given.Count == 0))
        {
            // 'date' is a function and an object: without an argument it gives itself.
            return callee as IScriptObject;
        }
        if (function is RefusedFunction refused)
        {
            Report(EngineDiagnostics.LeftOut(Places.Of(place), refused.Name, refused.Reason));
        }
        var name = NameOf(function, place);
        foreach (var mistake in new GivenArguments(given, 0, isUnsure ? 1 : 0).MistakesFor(function, name, place))
        {
            Report(mistake);
        }
        LearnFrom(function, name, isUnsure ? [] : given, place);
        return isUnsure ? null : ResultOf(name, shapes.FirstOrDefault());
    }

    private static string NameOf(IScriptFunctionInfo function, ScriptNode place) =>
        function is OwnFunction own ? own.Name : Places.TextOf((place as ScriptFunctionCall)?.Target ?? place);

    /// <summary>What is known of a result: some functions give back the items that they were given.</summary>
    private object? ResultOf(string function, object? first) =>
        function switch
        {
            "array.first" or "array.last" => ItemOf(first),
            "array.compact" or "array.filter" or "array.limit" or "array.offset" or "array.remove_at" => Anew(first),
            "array.reverse" or "array.sort" or "array.uniq" => Anew(first),
            _ => null,
        };

    private static ScriptArray? Anew(object? list) => Shapes.Item(list) is { } item ? [item] : null;

    private void LearnFrom(IScriptFunctionInfo function, string name, List<ScriptExpression> given, ScriptNode place)
    {
        switch (function)
        {
            case IncludeFunction:
                Include(TextIn(given.FirstOrDefault()), place);
                break;
            case IncludeJoinFunction:
                CheckJoin(given, place);
                break;
            case not null when name is "object.has_key" or "object.has_value":
                // Whoever asks for a name knows that it may be missing.
                foreach (
                    var key in given.Select(one => TextIn((one as ScriptNamedArgument)?.Value ?? one)).OfType<string>()
                )
                {
                    names.Attach(key);
                    names.Guard(key);
                }
                break;
        }
    }

    private void CheckJoin(List<ScriptExpression> given, ScriptNode place)
    {
        var joined = (given.FirstOrDefault() as ScriptArrayInitializerExpression)?.Values.Select(TextIn) ?? [null];
        var between = given
            .Skip(1)
            .Select(TextIn)
            .Where(text => text?.StartsWith(IncludeJoinFunction.TemplatePrefix, StringComparison.Ordinal) != false);
        foreach (var name in joined.Concat(between.Select(text => text?[IncludeJoinFunction.TemplatePrefix.Length..])))
        {
            Include(name, place);
        }
    }

    // A text whose name is not known beforehand may set any variable.
    private void Include(string? name, ScriptNode place)
    {
        if (name is null)
        {
            names.Open(Openness.Variables);
        }
        else if (!pages.TryInclude(name, [new(Places.Of(place), "it is included here"), .. _notes]))
        {
            Report(EngineDiagnostics.NoSuchInclude(Places.Of(place), name));
        }
    }
}
