using System.Buffers;
using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

/// <summary>Escapes for ssh_config: words are quoted as argv_split reads them, tokens and commands as their keyword does.</summary>
internal sealed class SshConfigEscaper : ScanningEscaper<SshConfigPlace>
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(LettersAndDigits);
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(LettersAndDigits + "_.:@/+-");
    private static readonly SearchValues<char> JumpCharacters = SearchValues.Create(LettersAndDigits + "_.:@/+-[]");
    private static readonly SearchValues<char> NeedingQuotes = SearchValues.Create(" \t\"'\\#");
    private static readonly SearchValues<char> Control = SearchValues.Create([
        .. Enumerable.Range(0, 32).Where(code => code != '\t').Select(code => (char)code),
        '\x7f',
    ]);

    public override string? Write(OutputBuffer output, ScalarKind kind, string text)
    {
        var why =
            Unwritable.OnOneLine(text)
            ?? (text.AsSpan().ContainsAny(Control) ? SshConfigProblem.ControlCharacter : null);
        return why ?? WriteAt(PlaceAtEnd(output), output, text);
    }

    private static string? WriteAt(in SshConfigPlace place, OutputBuffer output, ReadOnlySpan<char> value) =>
        place.Part switch
        {
            SshConfigPart.LineStart or SshConfigPart.Keyword => value.IsEmpty || value.ContainsAnyExcept(NameCharacters)
                ? SshConfigProblem.NotAKeyword
                : WriteAsItIs(output, value),
            SshConfigPart.Comment => WriteAsItIs(output, value),
            SshConfigPart.Separator or SshConfigPart.Arguments => ProblemOfPlace(place, value)
                ?? WriteArgument(place, output, value),
        };

    private static string? ProblemOfPlace(in SshConfigPlace place, ReadOnlySpan<char> value) =>
        place.FollowsBackslash ? SshConfigProblem.AfterBackslash
        : value.IsEmpty && !place.IsInWord && place.Keyword != SshKeyword.ShellCommand ? SshConfigProblem.Empty
        : place.FollowsPercent && ExpandsTokens(place.Keyword) ? SshConfigProblem.AfterPercent
        : ExpandsVariables(place.Keyword) && (place.IsInVariable || MayBeVariable(place, value))
            ? SshConfigProblem.Variable
        : null;

    private static bool MayBeVariable(in SshConfigPlace place, ReadOnlySpan<char> value) =>
        value.IndexOf("${") >= 0 || value is [.., '$'] || (place.FollowsDollar && value is ['{', ..] or []);

    private static bool ExpandsTokens(SshKeyword keyword) =>
        keyword is not (SshKeyword.Words or SshKeyword.SignedWords or SshKeyword.Patterns or SshKeyword.Conditions);

    private static bool ExpandsVariables(SshKeyword keyword) =>
        keyword
            is SshKeyword.VariableWords
                or SshKeyword.Agent
                or SshKeyword.UncertainWords
                or SshKeyword.Forward
                or SshKeyword.BareCommand;

    private static string? WriteArgument(in SshConfigPlace place, OutputBuffer output, ReadOnlySpan<char> value) =>
        place.Keyword switch
        {
            SshKeyword.Words => WriteWord(place, output, value, doublesPercent: false),
            SshKeyword.UncertainWords => value.Contains('%')
                ? SshConfigProblem.UncertainPercent
                : WriteWord(place, output, value, doublesPercent: false),
            SshKeyword.TokenWords or SshKeyword.VariableWords => WriteWord(place, output, value, doublesPercent: true),
            SshKeyword.Agent => BeginsWord(place, output.Text) && value is ['$', ..] or "none" or "SSH_AUTH_SOCK"
                ? SshConfigProblem.NotASocket
                : WriteWord(place, output, value, doublesPercent: true),
            SshKeyword.SignedWords => value.ContainsAny("*?!")
            || (BeginsWord(place, output.Text) && value is ['-' or '+' or '^', ..])
                ? SshConfigProblem.Signed
                : WriteWord(place, output, value, doublesPercent: false),
            SshKeyword.Forward => value.Contains('%') && value.Contains('/')
                ? SshConfigProblem.UncertainPercent
                : WriteWord(place, output, value, doublesPercent: false),
            SshKeyword.Patterns => value.ContainsAny("*?!,")
                ? SshConfigProblem.Pattern
                : WriteWord(place, output, value, doublesPercent: false),
            SshKeyword.Conditions or SshKeyword.BareCommand => value.ContainsAnyExcept(PlainCharacters)
                ? SshConfigProblem.NotPlain
                : WriteAsItIs(output, value),
            SshKeyword.Jump => value.ContainsAnyExcept(JumpCharacters) || value[0] == '-'
                ? SshConfigProblem.NotAJumpHost
                : WriteAsItIs(output, value),
            SshKeyword.ShellCommand => WriteInCommand(place, output, value),
        };

    private static bool BeginsWord(in SshConfigPlace place, ReadOnlySpan<char> text) =>
        !place.IsInWord || text is [.., '"' or '\''];

    private static string? WriteWord(
        in SshConfigPlace place,
        OutputBuffer output,
        ReadOnlySpan<char> value,
        bool doublesPercent
    )
    {
        // ssh passes over one '=' between a keyword and its first word.
        var needsQuotes =
            !place.IsQuoted
            && (value.ContainsAny(NeedingQuotes) || (place.Part == SshConfigPart.Separator && value is ['=', ..]));
        if (needsQuotes)
        {
            output.Append('"');
        }
        AppendEscaped(output, value, doublesPercent);
        if (needsQuotes)
        {
            output.Append('"');
        }
        return null;
    }

    private static void AppendEscaped(OutputBuffer output, ReadOnlySpan<char> value, bool doublesPercent)
    {
        foreach (var c in value)
        {
            if (c is '"' or '\'' or '\\')
            {
                output.Append('\\');
            }
            if (c == '%' && doublesPercent)
            {
                output.Append('%');
            }
            output.Append(c);
        }
    }

    // ssh splits a command's line into words as any other before it hands the whole line to a shell.
    private static string? WriteInCommand(in SshConfigPlace place, OutputBuffer output, ReadOnlySpan<char> value)
    {
        var start = output.Length;
        var problem = ShEscaper.WriteAt(place.Shell, output, value, isSplitBefore: true);
        if (problem is null && value.Contains('%'))
        {
            output.Append(output.CutFrom(start).Replace("%", "%%", StringComparison.Ordinal));
        }
        return problem;
    }
}

/// <summary>Why a value cannot be written in an ssh_config.</summary>
internal static class SshConfigProblem
{
    public const string ControlCharacter = "this value holds a control character, which ssh_config cannot say";
    public const string NotAKeyword = "only letters and digits may stand in a keyword";
    public const string AfterBackslash = "a value cannot follow a backslash: it would become part of the escape";
    public const string AfterPercent = "a value cannot follow a single '%': it would become part of the token";
    public const string Empty = "this value is empty, and ssh takes no empty argument";
    public const string Variable =
        "this value holds or stands within '${', which ssh replaces here and nothing escapes";
    public const string UncertainPercent =
        "this value holds a '%', which some versions of ssh expand here and others do not";
    public const string Pattern = "this value holds one of '*', '?', '!' and ',', which make it a pattern";
    public const string NotASocket = "this value is no path of a socket: ssh takes it for a variable's name, or none";
    public const string Signed =
        "this value holds '*', '?' or '!', or begins with '-', '+' or '^', which change the list instead";
    public const string NotPlain = "only letters, digits and '_ . : @ / + -' can be written here";
    public const string NotAJumpHost =
        "this is not one jump host: only letters, digits and '_ . : @ / + - [ ]' can be written here";
}
