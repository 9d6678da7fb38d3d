using System.Buffers;
using System.Globalization;
using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

/// <summary>Escapes for unit files: what a command line, a list of words and a line of text can say differs.</summary>
internal sealed class SystemdEscaper : ScanningEscaper<SystemdPlace>
{
    // How far a word is looked back upon before it is cheaper to know the place.
    private const int LongWord = 256;

    private static readonly SearchValues<char> PlainAnywhere = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./@,+-"
    );

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
    );

    private static readonly SearchValues<char> Control = SearchValues.Create([
        .. Enumerable.Range(0, 32).Select(code => (char)code),
        '\x7f',
    ]);

    public override string? Write(OutputBuffer output, ScalarKind kind, string text)
    {
        if (IsPlain(output.Text, text))
        {
            output.Append(text);
            return null;
        }
        var why = Unwritable.OnOneLine(text) ?? (HasNonCharacter(text) ? SystemdProblem.NonCharacter : null);
        return why ?? WriteAt(PlaceAtEnd(output), output, text);
    }

    // Letters and digits mean themselves wherever a value may stand, unless the word began with a sign that takes them in.
    private static bool IsPlain(ReadOnlySpan<char> text, ReadOnlySpan<char> value)
    {
        if (
            value.IsEmpty
            || value.ContainsAnyExcept(PlainAnywhere)
            || !(char.IsAsciiLetterOrDigit(value[0]) || value[0] == '/')
        )
        {
            return false;
        }
        var tail = text[Math.Max(0, text.Length - LongWord)..];
        var word = tail[(tail.LastIndexOfAny(" \t\r\n") + 1)..];
        return word.Length < LongWord && !word.ContainsAny('$', '%', '\\');
    }

    private static string? WriteAt(in SystemdPlace place, OutputBuffer output, ReadOnlySpan<char> value)
    {
        if (place.IsComment)
        {
            output.Append(value);
            return null;
        }
        return place.Part switch
        {
            SystemdPart.LineStart or SystemdPart.Section or SystemdPart.Name => WriteName(output, value),
            SystemdPart.Value when place.FollowsBackslash => SystemdProblem.AfterBackslash,
            SystemdPart.Value when place.FollowsPercent => SystemdProblem.AfterPercent,
            SystemdPart.Value => WriteValue(place, output, value),
        };
    }

    private static string? WriteName(OutputBuffer output, ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value.ContainsAnyExcept(NameCharacters))
        {
            return SystemdProblem.NotAName;
        }
        output.Append(value);
        return null;
    }

    private static string? WriteValue(in SystemdPlace place, OutputBuffer output, ReadOnlySpan<char> value) =>
        place.Directive switch
        {
            SystemdDirective.Word => ProblemOfWord(place, value) ?? WriteText(output, value, doublesPercent: true),
            SystemdDirective.PathPattern
            or SystemdDirective.SignedWord
            or SystemdDirective.Fields
            or SystemdDirective.Credential => ProblemOfSigned(place, value)
                ?? WriteText(output, value, doublesPercent: true),
            SystemdDirective.Amount => ProblemOfWord(place, value) ?? WriteText(output, value, doublesPercent: false),
            SystemdDirective.Text => ProblemOfText(place, value) ?? WriteText(output, value, doublesPercent: true),
            SystemdDirective.Path => ProblemOfPath(place, value) ?? WriteText(output, value, doublesPercent: true),
            SystemdDirective.QuotedWords => WriteWord(place, output, value, doublesDollar: false),
            SystemdDirective.Command => ProblemOfCommand(place, value)
                ?? WriteWord(place, output, value, place.IsArgument && !place.KeepsDollar),
        };

    private static string? ProblemOfText(in SystemdPlace place, ReadOnlySpan<char> value) =>
        value.IsEmpty ? null
        : value.ContainsAny(Control) ? SystemdProblem.ControlCharacter
        : value[^1] == '\\' ? SystemdProblem.TrailingBackslash
        : value[^1] == ' ' || (value[0] == ' ' && !(place.ValueHasText && place.LineHasText))
            ? SystemdProblem.BlankAtEdge
        : !place.LineHasText && value[0] is ('#' or ';') ? SystemdProblem.ReadAsComment
        : null;

    private static string? ProblemOfPath(in SystemdPlace place, ReadOnlySpan<char> value) =>
        ProblemOfSign(place, value) ?? ProblemOfWhole(place, value) ?? ProblemOfText(place, value);

    private static string? ProblemOfSign(in SystemdPlace place, ReadOnlySpan<char> value) =>
        !place.IsPastSigns && !value.IsEmpty && SystemdPlace.IsWordSign(value[0])
            ? SystemdProblem.Sign(value[0])
            : null;

    // "User=" is not a user without a name but the default: root.
    private static string? ProblemOfWhole(in SystemdPlace place, ReadOnlySpan<char> value) =>
        value.IsEmpty && !place.ValueHasText ? SystemdProblem.Empty : null;

    private static string? ProblemOfSigned(in SystemdPlace place, ReadOnlySpan<char> value) =>
        ProblemOfSign(place, value) is { } problem && value[0] != '@' ? problem
        : place.Directive == SystemdDirective.PathPattern && value.ContainsAny("*?[") ? SystemdProblem.Pattern
        : SplitsFields(place) && value.Contains(':') ? SystemdProblem.Field
        : ProblemOfWord(place, value);

    private static bool SplitsFields(in SystemdPlace place) =>
        place.Directive == SystemdDirective.Fields
        || (place.Directive == SystemdDirective.Credential && !place.HasField);

    private static string? ProblemOfWord(in SystemdPlace place, ReadOnlySpan<char> value) =>
        value.ContainsAny(" \"'\\")
            ? SystemdProblem.NotAWord
            : ProblemOfWhole(place, value) ?? ProblemOfText(place, value);

    private static string? ProblemOfCommand(in SystemdPlace place, ReadOnlySpan<char> value) =>
        place.Variable != SystemdVariable.None ? SystemdProblem.InVariable
        : place.IsArgument ? null
        : value.ContainsAny(Control) || value.ContainsAny("\"'\\$") ? SystemdProblem.NotAProgram
        : place.IsAfterSigns ? null
        : value.IsEmpty || value is ";" ? SystemdProblem.NotAProgram
        : SystemdPlace.IsCommandSign(value[0]) ? SystemdProblem.Sign(value[0])
        : null;

    private static string? WriteText(OutputBuffer output, ReadOnlySpan<char> value, bool doublesPercent)
    {
        for (var percent = doublesPercent ? value.IndexOf('%') : -1; percent >= 0; percent = value.IndexOf('%'))
        {
            output.Append(value[..percent]);
            output.Append("%%");
            value = value[(percent + 1)..];
        }
        output.Append(value);
        return null;
    }

    private static string? WriteWord(
        in SystemdPlace place,
        OutputBuffer output,
        ReadOnlySpan<char> value,
        bool doublesDollar
    )
    {
        if (value.IsEmpty && !place.IsInWord)
        {
            output.Append("\"\"");
        }
        var mayBeSign = (!place.IsInWord && value is ";") || (!place.LineHasText && value is ['#' or ';', ..]);
        if (mayBeSign)
        {
            AppendHex(output, value[0]);
            value = value[1..];
        }
        foreach (var c in value)
        {
            AppendEscaped(output, c, place is { IsQuoted: true, LineHasText: true }, doublesDollar);
        }
        return null;
    }

    private static void AppendEscaped(OutputBuffer output, char c, bool isQuoted, bool doublesDollar)
    {
        switch (c)
        {
            case '%':
                output.Append("%%");
                break;
            case '$' when doublesDollar:
                output.Append("$$");
                break;
            case '\\' or '"' or '\'':
                output.Append('\\');
                output.Append(c);
                break;
            case ' ' when isQuoted:
                output.Append(c);
                break;
            case <= ' ' or '\x7f':
                AppendHex(output, c);
                break;
            default:
                output.Append(c);
                break;
        }
    }

    private static void AppendHex(OutputBuffer output, char c)
    {
        output.Append("\\x");
        output.Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
    }

    // systemd skips lines that hold one: https://www.unicode.org/faq/private_use.html#nonchar1
    private static bool HasNonCharacter(ReadOnlySpan<char> value)
    {
        if (!value.ContainsAnyInRange('\uD800', '\uFFFF'))
        {
            return false;
        }
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE)
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>Why a value cannot be written in a unit file.</summary>
internal static class SystemdProblem
{
    public const string NonCharacter =
        "this value holds a code point that is no character, and systemd skips lines with one";
    public const string AfterBackslash = "a value cannot follow a backslash: it would become part of the escape";
    public const string AfterPercent = "a value cannot follow a single '%': it would become part of the specifier";
    public const string InVariable = "a value cannot be part of a variable's name: it would choose the variable";
    public const string NotAName =
        "only letters, digits, '-', '_' and '.' may stand in a section's or directive's name";
    public const string ControlCharacter = "this value holds a control character, which this directive cannot say";
    public const string TrailingBackslash = "this value ends in a backslash, which would draw in the next line";
    public const string BlankAtEdge = "this value begins or ends in a blank, which systemd takes away";
    public const string ReadAsComment = "this value begins a line with '#' or ';', which makes it a comment";
    public const string NotAWord =
        "this value holds a blank, a quote or a backslash, but this directive takes plain words";
    public const string Empty = "this value is empty, which sets the directive back to its default";
    public const string Pattern = "this value holds one of '*', '?' and '[', which make it a pattern";
    public const string Field = "this value holds a ':', which would begin the next field";
    public const string NotAProgram =
        "a program's name cannot be empty or ';', nor hold a quote, a backslash, '$' or a control character";

    public static string Sign(char sign) =>
        $"this value begins with '{sign}', which systemd takes as a sign of its own here";
}
