namespace PiGen.Templating.Syntax;

internal sealed partial class Lexer
{
    // Holes within holes: deeper than this nobody reads, and the scan below recurses.
    private const int MaxStringDepth = 50;

    private TokenKind QuotedString(int prefix, TokenKind kind, char quote)
    {
        var start = _position;
        var end = EndOfQuoted(_position + prefix, quote);
        return CloseString(start, end, kind);
    }

    private TokenKind Verbatim()
    {
        var start = _position;
        var at = _position + 1;
        while (at < _end && (_content[at] != '`' || At(at + 1) == '`'))
        {
            at += _content[at] == '`' ? 2 : 1;
        }
        return CloseString(start, at < _end ? at + 1 : -1, TokenKind.VerbatimString);
    }

    private TokenKind Interpolated()
    {
        var start = _position;
        return CloseString(
            start,
            EndOfInterpolated(_position + 2, _content[_position + 1], 0),
            TokenKind.InterpolatedString
        );
    }

    // An unterminated string swallows the rest: whatever follows it was most likely meant to stand outside.
    private TokenKind CloseString(int start, int end, TokenKind kind)
    {
        if (end >= 0)
        {
            _position = end;
            return kind;
        }
        _diagnostics.Add(SyntaxDiagnostics.UnterminatedString(_source.Span(start, 1)));
        _position = _end;
        HasFailed = true;
        return TokenKind.Unknown;
    }

    private int EndOfQuoted(int at, char quote)
    {
        while (at < _end && _content[at] != quote)
        {
            at += _content[at] == '\\' ? 2 : 1;
        }
        return at < _end ? at + 1 : -1;
    }

    private int EndOfInterpolated(int at, char quote, int depth)
    {
        while (at >= 0 && at < _end && _content[at] != quote)
        {
            at = _content[at] switch
            {
                '\\' => at + 2,
                '{' => EndOfHole(at + 1, depth + 1),
                _ => at + 1,
            };
        }
        return at >= 0 && at < _end ? at + 1 : -1;
    }

    public int EndOfHole(int at, int depth)
    {
        var braces = 1;
        while (at >= 0 && at < _end && depth <= MaxStringDepth)
        {
            var c = _content[at];
            braces +=
                c == '{' ? 1
                : c == '}' ? -1
                : 0;
            if (braces == 0)
            {
                return at + 1;
            }
            at = c switch
            {
                '"' or '\'' when At(at - 1) == '$' => EndOfInterpolated(at + 1, c, depth),
                '"' or '\'' => EndOfQuoted(at + 1, c),
                _ => at + 1,
            };
        }
        return -1;
    }
}
