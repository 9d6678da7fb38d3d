using System.Buffers;
using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

/// <summary>Escapes for POSIX shell scripts: a value is always one word, or part of one, whatever quotes stand round it.</summary>
internal sealed class ShEscaper : ScanningEscaper<ShPlace>
{
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@+=:,./-";

    private static readonly SearchValues<char> PlainInBraces = SearchValues.Create(Plain);
    private static readonly SearchValues<char> PlainInWord = SearchValues.Create(Plain + "%");
    private static readonly SearchValues<char> PlainPath = SearchValues.Create(
        Plain.Replace("@", "").Replace("=:,", "")
    );

    private (int Position, ShHereDocument? Document) _held;

    public override string? Write(OutputBuffer output, ScalarKind kind, string text) =>
        text.Contains('\0') ? Unwritable.Nul
        : Unwritable.HasHalfCharacter(text) ? Unwritable.HalfCharacter
        : WriteAndHold(output, text);

    // At the start of a here-document's line, the template's text alone must not make the line that ends it.
    private string? WriteAndHold(OutputBuffer output, string text)
    {
        ref readonly var place = ref PlaceAtEnd(output);
        var document = place.HereDocument;
        var begins =
            document is not null && (text is [.., '\n'] || (text.Length == 0 && place.LineStart == output.Length));
        var problem = WriteAt(place, output, text);
        _held = begins ? (output.Length, document) : default;
        return problem;
    }

    public override string? ProblemOfLast(OutputBuffer output, bool isEnd) =>
        _held.Document is { } document && ShHereDocumentText.Ends(document, output.Text, _held.Position)
            ? ShProblem.EndsHereDocument(document.Delimiter)
            : null;

    /// <summary>Writes a value for a place in a script, which may be a command within a file of another language.</summary>
    /// <param name="isSplitBefore">Whether another reader counts quotes first, to whom <c>\'</c> is an escape in single quotes too.</param>
    public static string? WriteAt(
        in ShPlace place,
        OutputBuffer output,
        ReadOnlySpan<char> value,
        bool isSplitBefore = false
    ) =>
        place.Foreign is { } spelling ? ShProblem.Foreign(spelling)
        : place.FollowsBackslash ? ShProblem.AfterBackslash
        : place.Dollar == ShDollar.Sign ? ShProblem.InVariable
        : WriteWithin(place, output, value, isSplitBefore);

    private static string? WriteWithin(
        in ShPlace place,
        OutputBuffer output,
        ReadOnlySpan<char> value,
        bool isSplitBefore
    ) =>
        place.Kind switch
        {
            ShFrameKind.Commands or ShFrameKind.Backquotes => WriteWord(place, output, value, isSplitBefore),
            ShFrameKind.DoubleQuotes => ProblemOfQuoted(place, value) ?? WriteDoubleQuoted(place, output, value),
            ShFrameKind.SingleQuotes => ProblemOfQuoted(place, value)
                ?? WriteSingleQuoted(output, value, isSplitBefore),
            ShFrameKind.Comment => ProblemOfComment(place, output.Text, value) ?? WriteAsItIs(output, value),
            ShFrameKind.Braces => ProblemOfBraces(place, value) ?? WriteAsItIs(output, value),
            ShFrameKind.Arithmetic => ProblemOfNumber(value) ?? WriteAsItIs(output, value),
            ShFrameKind.DollarQuotes or ShFrameKind.Foreign => ShProblem.Foreign(place.Foreign!),
            ShFrameKind.HereDocument => ShHereDocumentText.Write(place, output, value),
        };

    private static string? WriteWord(
        in ShPlace place,
        OutputBuffer output,
        ReadOnlySpan<char> value,
        bool isSplitBefore
    )
    {
        if (place.Words.Redirection is ShRedirection.LessLess or ShRedirection.Delimiter)
        {
            return ShProblem.Delimiter;
        }
        if (place.Words.Announced is not null && value.Contains('\n'))
        {
            return ShProblem.AnnouncedText;
        }
        if (place.Words.IsStream && value is [.., '-'])
        {
            return ShProblem.Stream;
        }
        if (IsPlainWord(place, value))
        {
            return WriteAsItIs(output, value);
        }
        if (IsNameOfVariable(place.Words) && value.ContainsAnyExcept(PlainInWord))
        {
            return ShProblem.NotAName;
        }
        if (place.IsInBackquotes || place.IsInBraces)
        {
            return place.IsInBackquotes ? ShProblem.Backquotes : ShProblem.Braces;
        }
        output.Append('\'');
        WriteSingleQuoted(output, value, isSplitBefore);
        output.Append('\'');
        return null;
    }

