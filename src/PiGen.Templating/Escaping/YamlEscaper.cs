using System.Buffers;
using System.Collections.Frozen;
using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

/// <summary>Escapes for YAML: a string is read as this string, whatever it looks like, and never as more than one scalar.</summary>
internal sealed class YamlEscaper : ScanningEscaper<YamlPlace>
{
    // What YAML 1.1 or 1.2 reads as something else than a string.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OtherThanStrings =
        "null true false yes no on off y n"
            .Split(' ')
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> FlowSigns = SearchValues.Create(",[]{}:?");
    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789.");

    // Line breaks of YAML 1.1 and what is not printable.
    private static readonly SearchValues<char> Unprintable = SearchValues.Create([
        .. Enumerable.Range(0, 32).Select(code => (char)code),
        .. Enumerable.Range(0x7f, 0x21).Select(code => (char)code),
        .. "\u2028\u2029\uFEFF\uFFFE\uFFFF",
    ]);

    // Where the quotes end that were put round the value written last.
    private (int End, bool IsFlow) _quoted;

    public override string? Write(OutputBuffer output, ScalarKind kind, string text) =>
        Unwritable.HasHalfCharacter(text) ? Unwritable.HalfCharacter : WriteAndHold(output, text, kind);

    private string? WriteAndHold(OutputBuffer output, string text, ScalarKind kind)
    {
        ref readonly var place = ref PlaceAtEnd(output);
        var mayBeQuoted =
            !place.IsBlockText && !place.IsPlain && place.Part is YamlPart.LineStart or YamlPart.ScalarStart;
        var (isFlow, start) = (place.FlowDepth > 0, output.Length);
        var problem = WriteAt(place, output, text, kind);
        var isQuoted = mayBeQuoted && output.Length > start && output.Text[start] == '"';
        _quoted = isQuoted ? (output.Length, isFlow) : default;
        return problem;
    }

    public override string? ProblemOfLast(OutputBuffer output, bool isEnd) =>
        _quoted.End is > 0 and var end && end <= output.Length && !MayFollowQuotes(output.Text[end..], isEnd)
            ? YamlProblem.FollowedQuotes
            : null;

    private bool MayFollowQuotes(ReadOnlySpan<char> text, bool isEnd)
    {
        var rest = text.TrimStart(" \t");
        return rest switch
        {
            [] => true,
            ['\r' or '\n', ..] => true,
            ['#', ..] => rest.Length < text.Length,
            [':'] => isEnd,
            [':', ' ' or '\t' or '\r' or '\n', ..] => true,
            [',' or ']' or '}', ..] => _quoted.IsFlow,
            _ => false,
        };
    }

    private static string? WriteAt(
        in YamlPlace place,
        OutputBuffer output,
        ReadOnlySpan<char> value,
        ScalarKind kind
    ) =>
        place.IsBlockText ? ProblemInBlock(place, value) ?? WriteAsItIs(output, value)
        : place.IsPlain ? ProblemInPlain(place, value) ?? WriteAsItIs(output, value)
        : place.Part switch
        {
            YamlPart.LineStart or YamlPart.ScalarStart => WriteScalar(place, output, value, kind),
            YamlPart.DoubleQuoted => WriteDoubleQuoted(place, output, value),
            YamlPart.SingleQuoted => WriteSingleQuoted(output, value),
            YamlPart.Comment or YamlPart.Plain or YamlPart.BlockText => value.ContainsAny(Unprintable)
                ? YamlProblem.Unprintable
                : WriteAsItIs(output, value),
            YamlPart.AfterNode => YamlProblem.AfterNode,
            YamlPart.Property or YamlPart.BlockHeader => YamlProblem.NoScalar,
        };

    private static string? ProblemInBlock(in YamlPlace place, ReadOnlySpan<char> value) =>
        value.ContainsAny(Unprintable) ? YamlProblem.Unprintable
        : place.Part == YamlPart.LineStart && value is ([] or [' ', ..]) ? YamlProblem.Indentation
        : null;

    private static string? ProblemInPlain(in YamlPlace place, ReadOnlySpan<char> value) =>
        value.IsEmpty || CanBePlain(value, place.FlowDepth > 0) && value[0] is not (' ' or '#' or ':')
            ? null
            : YamlProblem.Plain;

    private static string? WriteScalar(
        in YamlPlace place,
        OutputBuffer output,
        ReadOnlySpan<char> value,
        ScalarKind kind
    )
    {
        switch (kind)
        {
            case ScalarKind.NotScalar:
                return YamlProblem.NotPlainValue;
            case ScalarKind.Float when !char.IsAsciiDigit(value[^1]):
                return YamlProblem.NotANumber;
            case ScalarKind.Text when !ReadsAsString(value, place.FlowDepth > 0):
                DoubleQuotedText.AppendQuoted(output, value);
                return null;
            default:
                return WriteAsItIs(output, value);
        }
    }

    private static bool ReadsAsString(ReadOnlySpan<char> value, bool isFlow) =>
        !value.IsEmpty
        && CanBePlain(value, isFlow)
        && (char.IsAsciiLetter(value[0]) || value[0] is '/' or '_' || IsAddress(value))
        && !OtherThanStrings.Contains(value);

    // Three dots: no number has them.
    private static bool IsAddress(ReadOnlySpan<char> value) =>
        char.IsAsciiDigit(value[0]) && value.Count('.') == 3 && !value.ContainsAnyExcept(AddressCharacters);

    private static bool CanBePlain(ReadOnlySpan<char> value, bool isFlow) =>
        !value.ContainsAny(Unprintable)
        && value[^1] is not (' ' or ':')
        && value.IndexOf(": ") < 0
        && value.IndexOf(" #") < 0
        && !(isFlow && value.ContainsAny(FlowSigns));

    private static string? WriteDoubleQuoted(in YamlPlace place, OutputBuffer output, ReadOnlySpan<char> value)
    {
        if (place.FollowsBackslash)
        {
            return YamlProblem.AfterBackslash;
        }
        DoubleQuotedText.Append(output, value);
        return null;
    }

    private static string? WriteSingleQuoted(OutputBuffer output, ReadOnlySpan<char> value)
    {
        if (value.ContainsAny(Unprintable))
        {
            return YamlProblem.Unprintable;
        }
        for (var quote = value.IndexOf('\''); quote >= 0; quote = value.IndexOf('\''))
        {
            output.Append(value[..quote]);
            output.Append("''");
            value = value[(quote + 1)..];
        }
        return WriteAsItIs(output, value);
    }
}

/// <summary>Why a value cannot be written in YAML.</summary>
internal static class YamlProblem
{
    public const string AfterBackslash = "a value cannot follow a backslash: it would become part of the escape";
    public const string Unprintable =
        "this value holds a line break or control character: put double quotes round its place";
    public const string Indentation = "this value is empty or begins with a blank, which would change the indentation";
    public const string Plain =
        "this value would end or change the plain text it stands in: put double quotes round all of it";
    public const string AfterNode = "a value cannot stand here: the quoted text or the list before it has ended";
    public const string FollowedQuotes =
        "this value needs quotes, and what follows would stand outside them: put double quotes round all of it";
    public const string NoScalar = "a value cannot stand in an anchor, a tag or after '|' and '>'";
    public const string NotPlainValue =
        "only plain values are printed as YAML; write '| object.to_json | raw' for arrays and objects";
    public const string NotANumber = "a number that is infinite or none cannot be written here";
}
