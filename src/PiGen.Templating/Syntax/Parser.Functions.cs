using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Syntax;

internal sealed partial class Parser
{
    /// <summary>The function that <c>f(x) = …</c> has just declared, instead of an expression.</summary>
    private Statement? _declared;

    private Function FunctionStatement()
    {
        var start = _current.Start;
        Advance();
        var name = _current.Kind is TokenKind.Identifier or TokenKind.LocalIdentifier ? Primary() : Expected();
        if (name.Kind is not (ExpressionKind.Variable or ExpressionKind.Local) && !_isLost)
        {
            Report(SyntaxDiagnostics.Unexpected(Span(name), "this", "the name of the function"));
        }
        var parameters = Parameters();
        EndStatement();
        var body = Body("func", start);
        var definition = new FunctionDefinition(NameOf(name), (name as Local)?.Name, parameters, body, null);
        return new Function(name, definition, start, _previousEnd);
    }

    private static string NameOf(Expression name) =>
        name switch
        {
            Variable variable => variable.Name,
            Local local => "$" + local.Name,
            _ => "?",
        };

    private AnonymousFunction Anonymous()
    {
        var start = _current.Start;
        Advance();
        var parameters = Parameters();
        EndStatement();
        var body = OpenBody();
        CloseBody("do", start, isAnonymous: true);
        var definition = new FunctionDefinition("do", null, parameters, body, null) { IsAnonymous = true };
        return new AnonymousFunction(definition, start, _previousEnd);
    }

    private Parameter[]? Parameters()
    {
        if (!TryTake(TokenKind.OpenParen))
        {
            return null;
        }
        var parameters = new List<Parameter>();
        while (_current.Kind != TokenKind.CloseParen && !_isLost)
        {
            if (parameters.Count > 0)
            {
                Expect(TokenKind.Comma, "',' between two parameters");
            }
            if (!_isLost)
            {
                AddParameter(parameters);
            }
        }
        Expect(TokenKind.CloseParen, "')' after the last parameter");
        return [.. parameters];
    }

    private void AddParameter(List<Parameter> parameters)
    {
        var token = _current;
        Expect(TokenKind.Identifier, "a plain name for the parameter");
        var last = parameters.Count > 0 ? parameters[^1] : null;
        Parameter parameter;
        if (TryTake(TokenKind.Equal))
        {
            CheckOrder(token, last is { TakesRest: true });
            parameter = new Parameter(NameOf(token), Default(), TakesRest: false);
        }
        else if (TryTake(TokenKind.TripleDot))
        {
            CheckOrder(token, last is { TakesRest: true });
            parameter = new Parameter(NameOf(token), null, TakesRest: true);
        }
        else
        {
            CheckOrder(token, last is { IsRequired: false });
            parameter = new Parameter(NameOf(token), null, TakesRest: false);
        }
        parameters.Add(parameter);
    }

    private void CheckOrder(Token token, bool isMisplaced)
    {
        if (isMisplaced)
        {
            Report(
                SyntaxDiagnostics.BadParameter(
                    Span(token),
                    "this parameter cannot follow the one before it",
                    "put required parameters first, then those with a default, then one with '...'"
                )
            );
        }
    }

    private Value Default()
    {
        var expression = Expected(ExpressionMode.Basic);
        if (expression is Literal literal)
        {
            return literal.Value;
        }
        Report(
            SyntaxDiagnostics.BadParameter(
                Span(expression),
                "a default must be a plain value",
                "write a number, a string, true, false or null"
            )
        );
        return default;
    }

    private void DeclareInline(Call call)
    {
        var parameters = new List<Parameter>();
        foreach (var argument in call.Arguments)
        {
            if (argument is Variable variable)
            {
                parameters.Add(new Parameter(variable.Name, null, TakesRest: false));
            }
            else
            {
                Report(
                    SyntaxDiagnostics.BadParameter(
                        Span(argument),
                        "this is no name of a parameter",
                        "write f(x, y) = x + y"
                    )
                );
            }
        }
        Advance();
        var result = Expected();
        EndStatement();
        var name = (Variable)call.Target;
        var definition = new FunctionDefinition(name.Name, null, [.. parameters], [], result);
        _declared = new Function(name, definition, call.Start, _previousEnd);
    }
}
