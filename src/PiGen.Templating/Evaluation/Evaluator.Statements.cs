using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    private void Execute(Statement[] statements)
    {
        foreach (var statement in statements)
        {
            Execute(statement);
            if (_flow != Flow.Next)
            {
                return;
            }
        }
    }

    private void Execute(Statement statement)
    {
        switch (statement.Kind)
        {
            case StatementKind.Text:
                _output.Append(_source.Content.AsSpan(statement.Start, statement.End - statement.Start));
                CheckSize(statement);
                break;
            case StatementKind.Print:
                Step(statement);
                ExecutePrint((Print)statement);
                break;
            case StatementKind.Evaluate:
                Step(statement);
                Evaluate(((Evaluate)statement).Expression);
                break;
            case StatementKind.If:
                ExecuteIf((If)statement);
                break;
            case StatementKind.For:
                ExecuteFor((For)statement);
                break;
            case StatementKind.While:
            case StatementKind.Case:
            case StatementKind.Capture:
            case StatementKind.With:
            case StatementKind.Wrap:
            case StatementKind.ReadOnly:
            case StatementKind.Import:
            case StatementKind.Function:
            case StatementKind.Return:
            case StatementKind.Break:
            case StatementKind.Continue:
                ExecuteRare(statement);
                break;
        }
    }

    // On its own, so that the frame of the common statements above stays small.
    private void ExecuteRare(Statement statement)
    {
        switch (statement.Kind)
        {
            case StatementKind.While:
                ExecuteWhile((While)statement);
                break;
            case StatementKind.Case:
                ExecuteCase((Case)statement);
                break;
            case StatementKind.Capture:
                var capture = (Capture)statement;
                Assign(capture.Target, Captured(capture.Body));
                break;
            case StatementKind.With:
                ExecuteWith((With)statement);
                break;
            case StatementKind.Wrap:
                ExecuteWrap((Wrap)statement);
                break;
            case StatementKind.ReadOnly:
                ExecuteReadOnly((ReadOnly)statement);
                break;
            case StatementKind.Import:
                ExecuteImport((Import)statement);
                break;
            case StatementKind.Function:
                var function = (Function)statement;
                Assign(function.Name, new TemplateFunction(function.Definition, _source));
                break;
            case StatementKind.Return:
                var value = ((Return)statement).Value;
                _returned = value is null ? default : EvaluateReturned(value);
                _flow = Flow.Return;
                break;
            case StatementKind.Break:
                Jump(statement, Flow.Break);
                break;
            case StatementKind.Continue:
                Jump(statement, Flow.Continue);
                break;
        }
    }

    private void Jump(Statement statement, Flow flow)
    {
        if (_loopCount == 0)
        {
            throw Fail(EvaluationDiagnostics.NoLoop(Span(statement)));
        }
        _flow = flow;
    }

    private Value EvaluateReturned(Expression value) =>
        value.Kind == ExpressionKind.AnonymousFunction ? EvaluateAlias(value) : Evaluate(value);

    private void ExecuteIf(If statement)
    {
        Step(statement);
        for (var at = 0; at < statement.Blocks.Length; at++)
        {
            if (at == statement.Conditions.Length || Evaluate(statement.Conditions[at]).IsTrue)
            {
                Execute(statement.Blocks[at]);
                return;
            }
        }
    }

    private void ExecuteCase(Case statement)
    {
        var subject = Evaluate(statement.Subject);
        foreach (var when in statement.Whens)
        {
            foreach (var match in when.Matches)
            {
                Step(match);
                if (Comparison.AreEqual(this, subject, Evaluate(match), match))
                {
                    Execute(when.Body);
                    return;
                }
            }
        }
        if (statement.Otherwise is { } otherwise)
        {
            Execute(otherwise);
        }
    }

    private void ExecuteWith(With statement)
    {
        var subject = Evaluate(statement.Subject);
        if (subject.AsObject is not { } members)
        {
            throw Fail(
                EvaluationDiagnostics.BadOperand(
                    Span(statement.Subject),
                    $"'with' needs an object, and this is {NameOf(subject)}"
                )
            );
        }
        Push(ref _scopes, ref _scopeCount) = new Scope { Members = members };
        Execute(statement.Body);
        _scopes[--_scopeCount] = default;
    }

    private void ExecuteWrap(Wrap statement)
    {
        var (target, arguments) = statement.Target switch
        {
            Call call => (call.Target, call.Arguments),
            { IsPath: true } path => (path, []),
            _ => throw Fail(EvaluationDiagnostics.NotWrappable(Span(statement.Target))),
        };
        var function = EvaluateCallee(target);
        Invoke(function, statement.Target, arguments, statement.Body);
        _flow = Flow.Next;
    }

    private void ExecuteReadOnly(ReadOnly statement)
    {
        if (statement.Variable is Variable { Name: var name })
        {
            var scope = WritableScope(name);
            if (scope is PageScope page && !HasOwn(page, name) && page.TryGetMember(name, out var value))
            {
                page.TrySet(name, value);
            }
            (scope as ScriptObject)?.SetReadOnly(name);
        }
        else if (statement.Variable is Local local)
        {
            LocalsOfFrame().SetReadOnly(local.Name);
        }
    }

    private static bool HasOwn(ScriptObject members, string name) => members.Any(member => member.Key == name);

    private void ExecuteImport(Import statement)
    {
        var subject = Evaluate(statement.Subject);
        if (subject.AsObject is not { } members)
        {
            throw Fail(
                EvaluationDiagnostics.BadOperand(
                    Span(statement.Subject),
                    $"'import' needs an object, and this is {NameOf(subject)}"
                )
            );
        }
        foreach (var name in members.MemberNames)
        {
            if (members.TryGetMember(name, out var value))
            {
                (WritableScope(name) as ScriptObject)?.TrySet(name, value);
            }
        }
    }
}
