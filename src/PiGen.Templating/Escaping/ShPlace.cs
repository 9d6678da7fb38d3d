namespace PiGen.Templating.Escaping;

/// <summary>
/// A place in a POSIX shell script (POSIX.1-2017, Shell Command Language, 2.2 and 2.3). <c>default</c> is its beginning.
/// </summary>
internal partial struct ShPlace : IPlace
{
    private ShFrame? _frame;
    private ShWords _words;
    private string? _lostAt;

    // What '(' has opened becomes this at a second '('.
    private ShFrameKind _ifDoubled;

    // What a backslash stood after: if a line break follows, neither is there.
    private (ShDollar, ShFrameKind) _joined;

    public readonly ShFrameKind Kind => _frame?.Kind ?? ShFrameKind.Commands;

    public readonly bool IsInBackquotes => _frame is { IsInBackquotes: true };

    public readonly bool IsInBraces => _frame is { IsInBraces: true };

    public readonly ShHereDocument? HereDocument => _frame?.HereDocument;

    public readonly ref readonly ShWords Words
    {
        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        get => ref _words;
    }

    public ShDollar Dollar { get; private set; }

    public bool FollowsBackslash { get; private set; }

    public int LineStart { get; private set; }

    /// <summary>Whether the line is the one by which the kernel chooses the interpreter.</summary>
    public readonly bool IsInterpreterLine(ReadOnlySpan<char> text) =>
        Kind == ShFrameKind.Comment && LineStart == 0 && text.StartsWith("#!");

    public void Read(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        var isJoined = FollowsBackslash && Kind == ShFrameKind.HereDocument;
        if (FollowsBackslash)
        {
            FollowsBackslash = false;
            ReadEscaped(c, index);
        }
        else
        {
            _joined = (Dollar, _ifDoubled);
            if (!ReadDollar(c))
            {
                ReadIn(Kind, c, text, index);
            }
        }
        if (c == '\n' && !isJoined)
        {
            LineStart = index + 1;
        }
    }

    private void ReadEscaped(char c, int index)
    {
        if (Kind == ShFrameKind.DollarQuotes)
        {
            LoseIf(c == '\'', "$'");
        }
        else if (c == '\n')
        {
            // Lines are joined before anything else is read.
            (Dollar, _ifDoubled) = _joined;
            LoseIf(_words.Redirection is not (ShRedirection.None or ShRedirection.Delimiter), "<<");
        }
        else if (Kind is (ShFrameKind.Commands or ShFrameKind.Backquotes))
        {
            BeginWord(index - 1);
            _words.IsQuotedWord = true;
        }
    }

    private void ReadIn(ShFrameKind kind, char c, ReadOnlySpan<char> text, int index)
    {
        switch (kind)
        {
            case ShFrameKind.Commands:
            case ShFrameKind.Backquotes:
                ReadCommand(c, text, index);
                break;
            case ShFrameKind.DoubleQuotes:
                ReadDoubleQuoted(c);
                break;
            case ShFrameKind.SingleQuotes:
                LeaveAt(c, '\'');
                break;
            case ShFrameKind.DollarQuotes:
                FollowsBackslash = c == '\\';
                LeaveAt(c, '\'');
                break;
            case ShFrameKind.Foreign:
                ReadForeign(c, text, index);
                break;
            case ShFrameKind.Comment:
                ReadComment(c, text, index);
                break;
            case ShFrameKind.Braces:
                ReadBraces(c);
                break;
            case ShFrameKind.Arithmetic:
                ReadArithmetic(c);
                break;
            case ShFrameKind.HereDocument:
                ReadHereDocument(c, text, index);
                break;
        }
    }

    private void ReadDoubleQuoted(char c)
    {
        if (!ReadExpansion(c))
        {
            LeaveAt(c, '"');
        }
    }

    private void ReadComment(char c, ReadOnlySpan<char> text, int index)
    {
        if (c == '\n' || (c == '`' && IsInBackquotes))
        {
            Leave();
            ReadCommand(c, text, index);
        }
    }

    private void ReadBraces(char c)
    {
        if (c == '}')
        {
            Leave();
        }
        else if (
            c == '"'
            || (c == '\'' && _frame!.Outer?.Kind is not (ShFrameKind.DoubleQuotes or ShFrameKind.HereDocument))
        )
        {
            Enter(c == '"' ? ShFrameKind.DoubleQuotes : ShFrameKind.SingleQuotes);
        }
        else if (!ReadExpansion(c))
        {
            _words.IsPastOperator |= _words.IsInWord && "-=?+%#".Contains(c, StringComparison.Ordinal);
            _words.IsInWord = true;
        }
    }

    private void ReadArithmetic(char c)
    {
        _words.Depth +=
            c == '(' ? 1
            : c == ')' ? -1
            : 0;
        if (_words.Depth == 0)
        {
            Leave();
        }
        else
        {
            ReadExpansion(c);
        }
    }

    private void LeaveAt(char c, char end)
    {
        if (c == end)
        {
            Leave();
        }
    }

    private void Enter(ShFrameKind kind)
    {
        _frame = new(kind, _frame, _words);
        _words = default;
    }

    private void Leave()
    {
        var announced = _words.Announced;
        _words = _frame!.OuterWords;
        _frame = _frame.Outer;
        if (announced is not null)
        {
            Announce(announced);
        }
    }

    public static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
