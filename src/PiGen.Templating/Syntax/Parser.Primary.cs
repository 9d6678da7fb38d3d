namespace PiGen.Templating.Syntax;

internal sealed partial class Parser
{
    private Expression Primary()
    {
        var token = _current;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return Named(token);
            case TokenKind.LocalIdentifier:
                Advance();
                return LocalOf(token);
            case TokenKind.Integer:
            case TokenKind.Float:
                Advance();
                return new Literal(NumberOf(token), token.Start, token.End);
            case TokenKind.String:
                Advance();
                return new Literal(Unescaped(token.Start + 1, token.End - 1), token.Start, token.End);
            case TokenKind.VerbatimString:
                Advance();
                return new Literal(VerbatimOf(token), token.Start, token.End);
            case TokenKind.InterpolatedString:
                Advance();
                return InterpolatedOf(token);
            case TokenKind.OpenParen:
                return Parenthesis();
            case TokenKind.OpenBracket:
                return Array();
            case TokenKind.OpenBrace:
                return Object();
            default:
                return Prefixed(token);
        }
    }

    private Expression Named(Token token)
    {
        var text = TextOf(token);
        if (text is "do")
        {
            return Anonymous();
        }
        if (text is "for" or "while" or "tablerow" && Peek().Kind == TokenKind.Dot)
        {
            return LoopVariableOf(token);
        }
        Advance();
        return text switch
        {
            "true" => new Literal(true, token.Start, token.End),
            "false" => new Literal(false, token.Start, token.End),
            "null" => new Literal(default, token.Start, token.End),
            "this" => new This(token.Start, token.End),
            _ => new Variable(NameOf(token), token.Start, token.End),
        };
    }

    private Expression LoopVariableOf(Token loop)
    {
        Advance();
        Advance();
        var name = _current;
        var ofWhile = TextOf(loop) is "while";
        Expect(TokenKind.Identifier, LoopVariable.Known(ofWhile));
        if (LoopVariable.TryParse(ofWhile, TextOf(name)) is { } member)
        {
            return new LoopVariable(ofWhile, member, loop.Start, name.End);
        }
        var span = _source.Span(loop.Start, name.End - loop.Start);
        Report(SyntaxDiagnostics.UnknownLoopVariable(span, span.Text.ToString(), LoopVariable.Known(ofWhile)));
        return Missing();
    }

    private Expression LocalOf(Token token)
    {
        var name = TextOf(token)[1..];
        if (name.IsEmpty)
        {
            return new Templating.Syntax.Arguments(token.Start, token.End);
        }
        if (name is "$")
        {
            return new BlockDelegate(token.Start, token.End);
        }
        if (int.TryParse(name, System.Globalization.NumberStyles.None, null, out var position))
        {
            var all = new Templating.Syntax.Arguments(token.Start, token.End);
            return new Index(all, new Literal(position, token.Start, token.End), false, token.Start, token.End);
        }
        return new Local(NamePool.OfThread.Get(name), token.Start, token.End);
    }

    private Expression Prefixed(Token token)
    {
        if (token.Kind is TokenKind.DoublePlus or TokenKind.DoubleMinus)
        {
            return Prefix(token);
        }
        UnaryOperator? op = token.Kind switch
        {
            TokenKind.Exclamation => UnaryOperator.Not,
            TokenKind.Minus => UnaryOperator.Negate,
            TokenKind.Plus => UnaryOperator.Plus,
            TokenKind.At => UnaryOperator.Alias,
            TokenKind.Caret => UnaryOperator.Expand,
            _ => null,
        };
        if (op is null)
        {
            Report(SyntaxDiagnostics.ExpectedExpression(Span(token), Describe(token)));
            return Missing();
        }
        Advance();
        var takesNoArguments = op is UnaryOperator.Alias or UnaryOperator.Expand;
        var operand = Expected(ExpressionMode.Default, Operators.UnaryPrecedence, takesNoArguments);
        return new Unary(op.Value, operand, token.Start, operand.End);
    }

    private Increment Prefix(Token token)
    {
        Advance();
        var target = Expected(ExpressionMode.Basic, Operators.IncrementPrecedence);
        if (!target.IsPath && !_isLost)
        {
            Report(SyntaxDiagnostics.NotAssignable(Span(target)));
        }
        var step = token.Kind == TokenKind.DoublePlus ? 1 : -1;
        return new Increment(target, step, isPostfix: false, token.Start, target.End);
    }

    private Nested Parenthesis()
    {
        var start = _current.Start;
        Advance();
        var inner = Expected();
        Expect(TokenKind.CloseParen, "')'");
        return new Nested(inner, start, _previousEnd);
    }

    private ArrayInitializer Array()
    {
        var start = _current.Start;
        var items = new List<Expression>();
        _newLinesAllowed++;
        Advance();
        while (_current.Kind != TokenKind.CloseBracket && !_isLost)
        {
            items.Add(Expected());
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }
        _newLinesAllowed--;
        Expect(TokenKind.CloseBracket, "',' and a further value, or ']'");
        return new ArrayInitializer([.. items], start, _previousEnd);
    }

    private ObjectInitializer Object()
    {
        var start = _current.Start;
        var (names, values) = (new List<string>(), new List<Expression>());
        _newLinesAllowed++;
        Advance();
        while (_current.Kind != TokenKind.CloseBrace && !_isLost)
        {
            names.Add(MemberName());
            if (!_isLost)
            {
                Expect(TokenKind.Colon, "':' and the member's value");
            }
            values.Add(_isLost ? Missing() : Expected());
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }
        _newLinesAllowed--;
        Expect(TokenKind.CloseBrace, "',' and a further member, or '}'");
        return new ObjectInitializer([.. names], [.. values], start, _previousEnd);
    }

    private string MemberName()
    {
        var token = _current;
        if (token.Kind is TokenKind.Identifier)
        {
            Advance();
            return NameOf(token);
        }
        if (token.Kind is TokenKind.String or TokenKind.VerbatimString && Primary() is Literal { Value: var name })
        {
            return name.ToString();
        }
        Report(SyntaxDiagnostics.BadMemberName(Span(token), Describe(token)));
        return "";
    }
}
