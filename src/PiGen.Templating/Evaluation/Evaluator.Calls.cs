using PiGen.Templating.Functions;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    private ScriptFunction EvaluateCallee(Expression target)
    {
        var (hasPipe, pipe) = (_hasPipe, _pipe);
        _hasPipe = false;
        Value callee;
        if (target is Variable variable)
        {
            TryFind(variable.Name, out callee);
        }
        else
        {
            callee = EvaluateAlias(target);
        }
        (_hasPipe, _pipe) = (hasPipe, pipe);
        if (callee.AsFunction is { } function)
        {
            return function;
        }
        throw Fail(
            callee.IsNull
                ? EvaluationDiagnostics.UnknownFunction(
                    Span(target),
                    Span(target).Text.ToString(),
                    target is Variable v ? Nearest(v.Name) : null
                )
                : EvaluationDiagnostics.NotAFunction(Span(target), NameOf(callee))
        );
    }

    private Value Invoke(ScriptFunction function, Expression place, Expression[] arguments, Statement[]? block)
    {
        var frame = _stackCount;
        if (_hasPipe)
        {
            _hasPipe = false;
            Push(ref _stack, ref _stackCount) = _pipe;
        }
        List<(NamedArgument Argument, Value Value)>? named = null;
        foreach (var argument in arguments)
        {
            if (argument is NamedArgument { Value: { } value } name)
            {
                (named ??= []).Add((name, Evaluate(value)));
            }
            else if (named is not null)
            {
                throw Fail(EvaluationDiagnostics.PositionalAfterNamed(Span(argument)));
            }
            else
            {
                PushArgument(argument);
            }
        }
        return Apply(function, place, frame, named, block);
    }

    private void PushArgument(Expression argument)
    {
        var value = Evaluate(argument);
        if (argument is Unary { Operator: UnaryOperator.Expand } && value.Kind is ValueKind.Array or ValueKind.Range)
        {
            var items = Iteration.Over(value)!.Value;
            for (var at = 0L; at < items.Count; at++)
            {
                Step(argument);
                Push(ref _stack, ref _stackCount) = items[at];
            }
            return;
        }
        Push(ref _stack, ref _stackCount) = value;
    }

    /// <summary>Calls a function from within a built-in one, such as <c>array.each</c>.</summary>
    public Value Call(ScriptFunction function, Expression place, Value first, ReadOnlySpan<Value> rest = default)
    {
        var frame = _stackCount;
        Push(ref _stack, ref _stackCount) = first;
        foreach (var value in rest)
        {
            Push(ref _stack, ref _stackCount) = value;
        }
        return Apply(function, place, frame, null, null);
    }

    private Value Apply(
        ScriptFunction function,
        Expression place,
        int frame,
        List<(NamedArgument Argument, Value Value)>? named,
        Statement[]? block
    )
    {
        Step(place);
        CheckStack(place);
        if (++_nesting > _limits.Nesting)
        {
            throw Fail(LimitDiagnostics.Nesting(Span(place), _limits.Nesting));
        }
        var members = function.Parameters is { } parameters
            ? Bind(function, parameters, place, frame, named)
            : Named(named);
        _stackPeak = Math.Max(_stackPeak, _stackCount);
        var values = _stack.AsSpan(frame, _stackCount - frame);
        var result = function is TemplateFunction template
            ? Run(template, values, members, block)
            : RunBuiltin((BuiltinFunction)function, values, members, place);
        _stackCount = frame;
        _nesting--;
        return result;
    }

    private Value RunBuiltin(
        BuiltinFunction function,
        ReadOnlySpan<Value> values,
        ScriptObject? named,
        Expression place
    )
    {
        var call = new FunctionCall(this, function, values, named, place);
        return function.Body(in call);
    }

    private Value Run(TemplateFunction function, ReadOnlySpan<Value> values, ScriptObject? named, Statement[]? block)
    {
        var definition = function.Definition;
        var (source, visible) = (_source, _visibleFunctions);
        ref var frame = ref Push(ref _locals, ref _localCount);
        frame.Arguments = new ScriptArray(values) { Members = named };
        frame.Block = block;
        if (definition.LocalName is { } localName)
        {
            (frame.Locals = new ScriptObject()).Set(localName, function);
        }
        OpenScope(definition, values);
        _source = function.Source;
        if (definition.Result is { } expression)
        {
            _returned = Evaluate(expression);
        }
        else
        {
            Execute(definition.Body);
        }
        var result = _returned;
        (_returned, _flow) = (default, Flow.Next);
        if (definition.Parameters is not null)
        {
            _scopes[--_scopeCount] = default;
        }
        _locals[--_localCount] = default;
        (_source, _visibleFunctions) = (source, visible);
        return result;
    }

    private void OpenScope(FunctionDefinition definition, ReadOnlySpan<Value> values)
    {
        if (!definition.IsAnonymous)
        {
            _visibleFunctions = _scopeCount;
        }
        if (definition.Parameters is not { } parameters)
        {
            return;
        }
        var members = new ScriptObject();
        for (var at = 0; at < parameters.Length; at++)
        {
            members.Set(parameters[at].Name, values[at]);
        }
        Push(ref _scopes, ref _scopeCount) = new Scope { Members = members, IsOfFunction = true };
    }
}
