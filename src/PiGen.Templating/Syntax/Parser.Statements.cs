namespace PiGen.Templating.Syntax;

internal sealed partial class Parser
{
    /// <summary>Reads statements until the end of the file or a keyword that ends a block, which is left to the caller.</summary>
    private void Block(List<Statement> statements)
    {
        while (true)
        {
            switch (_current.Kind)
            {
                case TokenKind.EndOfFile:
                    return;
                case TokenKind.Text:
                    AddText(statements);
                    break;
                case TokenKind.CodeEnter:
                    EnterCode();
                    break;
                case TokenKind.CodeExit:
                    ExitCode();
                    break;
                case TokenKind.NewLine or TokenKind.Semicolon:
                    Advance();
                    break;
                default:
                    if (IsBlockEnd())
                    {
                        return;
                    }
                    AddStatement(statements);
                    break;
            }
        }
    }

    private void AddText(List<Statement> statements)
    {
        if (_current.Length > 0)
        {
            statements.Add(new TextStatement(_current.Start, _current.End));
        }
        Advance();
    }

    private void EnterCode()
    {
        _codeOpenedAt = _current.Start;
        _indent =
            _current.Indent == 0
                ? null
                : NamePool.OfThread.Get(_source.Content.AsSpan(_current.Start - _current.Indent, _current.Indent));
        Advance();
    }

    private void ExitCode()
    {
        _codeOpenedAt = -1;
        _indent = null;
        Advance();
    }

    private bool IsBlockEnd() => (IsWord("end") || IsWord("else") || IsWord("when")) && Peek().Kind != TokenKind.Equal;

    private void AddStatement(List<Statement> statements)
    {
        if (Statement() is { } statement)
        {
            statements.Add(statement);
        }
        if (_isLost)
        {
            SkipStatement();
        }
    }

    private void SkipStatement()
    {
        while (
            _current.Kind is not (TokenKind.EndOfFile or TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit)
        )
        {
            Advance();
        }
        _isLost = false;
    }

    private void EndStatement()
    {
        if (
            !_isLost
            && _current.Kind
                is not (TokenKind.EndOfFile or TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit)
        )
        {
            Report(SyntaxDiagnostics.ExpectedEndOfStatement(Span(_current), Describe(_current)));
        }
        if (_isLost)
        {
            SkipStatement();
        }
    }

    private Statement? Statement()
    {
        // Before "=" a keyword is a name: for = "worker" reads well in front matter.
        if (_current.Kind != TokenKind.Identifier || Peek().Kind == TokenKind.Equal)
        {
            return ExpressionStatement();
        }
        return TextOf(_current) switch
        {
            "if" => IfStatement(),
            "for" or "tablerow" when Peek().Kind != TokenKind.Dot => ForStatement(),
            "while" when Peek().Kind != TokenKind.Dot => WhileStatement(),
            "case" => CaseStatement(),
            "capture" => CaptureStatement(),
            "with" => WithStatement(),
            "wrap" => WrapStatement(),
            "func" => FunctionStatement(),
            "import" => ImportStatement(),
            "readonly" => ReadOnlyStatement(),
            "ret" => ReturnStatement(),
            "break" or "continue" => JumpStatement(),
            _ => ExpressionStatement(),
        };
    }

    private Statement? ExpressionStatement()
    {
        if (!IsStartOfExpression())
        {
            var isLiquid = _current.Kind == TokenKind.Percent;
            Report(
                isLiquid
                    ? SyntaxDiagnostics.LiquidTag(Span(_current))
                    : SyntaxDiagnostics.Unexpected(Span(_current), Describe(_current), "a statement or an expression")
            );
            Advance();
            return null;
        }
        var expression = Expression(mode: ExpressionMode.Statement);
        if (_declared is { } declared)
        {
            _declared = null;
            return declared;
        }
        EndStatement();
        return expression is Assign ? new Evaluate(expression) : new Print(expression, _indent);
    }

    /// <summary>Reads the statements of a block and the <c>end</c> that closes it.</summary>
    private Statement[] Body(string keyword, int start)
    {
        var body = OpenBody();
        CloseBody(keyword, start);
        return body;
    }

    private Statement[] OpenBody()
    {
        var statements = new List<Statement>();
        var (newLines, chain) = (_newLinesAllowed, _chain);
        (_newLinesAllowed, _chain) = (0, 0);
        if (Enter())
        {
            Block(statements);
        }
        _depth--;
        (_newLinesAllowed, _chain) = (newLines, chain);
        return [.. statements];
    }

    private void CloseBody(string keyword, int start, bool isAnonymous = false)
    {
        if (IsWord("end"))
        {
            Advance();
            if (!isAnonymous)
            {
                EndStatement();
            }
        }
        else if (_current.Kind == TokenKind.EndOfFile)
        {
            ReportMissingEnd(keyword, start);
        }
        else
        {
            var word = TextOf(_current).ToString();
            Report(
                SyntaxDiagnostics.StrayKeyword(
                    Span(_current),
                    word,
                    word == "when" ? "'case'" : "'if', 'case' or 'for'"
                )
            );
            SkipStatement();
        }
    }

    private void ReportMissingEnd(string keyword, int start)
    {
        var opening = _source.Span(start, keyword.Length);
        var place = _source.Span(Math.Max(start, _previousEnd - 1), 1);
        Report(SyntaxDiagnostics.MissingEnd(place, keyword) with { Notes = [new(opening, "it is opened here")] });
    }
}
