namespace PiGen.Templating.Syntax;

internal sealed partial class Parser
{
    private bool IsStartOfExpression() =>
        _current.Kind
            is TokenKind.Identifier
                or TokenKind.LocalIdentifier
                or TokenKind.Integer
                or TokenKind.Float
                or TokenKind.String
                or TokenKind.VerbatimString
                or TokenKind.InterpolatedString
                or TokenKind.OpenParen
                or TokenKind.OpenBracket
                or TokenKind.OpenBrace
                or TokenKind.Exclamation
                or TokenKind.Minus
                or TokenKind.Plus
                or TokenKind.At
                or TokenKind.Caret
                or TokenKind.DoublePlus
                or TokenKind.DoubleMinus;

    private Expression Expected(
        ExpressionMode mode = ExpressionMode.Default,
        int precedence = 0,
        bool isArgument = false
    )
    {
        if (IsStartOfExpression())
        {
            return Expression(precedence, mode, isArgument);
        }
        Report(SyntaxDiagnostics.ExpectedExpression(Span(_current), Describe(_current)));
        return Missing();
    }

    private Literal Missing() => new(default, _current.Start, _current.Start);

    /// <param name="precedence">Operators that bind no tighter than this are left to the caller.</param>
    /// <param name="isArgument">Whether blanks after an operand lead to the caller's next argument.</param>
    private Expression Expression(
        int precedence = 0,
        ExpressionMode mode = ExpressionMode.Default,
        bool isArgument = false
    )
    {
        var chain = _chain;
        var expression = Enter() ? new Operands(this, precedence, mode, isArgument).Parse() : Missing();
        _depth--;
        _chain = chain;
        return expression;
    }

    private Expression Pipes(Expression from)
    {
        while (_current.Kind == TokenKind.Pipe && !_isLost && Enter(chain: 1))
        {
            _newLinesAllowed++;
            Advance();
            _newLinesAllowed--;
            var to = Expected(ExpressionMode.PipeTarget);
            from = new Pipe(from, to, from.Start, to.End);
        }
        return from;
    }

    private Expression Assignment(Expression target, BinaryOperator? op, bool isAllowed)
    {
        if (!isAllowed)
        {
            Report(SyntaxDiagnostics.NestedAssignment(Span(target)));
        }
        else if (op is null && target is Call { IsExplicit: true, Target: Variable } call)
        {
            DeclareInline(call);
            return target;
        }
        else if (!target.IsPath && target is not Nested { Inner.IsPath: true })
        {
            Report(SyntaxDiagnostics.NotAssignable(Span(target)));
        }
        Advance();
        var value = Expected();
        return new Assign(target is Nested nested ? nested.Inner : target, op, value, target.Start, value.End);
    }

    private Call ExplicitCall(Expression target)
    {
        Advance();
        var arguments = new List<Expression>();
        while (_current.Kind != TokenKind.CloseParen && !_isLost)
        {
            if (arguments.Count > 0)
            {
                Expect(TokenKind.Comma, "',' between two arguments, or ')' after the last");
            }
            if (!_isLost)
            {
                arguments.Add(Expected());
            }
        }
        Expect(TokenKind.CloseParen, "')' after the last argument");
        return new Call(target, [.. arguments], isExplicit: true, target.Start, _previousEnd);
    }

    private bool TryPostfix(ref Expression left)
    {
        switch (_current.Kind)
        {
            case TokenKind.Dot or TokenKind.QuestionDot:
                left = MemberOf(left);
                return Enter(chain: 1);
            case TokenKind.OpenBracket when !_current.AfterBlank:
                left = IndexOf(left);
                return Enter(chain: 1);
            case TokenKind.DoublePlus or TokenKind.DoubleMinus:
                left = Postfix(left);
                return true;
            default:
                return false;
        }
    }

    private static bool PassesNull(Expression target) =>
        target is Member { IsConditional: true } or Index { IsConditional: true };

    private Expression MemberOf(Expression target)
    {
        var isConditional = _current.Kind == TokenKind.QuestionDot || PassesNull(target);
        Advance();
        var name = _current;
        Expect(TokenKind.Identifier, "the name of a member after '.'");
        if (_isLost)
        {
            return target;
        }
        if (TextOf(name) is "empty" or "blank" && _current is { Kind: TokenKind.Question, AfterBlank: false })
        {
            Advance();
            return new IsEmpty(target, target.Start, _previousEnd);
        }
        return new Member(target, NameOf(name), name.Start, isConditional, target.Start, name.End);
    }

    private Index IndexOf(Expression target)
    {
        Advance();
        var key = Expected();
        Expect(TokenKind.CloseBracket, "']' after the index");
        return new Index(target, key, PassesNull(target), target.Start, _previousEnd);
    }

    private Increment Postfix(Expression target)
    {
        var step = _current.Kind == TokenKind.DoublePlus ? 1 : -1;
        if (!target.IsPath)
        {
            Report(SyntaxDiagnostics.NotAssignable(Span(_current)));
        }
        Advance();
        return new Increment(target, step, isPostfix: true, target.Start, _previousEnd);
    }
}
