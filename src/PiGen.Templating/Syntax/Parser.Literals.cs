using System.Globalization;
using System.Numerics;
using System.Text;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Syntax;

internal sealed partial class Parser
{
    // Reading a number takes time with the square of its length.
    private const int MaxDigits = 1000;

    private Value NumberOf(Token token)
    {
        var text = TextOf(token);
        var digits = text.Contains('_') ? text.ToString().Replace("_", "", StringComparison.Ordinal) : text;
        if (token.Kind == TokenKind.Float)
        {
            var plain = char.IsAsciiLetter(digits[^1]) ? digits[..^1] : digits;
            return double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
        if (digits.Length > 1 && digits[0] == '0' && char.IsAsciiLetter(digits[1]))
        {
            return RadixOf(token, digits);
        }
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var small))
        {
            return small;
        }
        if (digits.Length > MaxDigits)
        {
            Report(SyntaxDiagnostics.BadNumber(Span(token)));
            return default;
        }
        return Integer(BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static Value Integer(BigInteger number) => Value.FromBig(number);

    private Value RadixOf(Token token, ReadOnlySpan<char> digits)
    {
        var isHex = digits[1] is 'x' or 'X';
        digits = digits[2..].TrimEnd("uU");
        var isNumber = ulong.TryParse(
            digits,
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.AllowBinarySpecifier,
            CultureInfo.InvariantCulture,
            out var number
        );
        if (!isNumber)
        {
            Report(SyntaxDiagnostics.BadNumber(Span(token)));
        }
        return number <= long.MaxValue ? (long)number : Integer(number);
    }

    private string VerbatimOf(Token token) =>
        _source.Content.Substring(token.Start + 1, token.Length - 2).Replace("``", "`", StringComparison.Ordinal);

    private string Unescaped(int start, int end)
    {
        var text = _source.Content.AsSpan(start, end - start);
        if (!text.Contains('\\'))
        {
            return NamePool.OfThread.Get(text);
        }
        var builder = new StringBuilder(text.Length);
        for (var at = start; at < end; )
        {
            at = _source.Content[at] == '\\' ? Escape(at, end, builder) : Plain(at, builder);
        }
        return builder.ToString();
    }

    private int Plain(int at, StringBuilder builder)
    {
        builder.Append(_source.Content[at]);
        return at + 1;
    }

    private int Escape(int at, int end, StringBuilder builder)
    {
        var c = at + 1 < end ? _source.Content[at + 1] : '\0';
        if (c is 'x' or 'u')
        {
            return Hexadecimal(at, end, c == 'x' ? 2 : 4, builder);
        }
        // A backslash before a line end continues the string on the next line.
        if (c is '\n' or '\r')
        {
            return at + (c == '\r' && at + 2 < end && _source.Content[at + 2] == '\n' ? 3 : 2);
        }
        char? meant = c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            '0' => '\0',
            '\\' or '\'' or '"' or '{' or '}' => c,
            _ => null,
        };
        if (meant is null)
        {
            Report(SyntaxDiagnostics.BadEscape(_source.Span(at, Math.Min(2, end - at))));
        }
        builder.Append(meant);
        return at + 2;
    }

    private int Hexadecimal(int at, int end, int digits, StringBuilder builder)
    {
        var stop = Math.Min(end, at + 2 + digits);
        var text = _source.Content.AsSpan(at + 2, stop - at - 2);
        if (text.Length < digits || !ushort.TryParse(text, NumberStyles.AllowHexSpecifier, null, out var code))
        {
            Report(SyntaxDiagnostics.BadEscape(_source.Span(at, stop - at)));
            return stop;
        }
        builder.Append((char)code);
        return stop;
    }

    private Interpolated InterpolatedOf(Token token)
    {
        var parts = new List<Expression>();
        var end = token.End - 1;
        var textStart = token.Start + 2;
        for (var at = textStart; at < end; )
        {
            if (_source.Content[at] != '{')
            {
                at += _source.Content[at] == '\\' ? 2 : 1;
                continue;
            }
            AddText(parts, textStart, at);
            var holeEnd = _lexer.EndOfHole(at + 1, 1);
            parts.Add(Hole(at + 1, holeEnd - 1));
            textStart = at = holeEnd;
        }
        AddText(parts, textStart, end);
        return new Interpolated([.. parts], token.Start, token.End);
    }

    private void AddText(List<Expression> parts, int start, int end)
    {
        if (end > start)
        {
            parts.Add(new Literal(Unescaped(start, end), start, end));
        }
    }

    private Expression Hole(int start, int end)
    {
        var outer = (_lexer, _current, _peeked, _previousEnd, _newLinesAllowed);
        _lexer = new Lexer(_source, start, end, wholeIsCode: true, _diagnostics);
        (_peeked, _newLinesAllowed) = (null, 0);
        Advance();
        var expression = Expected();
        if (_current.Kind != TokenKind.EndOfFile)
        {
            Report(SyntaxDiagnostics.Unexpected(Span(_current), Describe(_current), "'}' after the expression"));
        }
        if (!_isFatal)
        {
            (_lexer, _current, _peeked, _previousEnd, _newLinesAllowed) = outer;
        }
        return expression;
    }
}
