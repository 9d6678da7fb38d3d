using PiGen.Templating.Evaluation;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Checking;

internal sealed partial class Checker
{
    private void Check(Statement[]? statements)
    {
        foreach (var statement in IsTooDeep() ? [] : statements ?? [])
        {
            Check(statement);
        }
    }

    private void Check(Statement statement)
    {
        switch (statement)
        {
            case Print print:
                Check(print.Expression);
                break;
            case Evaluate evaluate:
                Check(evaluate.Expression);
                break;
            case If branches:
                Array.ForEach(branches.Conditions, condition => Check(condition));
                Array.ForEach(branches.Blocks, Check);
                break;
            case For loop:
                CheckFor(loop);
                break;
            case While loop:
                Check(loop.Condition);
                Check(loop.Body);
                break;
            case Case choice:
                CheckCase(choice);
                break;
            case Return { Value: { } value }:
                CheckAlias(value);
                break;
            default:
                CheckRare(statement);
                break;
        }
    }

    private void CheckRare(Statement statement)
    {
        switch (statement)
        {
            case Capture capture:
                Check(capture.Body);
                Assign(capture.Target, Shape.Unknown);
                break;
            case With with:
                CheckWith(with);
                break;
            case Wrap wrap:
                var call = wrap.Target as Call;
                CheckCall(CheckCallee(call?.Target ?? wrap.Target), wrap.Target, call?.Arguments ?? []);
                Elsewhere(() => Check(wrap.Body));
                break;
            case Import import:
                CheckImport(import);
                break;
            case Function function:
                Assign(function.Name, Shape.Unknown);
                Check(function.Definition);
                break;
        }
    }

    private void CheckCase(Case choice)
    {
        Check(choice.Subject);
        foreach (var when in choice.Whens)
        {
            Array.ForEach(when.Matches, match => Check(match));
            Check(when.Body);
        }
        Check(choice.Otherwise);
    }

    private void CheckFor(For loop)
    {
        var list = Check(loop.Iterator);
        if (list.IsKnown && Iteration.Over(list.Example) is null)
        {
            Report(EvaluationDiagnostics.NotIterable(Span(loop.Iterator), Evaluator.NameOf(list.Example)));
        }
        foreach (var option in loop.Options)
        {
            CheckOption(option, loop.IsTableRow);
        }
        if (loop.Variable is Variable { Name: var name })
        {
            names.Bind(name, list.Item);
            Within([new(name, list.Item)], loop.Body);
        }
        else
        {
            Assign(loop.Variable, Shape.Unknown);
            Check(loop.Body);
        }
        Check(loop.Otherwise);
    }

    private void CheckOption(NamedArgument option, bool isTableRow)
    {
        if (option.Name is not ("offset" or "limit" or "reversed") && !(isTableRow && option.Name == "cols"))
        {
            Report(EvaluationDiagnostics.UnknownOption(Span(option), option.Name));
        }
        if (option.Value is { } value)
        {
            Check(value);
        }
    }

    private void CheckWith(With with)
    {
        var frame = new Frame(null, Check(with.Subject));
        if (frame.Shape.Example.AsObject is null)
        {
            names.OpenWithin();
        }
        foreach (var name in frame.Names)
        {
            names.Bind(name, frame.Shape.Member(name) ?? Shape.Unknown);
        }
        Within([frame], with.Body);
    }

    private void CheckImport(Import import)
    {
        var subject = Check(import.Subject);
        if (import.Subject is ObjectInitializer literal)
        {
            Array.ForEach(literal.Names, name => names.Assign(name, Shape.Unknown));
        }
        else if (subject.Example.AsObject is { } members)
        {
            foreach (var name in members.MemberNames)
            {
                names.Assign(name, subject.Member(name) ?? Shape.Unknown);
            }
        }
        else
        {
            names.Open();
        }
    }

    private void Check(FunctionDefinition definition)
    {
        var parameters = definition.Parameters ?? [];
        Array.ForEach(parameters, parameter => names.Bind(parameter.Name, Shape.Unknown));
        Elsewhere(() =>
        {
            Statement[] result = definition.Result is { } expression ? [new Evaluate(expression)] : definition.Body;
            Within(parameters.Select(parameter => new Frame(parameter.Name, Shape.Unknown)), result);
        });
    }
}
