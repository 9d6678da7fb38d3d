using PiGen.Templating.Functions;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    // A template may fill an array by index; a slip of the finger must not fill the memory.
    private const int MaxGap = 100_000;

    private void Assign(Expression target, Value value)
    {
        switch (target)
        {
            case Variable variable:
                AssignVariable(variable, value);
                break;
            case Local local:
                if (!LocalsOfFrame().TrySet(local.Name, value))
                {
                    throw Fail(EvaluationDiagnostics.ReadOnly(Span(target), "$" + local.Name));
                }
                break;
            case Member member:
                SetMember(Resolve(member.Target, isLenient: false), member.Name, value, member);
                break;
            case Syntax.Index index:
                AssignIndex(index, value);
                break;
            case Nested nested:
                Assign(nested.Inner, value);
                break;
            default:
                throw Fail(EvaluationDiagnostics.NotAssignable(Span(target)));
        }
    }

    private void AssignVariable(Variable variable, Value value)
    {
        var scope = WritableScope(variable.Name);
        var isBuiltin = Builtins.Root.TryGetMember(variable.Name, out _) && !scope.TryGetMember(variable.Name, out _);
        if (isBuiltin && _options.Relaxed is false && variable.Name == "empty")
        {
            throw Fail(EvaluationDiagnostics.ReadOnly(Span(variable), variable.Name));
        }
        if (scope is not ScriptObject members || !members.TrySet(variable.Name, value))
        {
            throw Fail(EvaluationDiagnostics.ReadOnly(Span(variable), variable.Name));
        }
    }

    private IScriptObject CurrentScope()
    {
        var at = _scopeCount - 1;
        while (_scopes[at].IsOfFunction && at < _visibleFunctions)
        {
            at--;
        }
        return _scopes[at].Members;
    }

    // A function with parameters writes to variables of the page that exist, and keeps all others to itself.
    private IScriptObject WritableScope(string name)
    {
        var scope = CurrentScope();
        var isOfFunction =
            _scopes[_scopeCount - 1].IsOfFunction && ReferenceEquals(scope, _scopes[_scopeCount - 1].Members);
        return isOfFunction && !scope.TryGetMember(name, out _) && _page.TryGetMember(name, out _) ? _page : scope;
    }

    private ScriptObject LocalsOfFrame() => _locals[_localCount - 1].Locals ??= new ScriptObject();

    private void SetMember(Value target, string name, Value value, Expression place)
    {
        if (target.IsNull)
        {
            throw Fail(EvaluationDiagnostics.MemberOfNull(Span(place), name));
        }
        var members = target.AsArray is { } array
            ? array.Members ??= new ScriptObject()
            : target.AsObject as ScriptObject;
        if (members is null || target.AsArray is { IsReadOnly: true } || !members.TrySet(name, value))
        {
            throw Fail(EvaluationDiagnostics.ReadOnly(Span(place), name));
        }
    }

    private void AssignIndex(Syntax.Index index, Value value)
    {
        var target = Resolve(index.Target, isLenient: false);
        var key = Evaluate(index.Key);
        if (key.IsNull)
        {
            throw Fail(EvaluationDiagnostics.NullIndex(Span(index.Key)));
        }
        if (target.AsArray is not { } array || key.AsString is not null)
        {
            SetMember(target, TextOf(key, index), value, index);
            return;
        }
        var at = IntegerOf(key, index.Key);
        at = at < 0 ? Math.Max(0, array.Count + at) : at;
        if (array.IsReadOnly || at > array.Count + (long)MaxGap)
        {
            throw Fail(
                array.IsReadOnly
                    ? EvaluationDiagnostics.ReadOnly(Span(index), Span(index).Text.ToString())
                    : EvaluationDiagnostics.OutOfRange(Span(index.Key), at, array.Count)
            );
        }
        for (; array.Count <= at; Step(index))
        {
            array.Add(default);
        }
        array[(int)at] = value;
    }
}
