namespace PiGen.Templating.Escaping;

/// <summary>What a '$' before makes of the next character.</summary>
internal enum ShDollar
{
    None,
    Sign,
    Name,
}

internal partial struct ShPlace
{
    /// <summary>Reads what belongs to a '$' before; false if nothing did and the character is read by itself.</summary>
    private bool ReadDollar(char c)
    {
        var doubled = _ifDoubled;
        _ifDoubled = ShFrameKind.Commands;
        if (doubled != ShFrameKind.Commands && c == '(')
        {
            _frame = new(doubled, _frame!.Outer, _frame.OuterWords)
            {
                Spelling = doubled == ShFrameKind.Foreign ? "((" : null,
            };
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
            _ifDoubled = ShFrameKind.Arithmetic;
            return true;
        }
        LoseIf(c == '[', "$[");
        if (c == '\'')
        {
            return ReadDollarQuote();
        }
        Dollar = char.IsAsciiLetter(c) || c == '_' ? ShDollar.Name : ShDollar.None;
        return Dollar == ShDollar.Name || char.IsAsciiDigit(c) || "@*#?-$!".Contains(c, StringComparison.Ordinal);
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
}
