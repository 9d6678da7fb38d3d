using System.Collections.Frozen;
using System.Text;

namespace PiGen.Templating.Escaping;

internal partial struct ShPlace
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ReservedWords = ListOf(
        "if then else elif fi do done case esac while until for in { } !"
    );

    // After these a command's name follows on the same line.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Openers = ListOf(
        "if then else elif fi do done while until { } !"
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
        if (c == '=' && !_words.IsAssignment && !_words.IsQuotedWord)
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
        (_words.IsQuotedWord, _words.IsAssignment) = (false, false);
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
        if (_words.Redirection == ShRedirection.Delimiter)
        {
            Announce(DelimiterOf(text[_words.WordStart..index]));
        }
        else if (!_words.IsTarget && !_words.IsPastName && !_words.IsAssignment)
        {
            ReadName(_words.IsQuotedWord ? "" : text[_words.WordStart..index]);
        }
        (_words.IsTarget, _words.Redirection, _words.StripsTabs) = (false, ShRedirection.None, false);
    }

    private void ReadName(ReadOnlySpan<char> name)
    {
        _words.OpenCases +=
            name is "case" ? 1
            : name is "esac" ? -1
            : 0;
        _words.IsPastName = !Openers.Contains(name);
    }

    private void ReadOperator(char c, ReadOnlySpan<char> text, int index)
    {
        EndWord(text, index);
        if (c == '(')
        {
            Enter(ShFrameKind.Commands);
        }
        else if (c == ')' && _frame is { Kind: ShFrameKind.Commands } && _words.OpenCases <= 0)
        {
            Leave();
            _words.IsPastName &= _words.IsInWord;
        }
        else if (c is ';' or ')' || index == 0 || text[index - 1] is not ('<' or '>'))
        {
            (_words.IsPastName, _words.IsTarget) = (false, false);
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
        (_words.IsPastName, _words.IsTarget, _words.Redirection) = (false, false, ShRedirection.None);
        if (_words.Announced is { } document)
        {
            _words.Announced = null;
            Enter(ShFrameKind.HereDocument);
            _frame = _frame! with { HereDocument = document };
        }
    }

    private void Announce(ShHereDocument document) => _words.Announced = _words.Announced?.Then(document) ?? document;

    private readonly ShHereDocument DelimiterOf(ReadOnlySpan<char> word)
    {
        var isQuoted = word.ContainsAny('\'', '"', '\\');
        var delimiter = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            if (c is not ('\'' or '"' or '\\'))
            {
                delimiter.Append(c);
            }
        }
        return new(delimiter.ToString(), isQuoted, _words.StripsTabs, null);
    }

    private void ReadHereDocument(char c, ReadOnlySpan<char> text, int index)
    {
        var document = _frame!.HereDocument!;
        if (c == '\n')
        {
            var line = text[LineStart..index];
            if ((document.StripsTabs ? line.TrimStart('\t') : line).SequenceEqual(document.Delimiter))
            {
                EndHereDocument(document);
            }
        }
        else if (!document.IsQuoted)
        {
            ReadExpansion(c);
        }
    }

    private void EndHereDocument(ShHereDocument document)
    {
        Leave();
        if (document.Next is { } next)
        {
            Enter(ShFrameKind.HereDocument);
            _frame = _frame! with { HereDocument = next };
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
