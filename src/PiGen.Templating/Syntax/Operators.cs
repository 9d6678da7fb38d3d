namespace PiGen.Templating.Syntax;

internal enum UnaryOperator
{
    Not,
    Negate,
    Plus,
    Alias,
    Expand,
}

internal enum BinaryOperator
{
    Coalesce,
    CoalesceNot,
    Or,
    And,
    BitAnd,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    DivideRound,
    Modulus,
    ShiftLeft,
    ShiftRight,
    RangeInclude,
    RangeExclude,
}

/// <summary>How operators are written and how tightly they bind: the order is Scriban's.</summary>
internal static class Operators
{
    public const int UnaryPrecedence = 200;

    public const int IncrementPrecedence = 210;

    /// <summary>The binary operator of a token, with its precedence; 0 if it is none.</summary>
    public static int PrecedenceOf(TokenKind kind, out BinaryOperator op)
    {
        (op, var precedence) = kind switch
        {
            TokenKind.DoubleQuestion => (BinaryOperator.Coalesce, 20),
            TokenKind.QuestionExclamation => (BinaryOperator.CoalesceNot, 20),
            TokenKind.DoublePipe => (BinaryOperator.Or, 30),
            TokenKind.DoubleAmp => (BinaryOperator.And, 40),
            TokenKind.Amp => (BinaryOperator.BitAnd, 60),
            TokenKind.DoubleEqual => (BinaryOperator.Equal, 70),
            TokenKind.ExclamationEqual => (BinaryOperator.NotEqual, 70),
            TokenKind.Less => (BinaryOperator.Less, 80),
            TokenKind.LessEqual => (BinaryOperator.LessOrEqual, 80),
            TokenKind.Greater => (BinaryOperator.Greater, 80),
            TokenKind.GreaterEqual => (BinaryOperator.GreaterOrEqual, 80),
            TokenKind.Plus => (BinaryOperator.Add, 100),
            TokenKind.Minus => (BinaryOperator.Subtract, 100),
            TokenKind.Asterisk => (BinaryOperator.Multiply, 110),
            TokenKind.Slash => (BinaryOperator.Divide, 110),
            TokenKind.DoubleSlash => (BinaryOperator.DivideRound, 110),
            TokenKind.Percent => (BinaryOperator.Modulus, 110),
            TokenKind.DoubleLess => (BinaryOperator.ShiftLeft, 110),
            TokenKind.DoubleGreater => (BinaryOperator.ShiftRight, 110),
            TokenKind.DoubleDot => (BinaryOperator.RangeInclude, 130),
            TokenKind.DoubleDotLess => (BinaryOperator.RangeExclude, 130),
            _ => (default, 0),
        };
        return precedence;
    }

    /// <summary>Whether a token assigns, and with what operator: none for <c>=</c>.</summary>
    public static bool IsAssignment(TokenKind kind, out BinaryOperator? op)
    {
        op = kind switch
        {
            TokenKind.PlusEqual => BinaryOperator.Add,
            TokenKind.MinusEqual => BinaryOperator.Subtract,
            TokenKind.AsteriskEqual => BinaryOperator.Multiply,
            TokenKind.SlashEqual => BinaryOperator.Divide,
            TokenKind.DoubleSlashEqual => BinaryOperator.DivideRound,
            TokenKind.PercentEqual => BinaryOperator.Modulus,
            _ => null,
        };
        return op is not null || kind == TokenKind.Equal;
    }

    public static string Text(this BinaryOperator op) =>
        op switch
        {
            BinaryOperator.Coalesce => "??",
            BinaryOperator.CoalesceNot => "?!",
            BinaryOperator.Or => "||",
            BinaryOperator.And => "&&",
            BinaryOperator.BitAnd => "&",
            BinaryOperator.Equal => "==",
            BinaryOperator.NotEqual => "!=",
            BinaryOperator.Less => "<",
            BinaryOperator.LessOrEqual => "<=",
            BinaryOperator.Greater => ">",
            BinaryOperator.GreaterOrEqual => ">=",
            BinaryOperator.Add => "+",
            BinaryOperator.Subtract => "-",
            BinaryOperator.Multiply => "*",
            BinaryOperator.Divide => "/",
            BinaryOperator.DivideRound => "//",
            BinaryOperator.Modulus => "%",
            BinaryOperator.ShiftLeft => "<<",
            BinaryOperator.ShiftRight => ">>",
            BinaryOperator.RangeInclude => "..",
            BinaryOperator.RangeExclude => "..<",
        };
}
