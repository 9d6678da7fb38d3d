using System.Collections.Frozen;

namespace PiGen.Templating.Escaping;

internal partial struct ShPlace
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ReservedWords = ListOf(
        "if then else elif fi do done case esac while until for in { } ! time function select coproc"
    );

    // After these a command's name follows on the same line; the last four hand on to it.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Openers = ListOf(
        "if then else elif fi do done while until { } ! time coproc command builtin"
    );

    /// <summary>Whether the shell would take this for one of its own words where a command's name is expected.</summary>
    public static bool IsReserved(ReadOnlySpan<char> word) => ReservedWords.Contains(word);

    private void ReadCommand(char c, ReadOnlySpan<char> text, int index)
    {
        switch (c)
        {
            case ' ' or '\t':
                EndWord(text, index);
                break;
            case '\n':
                EndLine(text, index);
                break;
            case ';' or '&' or '|' or '(' or ')':
                ReadOperator(c, text, index);
                break;
            case '<' or '>':
                ReadRedirection(c, text, index);
                break;
            case '#' when !_words.IsInWord:
                Enter(ShFrameKind.Comment);
                break;
            case '\\':
                FollowsBackslash = true;
                break;
            case '\'' or '"' or '`' or '$':
                ReadQuote(c, index);
                break;
            default:
                ReadWord(c, text, index);
                break;
        }
    }

    private void ReadQuote(char c, int index)
    {
        if (c == '`' && Kind == ShFrameKind.Backquotes)
        {
            ReadBackquote();
            return;
        }
        BeginWord(index);
        _words.IsQuotedWord = true;
        if (!ReadExpansion(c))
        {
            Enter(c == '"' ? ShFrameKind.DoubleQuotes : ShFrameKind.SingleQuotes);
        }
    }

    private void ReadWord(char c, ReadOnlySpan<char> text, int index)
    {
        if (c == '-' && _words is { IsInWord: false, Redirection: ShRedirection.LessLess } && text[index - 1] == '<')
        {
            _words.StripsTabs = true;
            return;
        }
        BeginWord(index);
        _words.HasBrace |= c == '{';
        if (c == '[' && IsElement(text[_words.WordStart..index]))
        {
            EnterForeign("[", depth: 1);
        }
        else if (c == '=' && !_words.IsAssignment && !_words.IsQuotedWord)
        {
            _words.IsAssignment = IsName(text[_words.WordStart..index]);
        }
    }

    private void BeginWord(int index)
    {
        if (_words.IsInWord)
        {
            return;
        }
        (_words.IsInWord, _words.WordStart) = (true, index);
        (_words.IsQuotedWord, _words.IsAssignment, _words.HasBrace) = (false, false, false);
        _words.Redirection =
            _words.Redirection == ShRedirection.LessLess ? ShRedirection.Delimiter : ShRedirection.None;
    }

    private void EndWord(ReadOnlySpan<char> text, int index)
    {
        if (!_words.IsInWord)
        {
            return;
        }
        _words.IsInWord = false;
        var word = text[_words.WordStart..index];
        if (_words.Redirection == ShRedirection.Delimiter)
        {
            LoseIf(word.Contains('\n'), "<<");
            Announce(DelimiterOf(word));
        }
        else if (!_words.IsTarget)
        {
            ReadWhole(word);
        }
        (_words.IsTarget, _words.IsStream) = (false, false);
        (_words.Redirection, _words.StripsTabs) = (ShRedirection.None, false);
    }

    private void ReadWhole(ReadOnlySpan<char> word)
    {
        if (_words.IsPastName)
        {
            _words.Command = ShCommands.After(_words.Command, word);
        }
        else if (!_words.IsAssignment)
        {
            _words.Command = ShCommands.Of(word);
            LoseIf(!_words.IsQuotedWord && word.Contains('\n'), "\\");
            ReadName(_words.IsQuotedWord ? "" : word);
        }
    }

    private void ReadName(ReadOnlySpan<char> name)
    {
        _words.OpenCases +=
            name is "case" ? 1
            : name is "esac" ? -1
            : 0;
        // To bash "a[1]=" and "a+=" are assignments, after which the name is still to come.
        _words.IsPastName = !Openers.Contains(name) && name.IndexOf("]=") < 0 && name.IndexOf("+=") < 0;
        if (name is "[[")
        {
            EnterForeign("[[", depth: 0);
        }
    }

    private void ReadOperator(char c, ReadOnlySpan<char> text, int index)
    {
        var isList = c == '(' && _words.IsInWord && text[index - 1] == '=';
        EndWord(text, index);
        if (isList)
        {
            EnterForeign("=(", depth: 1);
        }
        else if (Kind == ShFrameKind.Foreign)
        {
            ReadForeign(c, text, index);
        }
        else if (c == '(')
        {
            Enter(ShFrameKind.Commands);
            _ifDoubled = ShFrameKind.Foreign;
        }
        else if (c == ')' && _frame is { Kind: ShFrameKind.Commands } && _words.OpenCases <= 0)
        {
            Leave();
            _words.IsPastName &= _words.IsInWord;
        }
        else if (c is ';' or ')' || index == 0 || text[index - 1] is not ('<' or '>'))
        {
            (_words.IsPastName, _words.IsTarget, _words.Command) = (false, false, ShCommand.Other);
        }
        else
        {
            _words.IsStream = c == '&';
        }
    }

    private void ReadRedirection(char c, ReadOnlySpan<char> text, int index)
    {
        var isNumber = _words.IsInWord && !text[_words.WordStart..index].ContainsAnyExceptInRange('0', '9');
        if (!isNumber)
        {
            EndWord(text, index);
        }
        _words.IsInWord = false;
        _words.IsTarget = true;
        _words.Redirection =
            c == '>' ? ShRedirection.None
            : index == 0 || text[index - 1] != '<' ? ShRedirection.Less
            : _words.Redirection == ShRedirection.Less ? ShRedirection.LessLess
            : ShRedirection.None;
    }

    private void EndLine(ReadOnlySpan<char> text, int index)
    {
        EndWord(text, index);
        if (Kind == ShFrameKind.Foreign)
        {
            return;
        }
        (_words.IsPastName, _words.IsTarget, _words.Redirection) = (false, false, ShRedirection.None);
        (_words.Command, _words.IsStream) = (ShCommand.Other, false);
        if (_words.Announced is { } document)
        {
            _words.Announced = null;
            Enter(ShFrameKind.HereDocument);
            _frame = _frame! with { HereDocument = document };
        }
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ListOf(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!IsNameCharacter(c))
            {
                return false;
            }
        }
        return !text.IsEmpty && !char.IsAsciiDigit(text[0]);
    }
}
