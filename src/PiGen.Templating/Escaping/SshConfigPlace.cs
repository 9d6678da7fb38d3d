using System.Collections.Frozen;

namespace PiGen.Templating.Escaping;

/// <summary>What stands on a line of ssh_config up to here.</summary>
internal enum SshConfigPart
{
    LineStart,
    Comment,
    Keyword,

    /// <summary>After the keyword, before its first word: blanks and one '=' are passed over.</summary>
    Separator,
    Arguments,
}

/// <summary>A place in an ssh_config, as process_config_line and argv_split of OpenSSH read it. <c>default</c> is the start of a line.</summary>
internal struct SshConfigPlace : IPlace
{
    private int _keywordStart;
    private char _quote;

    public SshConfigPart Part { get; private set; }

    public SshKeyword Keyword { get; private set; }

    public readonly bool IsQuoted => _quote != 0;

    public bool IsInWord { get; private set; }

    public bool FollowsBackslash { get; private set; }

    public bool FollowsPercent { get; private set; }

    public bool FollowsDollar { get; private set; }

    /// <summary>Whether <c>${</c> is open, of which a value would choose the variable.</summary>
    public bool IsInVariable { get; private set; }

    /// <summary>The shell's own place within a command; of use for <see cref="SshKeyword.ShellCommand"/> alone.</summary>
    public ShPlace Shell { get; private set; }

    /// <summary>Where the command begins in the text.</summary>
    public int ArgumentsStart { get; private set; }

    private readonly bool IsSplit =>
        Keyword is not (SshKeyword.Jump or SshKeyword.ShellCommand or SshKeyword.BareCommand);

    public void Read(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (c == '\n')
        {
            this = default;
            return;
        }
        switch (Part)
        {
            case SshConfigPart.LineStart when c is not (' ' or '\t' or '\r'):
                (Part, _keywordStart) = (c == '#' ? SshConfigPart.Comment : SshConfigPart.Keyword, index);
                break;
            case SshConfigPart.Keyword when c is ' ' or '\t' or '=':
                Keyword = SshKeywords.Of(text[_keywordStart..index].Trim('"'));
                Part = SshConfigPart.Separator;
                break;
            case SshConfigPart.Separator when c is not (' ' or '\t' or '='):
                (Part, ArgumentsStart) = (SshConfigPart.Arguments, index);
                ReadArgument(c, text, index);
                break;
            case SshConfigPart.Arguments:
                ReadArgument(c, text, index);
                break;
            case SshConfigPart.LineStart:
            case SshConfigPart.Comment:
            case SshConfigPart.Keyword:
            case SshConfigPart.Separator:
                break;
        }
    }

    private void ReadArgument(char c, ReadOnlySpan<char> text, int index)
    {
        FollowsPercent = c == '%' && !FollowsPercent;
        IsInVariable = IsInVariable ? c != '}' : FollowsDollar && c == '{';
        FollowsDollar = c == '$';
        if (Keyword == SshKeyword.ShellCommand)
        {
            var shell = Shell;
            shell.Read(text[ArgumentsStart..], index - ArgumentsStart);
            Shell = shell;
        }
        else if (IsSplit)
        {
            ReadWord(c);
        }
    }

    private void ReadWord(char c)
    {
        var isEscaped = FollowsBackslash;
        FollowsBackslash = c == '\\' && !isEscaped;
        if (isEscaped)
        {
            IsInWord = true;
        }
        else if (!IsQuoted && c is (' ' or '\t'))
        {
            IsInWord = false;
        }
        else if (c == '#' && !IsInWord)
        {
            Part = SshConfigPart.Comment;
        }
        else
        {
            IsInWord = true;
            _quote =
                IsQuoted ? (c == _quote ? '\0' : _quote)
                : c is '"' or '\'' ? c
                : '\0';
        }
    }
}

/// <summary>How ssh reads what stands after a keyword of ssh_config(5).</summary>
internal enum SshKeyword
{
    /// <summary>Words, quoted or not, that mean themselves.</summary>
    Words,

    /// <summary>Words in which newer versions of ssh expand tokens and variables, and older ones do not.</summary>
    UncertainWords,

    /// <summary>Words in which '%' begins a token.</summary>
    TokenWords,

    /// <summary>Words in which '%' begins a token, and <c>${</c> a variable that nothing escapes.</summary>
    VariableWords,

    /// <summary>The same, and a name of a variable with '$' before it, or one of two words, instead of a path.</summary>
    Agent,

    /// <summary>Names and patterns of names, of which a sign before the first takes them away or adds them.</summary>
    SignedWords,

    /// <summary>Addresses, or paths with tokens and variables.</summary>
    Forward,

    /// <summary>Patterns of host names.</summary>
    Patterns,

    /// <summary>Conditions, or names of files in which '*' stands for many: words without escapes.</summary>
    Conditions,

    /// <summary>All of the line, quotes included, as host names with commas between.</summary>
    Jump,

    /// <summary>All of the line as a command for a shell, after tokens.</summary>
    ShellCommand,

    /// <summary>All of the line as a command for no shell, after tokens and variables.</summary>
    BareCommand,
}

/// <summary>The keywords whose values are more than words.</summary>
internal static class SshKeywords
{
    private static readonly FrozenDictionary<string, SshKeyword> Known = new (SshKeyword, string)[]
    {
        (SshKeyword.Patterns, "host"),
        (SshKeyword.Conditions, "match include"),
        (SshKeyword.TokenWords, "hostname"),
        (SshKeyword.VariableWords, "identityfile certificatefile controlpath userknownhostsfile"),
        (SshKeyword.Agent, "identityagent"),
        (
            SshKeyword.SignedWords,
            "sendenv ciphers macs kexalgorithms hostkeyalgorithms hostbasedkeytypes hostbasedacceptedalgorithms"
                + " pubkeyacceptedkeytypes pubkeyacceptedalgorithms casignaturealgorithms"
        ),
        (SshKeyword.UncertainWords, "user setenv globalknownhostsfile revokedhostkeys"),
        (SshKeyword.Forward, "localforward remoteforward dynamicforward"),
        (SshKeyword.Jump, "proxyjump"),
        (SshKeyword.ShellCommand, "proxycommand localcommand remotecommand"),
        (SshKeyword.BareCommand, "knownhostscommand"),
    }
        .SelectMany(kind => kind.Item2.Split(' '), (kind, name) => KeyValuePair.Create(name, kind.Item1))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, SshKeyword>.AlternateLookup<ReadOnlySpan<char>> ByName =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static SshKeyword Of(ReadOnlySpan<char> name) =>
        ByName.TryGetValue(name, out var keyword) ? keyword : SshKeyword.Words;
}
