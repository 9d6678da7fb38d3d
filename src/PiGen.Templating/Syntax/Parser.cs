using PiGen.Templating.Text;

namespace PiGen.Templating.Syntax;

/// <summary>Builds the tree of a source by recursive descent; after a mistake it goes on with the next statement, so that it finds several.</summary>
internal sealed partial class Parser
{
    private readonly SourceText _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly int _maxDepth;
    private Lexer _lexer;
    private Token _current;
    private Token? _peeked;
    private int _previousEnd;
    private int _newLinesAllowed;
    private int _depth;
    private int _chain;
    private int _codeOpenedAt = -1;
    private string? _indent;
    private bool _isLost;
    private bool _isFatal;

    private Parser(SourceText source, Lexer lexer, DiagnosticBag diagnostics, int maxDepth)
    {
        _source = source;
        _lexer = lexer;
        _diagnostics = diagnostics;
        _maxDepth = maxDepth;
        Advance();
    }

    /// <summary>Parses a range of the source as a page; mistakes go to <paramref name="diagnostics"/>.</summary>
    /// <param name="isScript">Whether the whole range is code, without <c>{{ }}</c>.</param>
    public static Statement[] ParsePage(
        SourceText source,
        int start,
        bool isScript,
        int maxDepth,
        DiagnosticBag diagnostics
    )
    {
        var lexer = new Lexer(source, start, source.Content.Length, isScript, diagnostics);
        return new Parser(source, lexer, diagnostics, maxDepth).Page();
    }

    /// <summary>Parses a range of the source as front matter: its assignments, in order.</summary>
    public static List<Assign> ParseEntries(
        SourceText source,
        int start,
        int end,
        int maxDepth,
        DiagnosticBag diagnostics
    )
    {
        var lexer = new Lexer(source, start, end, wholeIsCode: true, diagnostics);
        return new Parser(source, lexer, diagnostics, maxDepth).Entries();
    }

    private Statement[] Page()
    {
        var statements = new List<Statement>();
        while (true)
        {
            Block(statements);
            if (_current.Kind == TokenKind.EndOfFile)
            {
                break;
            }
            Report(
                SyntaxDiagnostics.StrayKeyword(
                    Span(_current),
                    TextOf(_current).ToString(),
                    "'if', 'for', 'case' or another block"
                )
            );
            SkipStatement();
        }
        if (_codeOpenedAt >= 0 && !_diagnostics.HasErrors)
        {
            _diagnostics.Add(SyntaxDiagnostics.UnclosedCode(_source.Span(_codeOpenedAt, 2)));
        }
        return [.. statements];
    }

    private List<Assign> Entries()
    {
        var entries = new List<Assign>();
        var statements = new List<Statement>();
        Block(statements);
        foreach (var statement in statements)
        {
            if (statement is Evaluate { Expression: Assign { Target: Variable, Operator: null } entry })
            {
                entries.Add(entry);
            }
            else
            {
                _diagnostics.Add(SyntaxDiagnostics.NotAnEntry(Span(statement)));
            }
        }
        if (_current.Kind != TokenKind.EndOfFile)
        {
            Report(SyntaxDiagnostics.NotAnEntry(Span(_current)));
        }
        return entries;
    }

    private ReadOnlySpan<char> TextOf(Token token) => _source.Content.AsSpan(token.Start, token.Length);

    private string NameOf(Token token) => NamePool.OfThread.Get(TextOf(token));

    private bool IsWord(string word) => _current.Kind == TokenKind.Identifier && TextOf(_current).SequenceEqual(word);

    private SourceSpan Span(Token token) => _source.Span(token.Start, token.Length);

    private SourceSpan Span(Node node) => _source.Span(node.Start, node.End - node.Start);

    private Token Peek() => _peeked ??= _lexer.Next();

    private void Advance()
    {
        _previousEnd = _current.End;
        do
        {
            _current = _peeked ?? _lexer.Next();
            _peeked = null;
        } while (_newLinesAllowed > 0 && _current.Kind == TokenKind.NewLine);
    }

    private bool TryTake(TokenKind kind)
    {
        if (_current.Kind != kind)
        {
            return false;
        }
        Advance();
        return true;
    }

    private void Expect(TokenKind kind, string wanted)
    {
        if (!TryTake(kind))
        {
            Report(SyntaxDiagnostics.Unexpected(Span(_current), Describe(_current), wanted));
        }
    }

    /// <summary>How a message names a token.</summary>
    private string Describe(Token token) =>
        token.Kind switch
        {
            TokenKind.EndOfFile => "the end of the text",
            TokenKind.NewLine => "the end of the line",
            TokenKind.CodeExit => "'}}'",
            TokenKind.Text or TokenKind.InterpolatedString or TokenKind.String or TokenKind.VerbatimString =>
                "this text",
            _ => $"'{TextOf(token)}'",
        };

    // After a mistake nothing is reported until the statement is over: what follows is most likely its consequence.
    private void Report(Diagnostic diagnostic)
    {
        if (!_isLost && !_isFatal && !_lexer.HasFailed)
        {
            _diagnostics.Add(diagnostic);
        }
        _isLost = true;
    }

    private bool Enter(int chain = 0)
    {
        _depth += chain == 0 ? 1 : 0;
        _chain += chain;
        if ((_depth > _maxDepth || _chain > _maxDepth * 4) && !_isFatal)
        {
            Report(SyntaxDiagnostics.TooDeep(Span(_current), chain == 0 ? _maxDepth : _maxDepth * 4));
            Stop();
        }
        return !_isFatal;
    }

    // From here on there is only the end of the file, which every loop of the parser stops at.
    private void Stop()
    {
        _isFatal = true;
        _peeked = null;
        var end = _source.Content.Length;
        _lexer = new Lexer(_source, end, end, wholeIsCode: true, _diagnostics);
        _current = _lexer.Next();
    }
}
