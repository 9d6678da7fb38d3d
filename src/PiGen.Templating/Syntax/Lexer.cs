using PiGen.Templating.Text;

namespace PiGen.Templating.Syntax;

/// <summary>Cuts a source into tokens, one at a time: text outside of <c>{{ }}</c> whole, code inside it word by word.</summary>
internal sealed partial class Lexer
{
    private readonly SourceText _source;
    private readonly string _content;
    private readonly int _end;
    private readonly bool _wholeIsCode;
    private readonly DiagnosticBag _diagnostics;
    private int _position;
    private bool _inCode;
    private int _braces;

    /// <param name="wholeIsCode">Whether the range is script without <c>{{ }}</c>: a script file, front matter, or a hole of an interpolated string.</param>
    public Lexer(SourceText source, int start, int end, bool wholeIsCode, DiagnosticBag diagnostics)
    {
        _source = source;
        _content = source.Content;
        _position = start;
        _end = end;
        _wholeIsCode = wholeIsCode;
        _inCode = wholeIsCode;
        _diagnostics = diagnostics;
    }

    public Token Next() => _inCode ? NextOfCode() : NextOfText();

    /// <summary>Whether it has met a mistake after which nothing can be read: what the parser then misses is its consequence.</summary>
    public bool HasFailed { get; private set; }

    private char At(int position) => position < _end ? _content[position] : '\0';

    private Token NextOfText()
    {
        if (_position >= _end)
        {
            return new Token(TokenKind.EndOfFile, _end, _end);
        }
        var start = _position;
        for (var at = start; ; at++)
        {
            var found = _content.AsSpan(at, _end - at).IndexOf('{');
            if (found < 0)
            {
                _position = _end;
                return new Token(TokenKind.Text, start, _end);
            }
            at += found;
            if (At(at + 1) == '{')
            {
                return at > start && TextBefore(start, at, At(at + 2)) is { Length: > 0 } text
                    ? text
                    : EnterCode(at, start);
            }
            if (At(at + 1) == '%' && EscapeLevel(at) is var level and > 0)
            {
                return at > start && TextBefore(start, at, At(at + level + 2)) is { Length: > 0 } text
                    ? text
                    : Escaped(at, level);
            }
        }
    }

    // After this the position is where the next block begins, so that the next call finds it at once.
    private Token TextBefore(int start, int end, char strip)
    {
        _position = end;
        _textStart = start;
        var kept = _content.AsSpan(start, end - start);
        kept = strip switch
        {
            '-' => kept.TrimEnd(),
            '~' => kept.TrimEnd(" \t"),
            _ => kept,
        };
        return new Token(TokenKind.Text, start, start + kept.Length);
    }

    private int _textStart;

    private Token EnterCode(int at, int start)
    {
        var textStart = at == start ? Math.Min(_textStart, start) : start;
        var strip = At(at + 2);
        var strips = strip == '-' || (strip == '~');
        _position = at + (strips ? 3 : 2);
        _inCode = true;
        _braces = 0;
        return new Token(TokenKind.CodeEnter, at, _position, Indent: strips ? 0 : IndentBefore(at, textStart));
    }

    private int IndentBefore(int at, int textStart)
    {
        var lineStart = at;
        while (lineStart > textStart && _content[lineStart - 1] is ' ' or '\t')
        {
            lineStart--;
        }
        var startsLine = lineStart == 0 || _content[lineStart - 1] == '\n';
        return startsLine ? at - lineStart : 0;
    }

    private int EscapeLevel(int at)
    {
        var level = 0;
        while (At(at + 1 + level) == '%')
        {
            level++;
        }
        return At(at + 1 + level) == '{' ? level : 0;
    }

    private Token Escaped(int at, int level)
    {
        var start = at + level + 2;
        if (At(start) is '-' or '~')
        {
            start++;
        }
        var close = string.Concat("}", new string('%', level), "}");
        var found = _content.AsSpan(start, _end - start).IndexOf(close);
        if (found < 0)
        {
            _diagnostics.Add(SyntaxDiagnostics.UnclosedEscape(_source.Span(at, level + 2), close));
            _position = _end;
            return new Token(TokenKind.Text, start, _end);
        }
        var end = start + found;
        _position = end + close.Length;
        _textStart = _position;
        if (end > start && _content[end - 1] is '-' or '~')
        {
            end--;
            SkipAfter(_content[end]);
        }
        return new Token(TokenKind.Text, start, end);
    }

    // "-" takes all blanks and line ends, "~" the blanks up to and with the first line end.
    private void SkipAfter(char strip)
    {
        if (strip == '-')
        {
            while (_position < _end && char.IsWhiteSpace(_content[_position]))
            {
                _position++;
            }
        }
        else
        {
            SkipLineRest();
        }
        _textStart = _position;
    }

    private void SkipLineRest()
    {
        while (At(_position) is ' ' or '\t')
        {
            _position++;
        }
        if (At(_position) == '\r' && At(_position + 1) == '\n')
        {
            _position++;
        }
        if (At(_position) == '\n')
        {
            _position++;
        }
    }
}
