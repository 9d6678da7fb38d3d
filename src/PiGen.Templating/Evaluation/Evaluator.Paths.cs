using PiGen.Templating.Functions;
using PiGen.Templating.Syntax;
using PiGen.Templating.Text;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    /// <summary>The value that a path leads to, not called if it is a function.</summary>
    /// <param name="isLenient">Whether a name on the way may be unknown or null: then so is the value.</param>
    private Value Resolve(Expression path, bool isLenient)
    {
        switch (path.Kind)
        {
            case ExpressionKind.Variable:
                return ResolveVariable((Variable)path, isLenient);
            case ExpressionKind.Local:
                return ResolveLocal((Local)path, isLenient);
            case ExpressionKind.Arguments:
                return _locals[_localCount - 1].Arguments ??= new ScriptArray();
            case ExpressionKind.This:
                return Value.From(CurrentScope());
            case ExpressionKind.LoopVariable:
                return EvaluateLoopVariable((LoopVariable)path);
            case ExpressionKind.Member:
                return ResolveMember((Member)path, isLenient);
            case ExpressionKind.Index:
                return ResolveIndex((Syntax.Index)path, isLenient);
            case ExpressionKind.IsEmpty:
                return Comparison.IsEmpty(ResolveTarget(((IsEmpty)path).Target, isLenient));
            default:
                return Evaluate(path);
        }
    }

    private Value ResolveVariable(Variable variable, bool isLenient)
    {
        if (TryFind(variable.Name, out var value))
        {
            return value;
        }
        return isLenient || _options.Relaxed
            ? default
            : throw Fail(EvaluationDiagnostics.UnknownVariable(Span(variable), variable.Name, Nearest(variable.Name)));
    }

    private bool TryFind(string name, out Value value)
    {
        var loop = _loopCount - 1;
        for (var at = _scopeCount - 1; at >= 0; at--)
        {
            ref var scope = ref _scopes[at];
            var isHidden = scope.IsOfFunction && at < _visibleFunctions;
            for (; loop >= 0 && _loops[loop].Scope >= at; loop--)
            {
                ref var frame = ref _loops[loop];
                if (!isHidden && !frame.IsLocal && string.Equals(frame.Variable, name))
                {
                    value = frame.Value;
                    return true;
                }
            }
            if (
                at == 0 ? _page.TryGetMember(name, out value) : !isHidden && scope.Members.TryGetMember(name, out value)
            )
            {
                return true;
            }
        }
        return Builtins.Root.TryGetMember(name, out value);
    }

    private string? Nearest(string name)
    {
        var names = Builtins.Root.MemberNames.ToList();
        for (var at = 0; at < _scopeCount; at++)
        {
            names.AddRange(_scopes[at].Members.MemberNames);
        }
        for (var at = 0; at < _loopCount; at++)
        {
            names.Add(_loops[at].Variable ?? "");
        }
        return Spelling.Nearest(name, names);
    }

    private Value ResolveLocal(Local local, bool isLenient)
    {
        for (var at = _loopCount - 1; at >= 0 && _loops[at].Local == _localCount - 1; at--)
        {
            if (_loops[at].IsLocal && string.Equals(_loops[at].Variable, local.Name))
            {
                return _loops[at].Value;
            }
        }
        var locals = _locals[_localCount - 1].Locals;
        if (locals is not null && locals.TryGetMember(local.Name, out var value))
        {
            return value;
        }
        return isLenient || _options.Relaxed
            ? default
            : throw Fail(
                EvaluationDiagnostics.UnknownVariable(Span(local), "$" + local.Name, NearestLocal(local.Name))
            );
    }

    private string? NearestLocal(string name)
    {
        var near = Spelling.Nearest(name, _locals[_localCount - 1].Locals?.MemberNames ?? []);
        return near is null ? null : "$" + near;
    }

    private Value ResolveTarget(Expression target, bool isLenient)
    {
        if (!target.IsPath)
        {
            return isLenient ? EvaluateLenient(target) : Evaluate(target);
        }
        if (target.Kind is ExpressionKind.Member or ExpressionKind.Index)
        {
            CheckStack(target);
        }
        return CallIfFunction(Resolve(target, isLenient), target);
    }

    private Value ResolveMember(Member member, bool isLenient)
    {
        var passesNull = isLenient || member.IsConditional;
        var target = ResolveTarget(member.Target, passesNull);
        return target.AsObject is { } members && members.TryGetMember(member.Name, out var found)
            ? found
            : ResolveOther(member, target, passesNull);
    }

    private Value ResolveOther(Member member, Value target, bool passesNull)
    {
        if (target.IsNull)
        {
            return passesNull ? default : throw Fail(EvaluationDiagnostics.MemberOfNull(NameSpan(member), member.Name));
        }
        return target.AsObject is null && ValueMembers.TryGet(target, member.Name, out var value)
            ? value
            : Missing(member, target, passesNull);
    }

    private Value Missing(Member member, Value target, bool passesNull)
    {
        if (passesNull || _options.Relaxed)
        {
            return default;
        }
        var near = Spelling.Nearest(member.Name, ValueMembers.NamesOf(target));
        if (near is not null && member.Target.IsPath)
        {
            near = $"{Span(member.Target).Text}.{near}";
        }
        throw Fail(EvaluationDiagnostics.UnknownMember(NameSpan(member), member.Name, near));
    }

    private Text.SourceSpan NameSpan(Member member) => _source.Span(member.NameStart, member.End - member.NameStart);

    private Value ResolveIndex(Syntax.Index index, bool isLenient)
    {
        var passesNull = isLenient || index.IsConditional;
        var target = ResolveTarget(index.Target, passesNull);
        if (target.IsNull)
        {
            return passesNull ? default : throw Fail(EvaluationDiagnostics.IndexOfNull(Span(index)));
        }
        var key = Evaluate(index.Key);
        if (key.IsNull)
        {
            return passesNull ? default : throw Fail(EvaluationDiagnostics.NullIndex(Span(index.Key)));
        }
        if (target.AsObject is { } members)
        {
            return members.TryGetMember(TextOf(key, index), out var value)
                ? value
                : MissingKey(index, members, key, passesNull);
        }
        return key.AsString is { } name
            ? NamedItem(index, target, name, passesNull)
            : Item(index, target, key, passesNull);
    }

    private Value MissingKey(Syntax.Index index, IScriptObject members, Value key, bool passesNull)
    {
        if (passesNull || _options.Relaxed)
        {
            return default;
        }
        var name = TextOf(key, index);
        var near = Spelling.Nearest(name, members.MemberNames);
        throw Fail(EvaluationDiagnostics.UnknownMember(Span(index.Key), name, near));
    }

    private Value NamedItem(Syntax.Index index, Value target, string name, bool passesNull)
    {
        if (ValueMembers.TryGet(target, name, out var value))
        {
            return value;
        }
        if (target.AsArray is null)
        {
            throw Fail(EvaluationDiagnostics.NotIndexable(Span(index.Target), NameOf(target)));
        }
        return passesNull || _options.Relaxed
            ? default
            : throw Fail(
                EvaluationDiagnostics.UnknownMember(
                    Span(index.Key),
                    name,
                    Spelling.Nearest(name, ValueMembers.NamesOf(target))
                )
            );
    }

    private Value Item(Syntax.Index index, Value target, Value key, bool passesNull)
    {
        var at = IntegerOf(key, index.Key);
        long count = target.Kind switch
        {
            ValueKind.Array => target.AsArray!.Count,
            ValueKind.Range => target.AsRange!.Count,
            ValueKind.String => target.AsString!.Length,
            _ => throw Fail(EvaluationDiagnostics.NotIndexable(Span(index.Target), NameOf(target))),
        };
        var from = at < 0 ? count + at : at;
        if (from < 0 || from >= count)
        {
            return passesNull || _options.Relaxed
                ? default
                : throw Fail(EvaluationDiagnostics.OutOfRange(Span(index.Key), at, count));
        }
        return target.AsArray is { } array ? array[(int)from]
            : target.AsRange is { } range ? range[from]
            : target.AsString![(int)from].ToString();
    }
}
