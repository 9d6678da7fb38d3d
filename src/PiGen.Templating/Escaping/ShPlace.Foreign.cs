namespace PiGen.Templating.Escaping;

/// <summary>What is not POSIX sh: each shell reads it by rules of its own, if at all.</summary>
internal partial struct ShPlace
{
    /// <summary>The spelling after which it is not known how a shell reads on; null where it is known.</summary>
    public readonly string? Foreign =>
        _lostAt ?? _frame?.Spelling ?? (_words.Command == ShCommand.Foreign ? "a command of bash" : null);

    private void LoseIf(bool isLost, string spelling) => _lostAt ??= isLost ? spelling : null;

    private void EnterForeign(string spelling, int depth)
    {
        Enter(ShFrameKind.Foreign);
        _frame = _frame! with { Spelling = spelling };
        _words.Depth = depth;
    }

    // Quotes end at the same place for all shells; what begins a comment or a here-document for one does not for another.
    private void ReadForeign(char c, ReadOnlySpan<char> text, int index)
    {
        var before = text[index - 1];
        var spelling = _frame!.Spelling!;
        LoseIf(c == '#' || (c is '<' or ';' && c == before) || (c == '\n' && spelling == "["), spelling);
        if (c is '"' or '\'')
        {
            Enter(c == '"' ? ShFrameKind.DoubleQuotes : ShFrameKind.SingleQuotes);
        }
        else if (!ReadExpansion(c) && Closes(spelling, c, before))
        {
            Leave();
        }
    }

    private bool Closes(string spelling, char c, char before)
    {
        var (open, close) = spelling[0] == '[' ? ('[', ']') : ('(', ')');
        if (spelling == "[[")
        {
            return c == ']' && before == ']';
        }
        _words.Depth +=
            c == open ? 1
            : c == close ? -1
            : 0;
        return _words.Depth == 0;
    }

    /// <summary>Reads the quote of <c>$'</c>; false where '$' is a sign like others.</summary>
    private bool ReadDollarQuote()
    {
        if (Kind is ShFrameKind.DoubleQuotes or ShFrameKind.HereDocument)
        {
            return false;
        }
        LoseIf(IsInBackquotes || Kind is ShFrameKind.Braces or ShFrameKind.Arithmetic, "$'");
        Enter(ShFrameKind.DollarQuotes);
        _frame = _frame! with { Spelling = "$'" };
        return true;
    }

    private readonly bool IsElement(ReadOnlySpan<char> word) =>
        _words is { IsPastName: false, IsTarget: false, IsQuotedWord: false, Redirection: ShRedirection.None }
        && IsName(word);
}
