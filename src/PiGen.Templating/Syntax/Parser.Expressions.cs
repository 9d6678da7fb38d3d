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

    /// <summary>The operands of one expression as they are read: the call that is open, its arguments so far, and the operand at hand.</summary>
    private ref struct Operands(Parser parser, int precedence, ExpressionMode mode, bool isArgument)
    {
        private Expression _left = null!;
        private Expression? _callee;
        private List<Expression>? _arguments;

        public Expression Parse()
        {
            _left = parser.Primary();
            while (!parser._isLost && !parser._isFatal && Continue()) { }
            CloseCall();
            return precedence > 0 || mode == ExpressionMode.Basic || mode == ExpressionMode.PipeTarget
                ? mode == ExpressionMode.PipeTarget && precedence == 0
                    ? Called(_left)
                    : _left
                : parser.Pipes(_left);
        }

        // After a pipe a lone name is a call, even of what turns out to be no function.
        private static Expression Called(Expression left) =>
            left.IsPath ? new Call(left, [], isExplicit: false, left.Start, left.End) : left;

        private bool Continue()
        {
            if (_left.Kind == ExpressionKind.AnonymousFunction)
            {
                return false;
            }
            if (parser.TryPostfix(ref _left))
            {
                return true;
            }
            if (mode == ExpressionMode.Basic)
            {
                return false;
            }
            var kind = parser._current.Kind;
            if (kind == TokenKind.Colon)
            {
                return TryName();
            }
            if (Operators.IsAssignment(kind, out var assigned))
            {
                _left = parser.Assignment(_left, assigned, mode == ExpressionMode.Statement && _callee is null);
                return false;
            }
            if (Operators.PrecedenceOf(kind, out var op) is var binding and > 0)
            {
                return TryBinary(op, binding);
            }
            if (kind == TokenKind.Question)
            {
                return TryConditional();
            }
            return parser.IsStartOfExpression() && TryArgument();
        }

        private bool TryName()
        {
            if (mode == ExpressionMode.Branch || _left.Kind is not (ExpressionKind.Variable or ExpressionKind.Local))
            {
                return false;
            }
            parser.Advance();
            var value = parser.Expected();
            var name = _left is Variable variable ? variable.Name : ((Local)_left).Name;
            _left = new NamedArgument(name, value, _left.Start, value.End);
            return false;
        }

        private bool TryBinary(BinaryOperator op, int binding)
        {
            if (binding <= precedence || (op == BinaryOperator.Or && mode == ExpressionMode.When))
            {
                return false;
            }
            if (!parser.Enter(chain: 1))
            {
                return false;
            }
            parser.Advance();
            var inner = mode is ExpressionMode.Branch or ExpressionMode.Iterator ? mode : ExpressionMode.Default;
            var right = parser.Expected(inner, binding, isArgument || _callee is not null);
            _left = new Binary(op, _left, right, _left.Start, right.End);
            return true;
        }

        private bool TryConditional()
        {
            if (precedence > 0)
            {
                return false;
            }
            CloseCall();
            parser.Advance();
            var then = parser.Expected(ExpressionMode.Branch);
            parser.Expect(TokenKind.Colon, "':' and the other value");
            var otherwise = parser.Expected(ExpressionMode.Branch);
            _left = new Conditional(_left, then, otherwise, _left.Start, otherwise.End);
            return false;
        }

        private bool TryArgument()
        {
            if (parser._current is { Kind: TokenKind.OpenParen, AfterBlank: false })
            {
                _left = parser.ExplicitCall(_left);
                return parser.Enter(chain: 1);
            }
            if (isArgument || (mode == ExpressionMode.Iterator && parser._current.Kind == TokenKind.Identifier))
            {
                return false;
            }
            OpenCall();
            if (mode != ExpressionMode.Branch && NamedArguments() && !parser.IsStartOfExpression())
            {
                _left = null!;
                CloseCall();
                return false;
            }
            _left = parser.Primary();
            return true;
        }

        // The operand at hand is what is called, or one more argument of the call that is open.
        private void OpenCall()
        {
            if (_callee is null)
            {
                _callee = _left;
                _arguments = [];
            }
            else
            {
                _arguments!.Add(_left);
            }
        }

        private readonly bool NamedArguments()
        {
            var any = false;
            while (parser._current.Kind == TokenKind.Identifier && parser.Peek().Kind == TokenKind.Colon)
            {
                any = true;
                var (name, start) = (parser.NameOf(parser._current), parser._current.Start);
                parser.Advance();
                parser.Advance();
                var value = parser.Expected(ExpressionMode.Basic);
                _arguments!.Add(new NamedArgument(name, value, start, value.End));
            }
            return any;
        }

        private void CloseCall()
        {
            if (_callee is null)
            {
                return;
            }
            if (_left is not null)
            {
                _arguments!.Add(_left);
            }
            var end = _arguments is [.., var last] ? last.End : _callee.End;
            _left = new Call(_callee, [.. _arguments!], isExplicit: false, _callee.Start, end);
            _callee = null;
        }
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
