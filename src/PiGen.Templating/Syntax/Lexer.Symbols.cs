namespace PiGen.Templating.Syntax;

internal sealed partial class Lexer
{
    private TokenKind Take(int length, TokenKind kind)
    {
        _position += length;
        return kind;
    }

    private TokenKind Symbol(char c)
    {
        var next = At(_position + 1);
        return c switch
        {
            '"' or '\'' => QuotedString(1, TokenKind.String, c),
            '`' => Verbatim(),
            '$' when next is '"' or '\'' => Interpolated(),
            '$' => Local(),
            '{' => Open(),
            '}' => Close(),
            '(' => Take(1, TokenKind.OpenParen),
            ')' => Take(1, TokenKind.CloseParen),
            '[' => Take(1, TokenKind.OpenBracket),
            ']' => Take(1, TokenKind.CloseBracket),
            ',' => Take(1, TokenKind.Comma),
            ';' => Take(1, TokenKind.Semicolon),
            ':' => Take(1, TokenKind.Colon),
            '@' => Take(1, TokenKind.At),
            '^' => Take(1, TokenKind.Caret),
            '.' => Dots(next),
            '?' => Question(next),
            _ => Operator(c, next),
        };
    }

    private TokenKind Open()
    {
        _braces++;
        return Take(1, TokenKind.OpenBrace);
    }

    private TokenKind Close()
    {
        _braces = Math.Max(0, _braces - 1);
        return Take(1, TokenKind.CloseBrace);
    }

    private TokenKind Dots(char next) =>
        next != '.' ? Take(1, TokenKind.Dot)
        : At(_position + 2) == '.' ? Take(3, TokenKind.TripleDot)
        : At(_position + 2) == '<' ? Take(3, TokenKind.DoubleDotLess)
        : Take(2, TokenKind.DoubleDot);

    private TokenKind Question(char next) =>
        next switch
        {
            '.' => Take(2, TokenKind.QuestionDot),
            '?' => Take(2, TokenKind.DoubleQuestion),
            '!' => Take(2, TokenKind.QuestionExclamation),
            _ => Take(1, TokenKind.Question),
        };

    private TokenKind Operator(char c, char next) =>
        (c, next) switch
        {
            ('|', '|') => Take(2, TokenKind.DoublePipe),
            ('|', '>') => Take(2, TokenKind.Pipe),
            ('|', _) => Take(1, TokenKind.Pipe),
            ('&', '&') => Take(2, TokenKind.DoubleAmp),
            ('&', _) => Take(1, TokenKind.Amp),
            ('!', '=') => Take(2, TokenKind.ExclamationEqual),
            ('!', _) => Take(1, TokenKind.Exclamation),
            ('=', '=') => Take(2, TokenKind.DoubleEqual),
            ('=', _) => Take(1, TokenKind.Equal),
            ('<', '=') => Take(2, TokenKind.LessEqual),
            ('<', '<') => Take(2, TokenKind.DoubleLess),
            ('<', _) => Take(1, TokenKind.Less),
            ('>', '=') => Take(2, TokenKind.GreaterEqual),
            ('>', '>') => Take(2, TokenKind.DoubleGreater),
            ('>', _) => Take(1, TokenKind.Greater),
            _ => Arithmetic(c, next),
        };

    private TokenKind Arithmetic(char c, char next) =>
        (c, next) switch
        {
            ('+', '+') => Take(2, TokenKind.DoublePlus),
            ('+', '=') => Take(2, TokenKind.PlusEqual),
            ('+', _) => Take(1, TokenKind.Plus),
            ('-', '-') when At(_position + 2) != '}' || _braces > 0 || At(_position + 3) != '}' => Take(
                2,
                TokenKind.DoubleMinus
            ),
            ('-', '-') => Take(1, TokenKind.Minus),
            ('-', '=') => Take(2, TokenKind.MinusEqual),
            ('-', _) => Take(1, TokenKind.Minus),
            ('*', '=') => Take(2, TokenKind.AsteriskEqual),
            ('*', _) => Take(1, TokenKind.Asterisk),
            ('/', '/') => At(_position + 2) == '='
                ? Take(3, TokenKind.DoubleSlashEqual)
                : Take(2, TokenKind.DoubleSlash),
            ('/', '=') => Take(2, TokenKind.SlashEqual),
            ('/', _) => Take(1, TokenKind.Slash),
            ('%', '=') => Take(2, TokenKind.PercentEqual),
            ('%', _) => Take(1, TokenKind.Percent),
            _ => Take(1, TokenKind.Unknown),
        };
}