    private static bool IsPlainWord(in ShPlace place, ReadOnlySpan<char> value)
    {
        if (place.Dollar == ShDollar.Name && (value.IsEmpty || ShPlace.IsNameCharacter(value[0])))
        {
            return false;
        }
        if (value.IsEmpty)
        {
            return place.Words.IsInWord;
        }
        return !value.ContainsAnyExcept(PlainInWord)
            && !(place.Words is { IsInWord: true, HasBrace: true } && value.ContainsAny(',', '.'))
            && (place.Words.IsPastName || place.Words.IsAssignment || !IsSpecialName(value));
    }

    private static bool IsNameOfVariable(in ShWords words) =>
        words is { IsTarget: false, IsAssignment: false, Command: ShCommand.Names or ShCommand.Local };

    // Quotes make a plain word of what would be an assignment or a word of the shell's own.
    private static bool IsSpecialName(ReadOnlySpan<char> value) => value.Contains('=') || ShPlace.IsReserved(value);

    private static string? ProblemOfQuoted(in ShPlace place, ReadOnlySpan<char> value) =>
        !(place.IsInBackquotes || place.IsInBraces) ? null
        : value.ContainsAnyExcept(PlainInBraces) || place.Dollar == ShDollar.Name
            ? place.IsInBackquotes ? ShProblem.Backquotes
                : ShProblem.Braces
        : null;

    private static string? WriteDoubleQuoted(in ShPlace place, OutputBuffer output, ReadOnlySpan<char> value)
    {
        // "$name" and "more" as "$name""more": no letter of the value lengthens the variable's name.
        if (place.Dollar == ShDollar.Name && (value.IsEmpty || ShPlace.IsNameCharacter(value[0])))
        {
            output.Append("\"\"");
        }
        AppendEscaped(output, value, "\\\"$`");
        return null;
    }

    private static string? WriteSingleQuoted(OutputBuffer output, ReadOnlySpan<char> value, bool isSplitBefore)
    {
        var special = isSplitBefore ? @"'\" : "'";
        for (var next = value.IndexOfAny(special); next >= 0; next = value.IndexOfAny(special))
        {
            output.Append(value[..next]);
            output.Append(value[next] == '\'' ? @"'\''" : @"'""\\""'");
            value = value[(next + 1)..];
        }
        return WriteAsItIs(output, value);
    }

    private static string? ProblemOfComment(in ShPlace place, ReadOnlySpan<char> text, ReadOnlySpan<char> value) =>
        place.IsInterpreterLine(text) && value.ContainsAnyExcept(PlainPath) ? ShProblem.Interpreter
        : place.IsInBackquotes && value.ContainsAnyExcept(PlainInWord) ? ShProblem.Backquotes
        : value.Contains('\n') ? ShProblem.Comment
        : null;

    private static string? ProblemOfBraces(in ShPlace place, ReadOnlySpan<char> value) =>
        !place.Words.IsPastOperator || place.Dollar == ShDollar.Name ? ShProblem.InVariable
        : value.ContainsAnyExcept(PlainInBraces) ? ShProblem.Braces
        : null;

    // 010 is eight to a shell, and 08 a mistake.
    private static string? ProblemOfNumber(ReadOnlySpan<char> value) =>
        value.IsEmpty || value.ContainsAnyExceptInRange('0', '9') || (value[0] == '0' && value.Length > 1)
            ? ShProblem.Arithmetic
            : null;

    public static void AppendEscaped(OutputBuffer output, ReadOnlySpan<char> value, ReadOnlySpan<char> special)
    {
        for (var next = value.IndexOfAny(special); next >= 0; next = value.IndexOfAny(special))
        {
            output.Append(value[..next]);
            output.Append('\\');
            output.Append(value[next]);
            value = value[(next + 1)..];
        }
        output.Append(value);
    }
}

/// <summary>Why a value cannot be written in a shell script.</summary>
internal static class ShProblem
{
    public const string AfterBackslash = "a value cannot follow a backslash: only its first character would be escaped";
    public const string InVariable = "a value cannot be part of a variable's name: it would choose the variable";
    public const string Comment = "this value holds a line break, which would end the comment";
    public const string Interpreter = "the line '#!' takes only letters, digits and '_ . / + -' from a value";
    public const string Backquotes =
        "this value would need quotes, which backquotes read twice: write $(…) instead of `…`";
    public const string Braces =
        "this value would need quotes, which shells read differently within ${…}: assign it to a variable first";
    public const string Arithmetic = "only a whole number without leading zeros can stand within $((…))";
    public const string Delimiter = "a value cannot be part of what ends a here-document";
    public const string AnnouncedText = "this value holds a line break, but a here-document begins on the next line";
    public const string StrippedTab = "this value begins a line with a tab, which <<- takes away";

    public const string Stream = "this value ends in '-', which would close the stream";
    public const string NotAName =
        "this value is no variable's name, and some shells run what they find in such a name";

    public static string Foreign(string spelling) =>
        $"what stands before, '{spelling}', is not POSIX sh, and shells disagree about what follows it";

    public static string EndsHereDocument(string delimiter) =>
        $"this value could end the here-document: a line of it reads '{delimiter}', or begins so";
}
