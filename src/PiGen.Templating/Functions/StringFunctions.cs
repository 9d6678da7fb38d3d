using System.Globalization;
using System.Text;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary>The object <c>string</c>.</summary>
internal static partial class StringFunctions
{
    public static ScriptObject Create()
    {
        var table = new FunctionTable("string");
        AddTests(table);
        AddChanges(table);
        AddParts(table);
        AddConversions(table);
        AddHashes(table);
        return table.Build();
    }

    private static void AddTests(FunctionTable table) =>
        table
            .Add(
                "contains",
                "text value",
                static (in FunctionCall c) => c.Has(0) && c.Text(0).Contains(c.Text(1), StringComparison.Ordinal)
            )
            .Add("empty", "text", static (in FunctionCall c) => c.Text(0).Length == 0)
            .Add("whitespace", "text", static (in FunctionCall c) => string.IsNullOrWhiteSpace(c.Text(0)))
            .Add(
                "starts_with",
                "text value",
                static (in FunctionCall c) => c.Has(0) && c.Text(0).StartsWith(c.Text(1), StringComparison.Ordinal)
            )
            .Add(
                "ends_with",
                "text value",
                static (in FunctionCall c) => c.Has(0) && c.Text(0).EndsWith(c.Text(1), StringComparison.Ordinal)
            )
            .Add(
                "equals_ignore_case",
                "text value",
                static (in FunctionCall c) =>
                    c.Has(0) && c.Has(1) && c.Text(0).Equals(c.Text(1), StringComparison.OrdinalIgnoreCase)
            )
            .Add("size", "text", static (in FunctionCall c) => c.Text(0).Length)
            .Add("index_of", "text search startIndex? count? stringComparison?", IndexOf);

    private static void AddChanges(FunctionTable table) =>
        table
            .Add("escape", "text", static (in FunctionCall c) => c.Made(Escaped(c.Text(0))))
            .Add("append", "text with", static (in FunctionCall c) => c.Made(c.Text(0) + c.Text(1)))
            .Add("prepend", "text by", static (in FunctionCall c) => c.Made(c.Text(1) + c.Text(0)))
            .Add("capitalize", "text", static (in FunctionCall c) => Capitalized(c.Text(0)))
            .Add("capitalizewords", "text", static (in FunctionCall c) => WordsCapitalized(c.Text(0)))
            .Add("downcase", "text", static (in FunctionCall c) => c.TextOrNull(0)?.ToLowerInvariant())
            .Add("upcase", "text", static (in FunctionCall c) => c.TextOrNull(0)?.ToUpperInvariant())
            .Add("handleize", "text", static (in FunctionCall c) => Handle(c.Text(0)))
            .Add(
                "literal",
                "text",
                static (in FunctionCall c) => c.Has(0) ? c.Made(ValueText.Literal(c.Text(0))) : default(Value)
            )
            .Add("pluralize", "number singular plural", static (in FunctionCall c) => c.Integer(0) == 1 ? c[1] : c[2])
            .Add("remove", "text remove", static (in FunctionCall c) => Replaced(c.Text(0), c.Text(1), ""))
            .Add(
                "remove_first",
                "text remove",
                static (in FunctionCall c) => ReplacedOnce(c.Text(0), c.Text(1), "", false)
            )
            .Add(
                "remove_last",
                "text remove",
                static (in FunctionCall c) => ReplacedOnce(c.Text(0), c.Text(1), "", true)
            )
            .Add("replace", "text match replace", Replace)
            .Add(
                "replace_first",
                "text match replace fromend?",
                static (in FunctionCall c) => c.Made(ReplacedOnce(c.Text(0), c.Text(1), c.Text(2), c[3].IsTrue))
            )
            .Add("strip", "text", static (in FunctionCall c) => c.TextOrNull(0)?.Trim())
            .Add("lstrip", "text", static (in FunctionCall c) => c.TextOrNull(0)?.TrimStart())
            .Add("rstrip", "text", static (in FunctionCall c) => c.TextOrNull(0)?.TrimEnd())
            .Add("strip_newlines", "text", static (in FunctionCall c) => c.TextOrNull(0)?.ReplaceLineEndings(""))
            .Add("pad_left", "text width paddingChar?", static (in FunctionCall c) => Padded(c, isLeft: true))
            .Add("pad_right", "text width paddingChar?", static (in FunctionCall c) => Padded(c, isLeft: false));

