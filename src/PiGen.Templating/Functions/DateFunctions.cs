using System.Globalization;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary>The object <c>date</c>. Dates without an offset are taken as UTC, so that every machine reads the same.</summary>
internal static class DateFunctions
{
    private const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;

    public static ScriptObject Create() =>
        new FunctionTable("date")
            .Add("now", "", Now)
            .Add(
                "add_days",
                "date days",
                static (in FunctionCall c) => Added(c, static (date, amount) => date.AddDays(amount))
            )
            .Add(
                "add_months",
                "date months",
                static (in FunctionCall c) => Added(c, static (date, amount) => date.AddMonths((int)amount))
            )
            .Add(
                "add_years",
                "date years",
                static (in FunctionCall c) => Added(c, static (date, amount) => date.AddYears((int)amount))
            )
            .Add(
                "add_hours",
                "date hours",
                static (in FunctionCall c) => Added(c, static (date, amount) => date.AddHours(amount))
            )
            .Add(
                "add_minutes",
                "date minutes",
                static (in FunctionCall c) => Added(c, static (date, amount) => date.AddMinutes(amount))
            )
            .Add(
                "add_seconds",
                "date seconds",
                static (in FunctionCall c) => Added(c, static (date, amount) => date.AddSeconds(amount))
            )
            .Add(
                "add_milliseconds",
                "date millis",
                static (in FunctionCall c) => Added(c, static (date, amount) => date.AddMilliseconds(amount))
            )
            .Add(
                "parse",
                "text pattern? culture?",
                static (in FunctionCall c) => Parsed(c, 0, 1, 2) is { } date ? date : default(Value)
            )
            .Add("parse_to_string", "text output_pattern? output_culture? input_pattern? input_culture?", ParseToString)
            .Add("to_string", "datetime pattern? culture?", ToText)
            .Add("default_format", Dates.DefaultFormat)
            .Add("format", Dates.DefaultFormat)
            .Build();

    private static Value Now(in FunctionCall call) =>
        call.Evaluator.Options.Time is { } clock
            ? clock.GetLocalNow()
            : throw call.LeftOut("there is no clock, so that the same input gives the same text");

    private static Value Added(in FunctionCall call, Func<DateTimeOffset, double, DateTimeOffset> add)
    {
        if (call[0].Kind != ValueKind.Date)
        {
            throw call.Bad(0, "a date, as date.parse gives it");
        }
        try
        {
            return add(call[0].AsDate, call.Float(1));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw call.Refused("this leads beyond the first or last date there is", "add less");
        }
    }

    private static DateTimeOffset? Parsed(in FunctionCall call, int textAt, int patternAt, int cultureAt)
    {
        var (text, culture) = (call.Text(textAt), Cultures.Of(call, cultureAt));
        if (text.Length == 0)
        {
            return null;
        }
        var pattern = call.TextOrNull(patternAt);
        DateTimeOffset date;
        var isDate = pattern is null
            ? DateTimeOffset.TryParse(text, culture, Styles, out date)
            : DateTimeOffset.TryParseExact(text, PatternOf(call, pattern), culture, Styles, out date);
        return isDate
            ? date
            : throw call.Refused($"'{text}' is no date", "write it as 2016/01/05, or give its pattern");
    }

    private static string PatternOf(in FunctionCall call, string pattern) =>
        Dates.ParsePattern(pattern)
        ?? throw call.Refused(
            $"the pattern '{pattern}' has a field that cannot be read",
            "use fields such as %Y, %m, %d, %H, %M, %S"
        );

    private static Value ParseToString(in FunctionCall call) =>
        Parsed(call, 0, 3, 4) is { } date
            ? Dates.Format(date, call.TextOrNull(1) ?? Dates.DefaultFormat, Cultures.Of(call, 2))
            : default(Value);

    private static Value ToText(in FunctionCall call)
    {
        if (!call.Has(0))
        {
            return default;
        }
        if (call[0].Kind != ValueKind.Date)
        {
            throw call.Bad(0, "a date, as date.parse gives it");
        }
        var pattern = call.TextOrNull(1) ?? Dates.DefaultFormat;
        var isInvariant = pattern.StartsWith("%g", StringComparison.Ordinal);
        var format = isInvariant ? pattern[2..].TrimStart() : pattern;
        return call.Made(
            Dates.Format(call[0].AsDate, format.Length == 0 ? Dates.DefaultFormat : format, Cultures.Of(call, 2))
        );
    }
}
