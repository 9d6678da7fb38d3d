namespace PiGen.Templating.Syntax;

internal sealed partial class Parser
{
    /// <summary>The operands of one expression as they are read: the call that is open, its arguments so far, and the operand at hand.</summary>
    private ref struct Operands(Parser parser, int precedence, ExpressionMode mode, bool isArgument)
    {
        private Expression _left = null!;
        private Expression? _callee;
        private List<Expression>? _arguments;

        public Expression Parse()
        {
            _left = parser.Primary();
            if (_left.Kind == ExpressionKind.BlockDelegate)
            {
                return Block(_left);
            }
            while (!parser._isLost && !parser._isFatal && Continue()) { }
            CloseCall();
            return precedence > 0 || mode == ExpressionMode.Basic || mode == ExpressionMode.PipeTarget
                ? mode == ExpressionMode.PipeTarget && precedence == 0
                    ? Called(_left)
                    : _left
                : parser.Pipes(_left);
        }

        private readonly Expression Block(Expression block)
        {
            if (mode != ExpressionMode.Statement || precedence > 0)
            {
                parser.Report(SyntaxDiagnostics.MisplacedBlock(parser.Span(block)));
            }
            return block;
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
}
