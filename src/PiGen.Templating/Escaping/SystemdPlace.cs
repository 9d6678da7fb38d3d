namespace PiGen.Templating.Escaping;

/// <summary>What stands on a unit's line up to here.</summary>
internal enum SystemdPart
{
    LineStart,
    Section,
    Name,
    Value,
}

/// <summary>What a '$' read before makes of the next character of a command line.</summary>
internal enum SystemdVariable
{
    None,
    Sign,
    Name,
    Braces,
}

/// <summary>
/// A place in a unit file, as config_parse and extract_first_word of systemd read it (systemd.syntax(7),
/// systemd.service(5)). <c>default</c> is the start of a line.
/// </summary>
internal struct SystemdPlace : IPlace
{
    private const string CommandSigns = "-@:+!|";

    private int _nameStart;
    private char _quote;
    private bool _signIsFirst;

    public SystemdPart Part { get; private set; }

    public SystemdDirective Directive { get; private set; }

    public bool IsComment { get; private set; }

    /// <summary>Whether something but blanks stands on this line of the file: of one directive continued, it is the last line.</summary>
    public bool LineHasText { get; private set; }

    public bool ValueHasText { get; private set; }

    /// <summary>Whether the word, or the path, has characters that are neither signs nor quotes.</summary>
    public bool IsPastSigns { get; private set; }

    /// <summary>Whether the word has a ':'.</summary>
    public bool HasField { get; private set; }

    public bool FollowsBackslash { get; private set; }

    public bool FollowsPercent { get; private set; }

    public bool IsInWord { get; private set; }

    public readonly bool IsQuoted => _quote != 0;

    /// <summary>Whether a word of the command line has characters, quotes not counted.</summary>
    public bool WordHasText { get; private set; }

    public bool IsLoneSemicolon { get; private set; }

    /// <summary>Whether the word here is an argument, not the program.</summary>
    public bool IsArgument { get; private set; }

    public bool IsAfterSigns { get; private set; }

    /// <summary>Whether the program's name has the sign ':', after which systemd leaves '$' alone.</summary>
    public bool KeepsDollar { get; private set; }

    public SystemdVariable Variable { get; private set; }

    public readonly bool IsWords => Directive is SystemdDirective.QuotedWords or SystemdDirective.Command;

    public static bool IsWordSign(char c) => c == '~' || IsCommandSign(c);

    public static bool IsCommandSign(char c) => CommandSigns.Contains(c, StringComparison.Ordinal);

    public void Read(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (c is '\n' or '\r')
        {
            EndLine();
        }
        else if (!IsComment && (LineHasText || BeginsText(c)))
        {
            ReadPart(c, text, index);
        }
    }

    // A comment may stand between the lines of one directive; it does not end it.
    private void EndLine()
    {
        if (IsComment || FollowsBackslash)
        {
            (IsComment, FollowsBackslash, LineHasText) = (false, false, false);
            (IsPastSigns, HasField) = (Directive == SystemdDirective.Path && IsPastSigns, false);
            EndWord();
            return;
        }
        this = default;
    }

    private bool BeginsText(char c)
    {
        IsComment = c is '#' or ';';
        LineHasText = !IsComment && c is not (' ' or '\t');
        return LineHasText;
    }

    private void ReadPart(char c, ReadOnlySpan<char> text, int index)
    {
        var isEscaped = FollowsBackslash;
        FollowsBackslash = c == '\\' && !isEscaped;
        switch (Part)
        {
            case SystemdPart.LineStart:
                (Part, _nameStart) = (c == '[' ? SystemdPart.Section : SystemdPart.Name, index);
                break;
            case SystemdPart.Section:
                break;
            case SystemdPart.Name:
                if (c == '=')
                {
                    Part = SystemdPart.Value;
                    Directive = SystemdDirectives.Of(text[_nameStart..index].TrimEnd());
                }
                break;
            case SystemdPart.Value:
                ReadValue(c, isEscaped);
                break;
        }
    }

    private void ReadValue(char c, bool isEscaped)
    {
        ValueHasText |= c is not (' ' or '\t' or '\\');
        FollowsPercent = c == '%' && !FollowsPercent;
        if (!IsWords)
        {
            ReadSign(c);
            return;
        }
        if (!isEscaped && !IsQuoted && c is (' ' or '\t'))
        {
            EndWord();
        }
        else if (!isEscaped && (IsQuoted ? c == _quote : c is '"' or '\''))
        {
            (_quote, IsInWord, IsLoneSemicolon) = (IsQuoted ? '\0' : c, true, false);
        }
        else
        {
            ReadWord(c, isEscaped);
        }
    }

    private void ReadSign(char c)
    {
        if (c is ' ' or '\t' && Directive != SystemdDirective.Path)
        {
            (IsPastSigns, HasField) = (false, false);
            return;
        }
        HasField |= c == ':';
        IsPastSigns |= !IsWordSign(c) && c is not (' ' or '\t' or '"' or '\'' or '\\');
    }

    private void ReadWord(char c, bool isEscaped)
    {
        IsLoneSemicolon = c == ';' && !isEscaped && !IsInWord;
        if (Directive == SystemdDirective.Command)
        {
            ReadVariable(c);
            if (!IsArgument && !IsAfterSigns)
            {
                IsAfterSigns = !IsCommandSign(c);
                KeepsDollar |= c == ':';
            }
        }
        (IsInWord, WordHasText) = (true, true);
    }

    private void ReadVariable(char c)
    {
        switch (Variable)
        {
            case SystemdVariable.None when c == '$' && !KeepsDollar:
                (Variable, _signIsFirst) = (SystemdVariable.Sign, !WordHasText);
                break;
            case SystemdVariable.Sign:
                Variable =
                    c == '{' ? SystemdVariable.Braces
                    : c != '$' && _signIsFirst ? SystemdVariable.Name
                    : SystemdVariable.None;
                break;
            case SystemdVariable.Braces when c == '}':
                Variable = SystemdVariable.None;
                break;
            case SystemdVariable.None:
            case SystemdVariable.Name:
            case SystemdVariable.Braces:
                break;
        }
    }

    // A lone semicolon ends a command; the next word is a program again.
    private void EndWord()
    {
        if (IsQuoted || !IsInWord)
        {
            return;
        }
        IsArgument = !IsLoneSemicolon;
        if (IsLoneSemicolon)
        {
            (IsAfterSigns, KeepsDollar) = (false, false);
        }
        (IsInWord, WordHasText, IsLoneSemicolon, Variable) = (false, false, false, SystemdVariable.None);
    }
}
