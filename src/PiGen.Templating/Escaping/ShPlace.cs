namespace PiGen.Templating.Escaping;

/// <summary>What a '$' before makes of the next character.</summary>
internal enum ShDollar
{
    None,
    Sign,
    Name,
}

/// <summary>
/// A place in a POSIX shell script (POSIX.1-2017, Shell Command Language, 2.2 and 2.3). <c>default</c> is its beginning.
/// </summary>
internal partial struct ShPlace
{
    private ShFrame? _frame;
    private ShWords _words;
    private bool _mayBeArithmetic;

    public readonly ShFrameKind Kind => _frame?.Kind ?? ShFrameKind.Commands;

    public readonly bool IsInBackquotes => _frame is { IsInBackquotes: true };

    public readonly bool IsInBraces => _frame is { IsInBraces: true };

    public readonly ShHereDocument? HereDocument => _frame?.HereDocument;

    public readonly ref readonly ShWords Words
    {
        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        get => ref _words;
    }

    public bool FollowsBackslash { get; private set; }

    public ShDollar Dollar { get; private set; }

    public int LineStart { get; private set; }

    /// <summary>Whether the line is the one by which the kernel chooses the interpreter.</summary>
    public readonly bool IsInterpreterLine(ReadOnlySpan<char> text) =>
        Kind == ShFrameKind.Comment && LineStart == 0 && text.StartsWith("#!");

    public void Read(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (FollowsBackslash)
        {
            FollowsBackslash = false;
            ReadEscaped(c, index);
        }
        else if (!ReadDollar(c))
        {
            ReadIn(Kind, c, text, index);
        }
        if (c == '\n')
        {
            LineStart = index + 1;
        }
    }

    private void ReadEscaped(char c, int index)
    {
        if (c != '\n' && Kind is (ShFrameKind.Commands or ShFrameKind.Backquotes))
        {
            BeginWord(index - 1);
            _words.IsQuotedWord = true;
        }
    }

    /// <summary>Reads what belongs to a '$' before; false if nothing did and the character is read by itself.</summary>
    private bool ReadDollar(char c)
    {
        var mayBeArithmetic = _mayBeArithmetic;
        _mayBeArithmetic = false;
        if (mayBeArithmetic && c == '(')
        {
            _frame = new(ShFrameKind.Arithmetic, _frame!.Outer, _frame.OuterWords);
            _words = new() { Depth = 2 };
            return true;
        }
        var before = Dollar;
        Dollar = ShDollar.None;
        if (before == ShDollar.None)
        {
            return false;
        }
        if (before == ShDollar.Name)
        {
            Dollar = IsNameCharacter(c) ? ShDollar.Name : ShDollar.None;
            return Dollar == ShDollar.Name;
        }
        return ReadAfterSign(c);
    }

    private bool ReadAfterSign(char c)
    {
        if (c == '{')
        {
            Enter(ShFrameKind.Braces);
            return true;
        }
        if (c == '(')
        {
            Enter(ShFrameKind.Commands);
            _mayBeArithmetic = true;
            return true;
        }
        Dollar = char.IsAsciiLetter(c) || c == '_' ? ShDollar.Name : ShDollar.None;
        return Dollar == ShDollar.Name || char.IsAsciiDigit(c) || "@*#?-$!".Contains(c, StringComparison.Ordinal);
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

    /// <summary>Reads '\', '$' and '`' where they are the only signs that are special; false for all others.</summary>
    private bool ReadExpansion(char c)
    {
        switch (c)
        {
            case '\\':
                FollowsBackslash = true;
                return true;
            case '$':
                Dollar = ShDollar.Sign;
                return true;
            case '`':
                ReadBackquote();
                return true;
            default:
                return false;
        }
    }

    private void ReadBackquote()
    {
        if (!IsInBackquotes)
        {
            Enter(ShFrameKind.Backquotes);
            return;
        }
        while (Kind != ShFrameKind.Backquotes)
        {
            Leave();
        }
        Leave();
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
