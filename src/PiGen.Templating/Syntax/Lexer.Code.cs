namespace PiGen.Templating.Syntax;

internal sealed partial class Lexer
{
    private Token NextOfCode()
    {
        var before = _position;
        SkipBlanksAndComments();
        var start = _position;
        var afterBlank = start > before || (start > 0 && char.IsWhiteSpace(_content[start - 1]));
        if (start >= _end)
        {
            return new Token(TokenKind.EndOfFile, _end, _end, afterBlank);
        }
        var c = _content[start];
        if (c == '\n')
        {
            _position++;
            return new Token(TokenKind.NewLine, start, _position, true);
        }
        if (ExitLength() is var exit and > 0)
        {
            return ExitCode(start, exit);
        }
        var kind =
            char.IsLetter(c) || c == '_' ? Identifier()
            : char.IsAsciiDigit(c) ? Number()
            : Symbol(c);
        return new Token(kind, start, _position, afterBlank);
    }

    private void SkipBlanksAndComments()
    {
        while (_position < _end)
        {
            var c = _content[_position];
            if (c == '#')
            {
                SkipComment();
            }
            else if (c != '\n' && char.IsWhiteSpace(c))
            {
                _position++;
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        var isBlock = At(_position + 1) == '#';
        _position += isBlock ? 2 : 1;
        while (_position < _end)
        {
            if (isBlock && At(_position) == '#' && At(_position + 1) == '#')
            {
                _position += 2;
                return;
            }
            if ((!isBlock && _content[_position] == '\n') || ExitLength() > 0)
            {
                return;
            }
            _position++;
        }
    }

    private int ExitLength()
    {
        if (_wholeIsCode || _braces > 0)
        {
            return 0;
        }
        var c = At(_position);
        if (c == '}')
        {
            return At(_position + 1) == '}' ? 2 : 0;
        }
        return c is '-' or '~' && At(_position + 1) == '}' && At(_position + 2) == '}' ? 3 : 0;
    }

    private Token ExitCode(int start, int length)
    {
        var strip = _content[start];
        _position += length;
        _inCode = false;
        _textStart = _position;
        if (length == 3)
        {
            SkipAfter(strip);
        }
        return new Token(TokenKind.CodeExit, start, start + length);
    }

    private TokenKind Identifier()
    {
        while (_position < _end && (char.IsLetterOrDigit(_content[_position]) || _content[_position] == '_'))
        {
            _position++;
        }
        return TokenKind.Identifier;
    }

    private TokenKind Local()
    {
        _position++;
        if (At(_position) == '$')
        {
            _position++;
        }
        else
        {
            Identifier();
        }
        return TokenKind.LocalIdentifier;
    }

    private TokenKind Number()
    {
        if (_content[_position] == '0' && At(_position + 1) is 'x' or 'X' or 'b' or 'B')
        {
            _position += 2;
            SkipDigits(static c => char.IsAsciiHexDigit(c));
            SkipSuffix('u', 'U');
            return TokenKind.Integer;
        }
        SkipDigits(char.IsAsciiDigit);
        var isFloat = SkipFraction() | SkipExponent();
        return SkipSuffix('f', 'F') || SkipSuffix('d', 'D') || SkipSuffix('m', 'M') || isFloat
            ? TokenKind.Float
            : TokenKind.Integer;
    }

    private void SkipDigits(Func<char, bool> isDigit)
    {
        while (_position < _end && (isDigit(_content[_position]) || _content[_position] == '_'))
        {
            _position++;
        }
    }

    private bool SkipFraction()
    {
        if (At(_position) != '.' || !char.IsAsciiDigit(At(_position + 1)))
        {
            return false;
        }
        _position++;
        SkipDigits(char.IsAsciiDigit);
        return true;
    }

    private bool SkipExponent()
    {
        var sign = At(_position + 1) is '+' or '-' ? 1 : 0;
        if (At(_position) is not ('e' or 'E') || !char.IsAsciiDigit(At(_position + 1 + sign)))
        {
            return false;
        }
        _position += 1 + sign;
        SkipDigits(char.IsAsciiDigit);
        return true;
    }

    private bool SkipSuffix(char lower, char upper)
    {
        if ((At(_position) != lower && At(_position) != upper) || char.IsLetterOrDigit(At(_position + 1)))
        {
            return false;
        }
        _position++;
        return true;
    }
}