    private static string Escaped(string text)
    {
        var builder = new StringBuilder();
        ValueText.AppendEscaped(builder, text);
        return builder.ToString();
    }

    private static string Capitalized(string text) =>
        text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    private static string WordsCapitalized(string text) =>
        string.Create(
            text.Length,
            text,
            static (chars, text) =>
            {
                for (var at = 0; at < text.Length; at++)
                {
                    var startsWord = at == 0 || char.IsWhiteSpace(text[at - 1]);
                    chars[at] = startsWord ? char.ToUpperInvariant(text[at]) : text[at];
                }
            }
        );

    private static string Handle(string text)
    {
        var builder = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                builder.Append(char.ToLowerInvariant(c));
            }
            else if (builder.Length > 0 && builder[^1] != '-')
            {
                builder.Append('-');
            }
        }
        return builder.ToString().TrimEnd('-');
    }

    private static string Replaced(string text, string match, string by) =>
        match.Length == 0 ? text : text.Replace(match, by, StringComparison.Ordinal);

    private static Value Replace(in FunctionCall call)
    {
        var (text, match, by) = (call.Text(0), call.Text(1), call.Text(2));
        if (match.Length > 0)
        {
            call.Evaluator.Charge(
                call.Place,
                text.Length + (long)(text.Length / match.Length) * Math.Max(0, by.Length - match.Length)
            );
        }
        return Replaced(text, match, by);
    }

    private static string ReplacedOnce(string text, string match, string by, bool fromEnd)
    {
        var at =
            match.Length == 0 ? -1
            : fromEnd ? text.LastIndexOf(match, StringComparison.Ordinal)
            : text.IndexOf(match, StringComparison.Ordinal);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + match.Length));
    }

    private static Value Padded(in FunctionCall call, bool isLeft)
    {
        var width = Math.Max(0, call.Int32(1));
        var padding = call.TextOrNull(2) is [var first, ..] ? first : ' ';
        call.Evaluator.Charge(call.Place, width);
        return isLeft ? call.Text(0).PadLeft(width, padding) : call.Text(0).PadRight(width, padding);
    }

    private static Value IndexOf(in FunctionCall call)
    {
        var (text, search) = (call.Text(0), call.Text(1));
        var start = call.Int32(2);
        if (start < 0 || start > text.Length)
        {
            throw call.Refused($"the start {start} lies outside of the text", $"use a number from 0 to {text.Length}");
        }
        var count = (int)Math.Clamp(call.Integer(3, text.Length), 0, text.Length - start);
        var ignoresCase = call.TextOrNull(4)?.EndsWith("IgnoreCase", StringComparison.OrdinalIgnoreCase) == true;
        return text.IndexOf(
            search,
            start,
            count,
            ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
        );
    }

    private static void AddConversions(FunctionTable table) =>
        table
            .Add("to_int", "text", static (in FunctionCall c) => ToInteger(c.Text(0), int.MinValue, int.MaxValue))
            .Add("to_long", "text", static (in FunctionCall c) => ToInteger(c.Text(0), long.MinValue, long.MaxValue))
            .Add("to_float", "text", static (in FunctionCall c) => ToFloat(c.Text(0), isSingle: true))
            .Add("to_double", "text", static (in FunctionCall c) => ToFloat(c.Text(0), isSingle: false));

    private static Value ToInteger(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : default(Value);

    private static Value ToFloat(string text, bool isSingle)
    {
        if (
            !double.TryParse(
                text,
                NumberStyles.Float | NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return default;
        }
        // A 32-bit float shows fewer digits; going through its text keeps them few in 64 bits.
        return isSingle
            ? double.Parse(((float)number).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : number;
    }
}
