namespace PiGen.Templating.Syntax;

internal sealed partial class Parser
{
    private If IfStatement()
    {
        var start = _current.Start;
        var conditions = new List<Expression>();
        var blocks = new List<Statement[]>();
        do
        {
            Advance();
            conditions.Add(Expected());
            EndStatement();
            blocks.Add(OpenBody());
        } while (TryTakeElseIf());
        if (TryTakeElse())
        {
            blocks.Add(OpenBody());
        }
        CloseBody("if", start);
        return new If([.. conditions], [.. blocks], start, _previousEnd);
    }

    private bool TryTakeElseIf()
    {
        if (!IsWord("else") || !IsNextWord("if"))
        {
            return false;
        }
        Advance();
        return true;
    }

    private bool IsNextWord(string word)
    {
        var next = Peek();
        return next.Kind == TokenKind.Identifier && TextOf(next).SequenceEqual(word);
    }

    private bool TryTakeElse()
    {
        if (!IsWord("else") || IsNextWord("if"))
        {
            return false;
        }
        Advance();
        EndStatement();
        return true;
    }

    private For ForStatement()
    {
        var start = _current.Start;
        var keyword = TextOf(_current).ToString();
        Advance();
        var variable = Expected(ExpressionMode.Basic);
        if (!variable.IsPath && !_isLost)
        {
            Report(SyntaxDiagnostics.NotAssignable(Span(variable)));
        }
        if (IsWord("in"))
        {
            Advance();
        }
        else
        {
            Report(SyntaxDiagnostics.Unexpected(Span(_current), Describe(_current), "'in' and what to go through"));
        }
        var iterator = Expected(ExpressionMode.Iterator);
        var options = ForOptions();
        EndStatement();
        var body = OpenBody();
        var otherwise = TryTakeElse() ? OpenBody() : null;
        CloseBody(keyword, start);
        return new For(variable, iterator, options, body, otherwise, keyword == "tablerow", start, _previousEnd);
    }

    private NamedArgument[] ForOptions()
    {
        var options = new List<NamedArgument>();
        while (_current.Kind == TokenKind.Identifier && !_isLost)
        {
            var (name, start) = (NameOf(_current), _current.Start);
            Advance();
            var value = TryTake(TokenKind.Colon) ? Expected(ExpressionMode.Basic) : null;
            options.Add(new NamedArgument(name, value, start, _previousEnd));
        }
        return [.. options];
    }

    private While WhileStatement()
    {
        var start = _current.Start;
        Advance();
        var condition = Expected();
        EndStatement();
        return new While(condition, Body("while", start), start, _previousEnd);
    }

    private Case CaseStatement()
    {
        var start = _current.Start;
        Advance();
        var subject = Expected();
        EndStatement();
        foreach (var statement in OpenBody())
        {
            if (statement is not TextStatement)
            {
                _isLost = false;
                Report(SyntaxDiagnostics.NotInCase(Span(statement)));
                _isLost = false;
            }
        }
        var whens = new List<When>();
        while (IsWord("when"))
        {
            whens.Add(WhenClause());
        }
        var otherwise = whens.Count > 0 && TryTakeElse() ? OpenBody() : null;
        CloseBody("case", start);
        return new Case(subject, [.. whens], otherwise, start, _previousEnd);
    }

    private When WhenClause()
    {
        Advance();
        var matches = new List<Expression>();
        do
        {
            matches.Add(Expected(ExpressionMode.When));
        } while (TryTake(TokenKind.Comma) || TryTake(TokenKind.DoublePipe));
        EndStatement();
        return new When([.. matches], OpenBody());
    }

    private Capture CaptureStatement()
    {
        var start = _current.Start;
        Advance();
        var target = Expected();
        if (!target.IsPath && !_isLost)
        {
            Report(SyntaxDiagnostics.NotAssignable(Span(target)));
        }
        EndStatement();
        return new Capture(target, Body("capture", start), start, _previousEnd);
    }

    private With WithStatement()
    {
        var start = _current.Start;
        Advance();
        var subject = Expected();
        EndStatement();
        return new With(subject, Body("with", start), start, _previousEnd);
    }

    private Wrap WrapStatement()
    {
        var start = _current.Start;
        Advance();
        var target = Expected();
        EndStatement();
        return new Wrap(target, Body("wrap", start), start, _previousEnd);
    }

    private Import ImportStatement()
    {
        var start = _current.Start;
        Advance();
        var subject = Expected();
        EndStatement();
        return new Import(subject, start, _previousEnd);
    }

    private ReadOnly ReadOnlyStatement()
    {
        var start = _current.Start;
        Advance();
        var variable = Expected(ExpressionMode.Basic);
        if (variable.Kind is not (ExpressionKind.Variable or ExpressionKind.Local) && !_isLost)
        {
            Report(SyntaxDiagnostics.NotAssignable(Span(variable)));
        }
        EndStatement();
        return new ReadOnly(variable, start, _previousEnd);
    }

    private Return ReturnStatement()
    {
        var start = _current.Start;
        Advance();
        var value = IsStartOfExpression() ? Expression() : null;
        EndStatement();
        return new Return(value, start, _previousEnd);
    }

    private Statement JumpStatement()
    {
        var token = _current;
        Advance();
        EndStatement();
        return TextOf(token) is "break" ? new Break(token.Start, token.End) : new Continue(token.Start, token.End);
    }
}
