using System.Globalization;
using System.Text;
using Scriban;
using Scriban.Functions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Engine.Functions;

/// <summary>
/// The object <c>date</c>. All dates are in UTC, whatever the machine's time zone, and nothing is taken from its clock.
/// Scriban prints dates by an object of this type.
/// </summary>
internal sealed class DateObject : DateTimeFunctions
{
    private const string NoClock = "there is no clock, so that the same input gives the same text";
    private const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;

    public DateObject() =>
        new FunctionTable("date", this)
            .Refuse("now", NoClock)
            .Refuse("utc_now", NoClock)
            .Add("add_days", "date:date days:number", static c => AddDays(c.Date(0), c.Number(1)))
            .Add("add_months", "date:date months:int", static c => AddMonths(c.Date(0), c.Int(1)))
            .Add("add_years", "date:date years:int", static c => AddYears(c.Date(0), c.Int(1)))
            .Add("add_hours", "date:date hours:number", static c => AddHours(c.Date(0), c.Number(1)))
            .Add("add_minutes", "date:date minutes:number", static c => AddMinutes(c.Date(0), c.Number(1)))
            .Add("add_seconds", "date:date seconds:number", static c => AddSeconds(c.Date(0), c.Number(1)))
            .Add("add_milliseconds", "date:date millis:number", static c => AddMilliseconds(c.Date(0), c.Number(1)))
            .Add("parse", "text pattern? culture?", static c => Parsed(c, 1, 2))
            .Add(
                "parse_to_string",
                "text output_pattern? output_culture? input_pattern? input_culture?",
                c => Shown(c, Parsed(c, 3, 4), c[1] is null ? DefaultFormat : c.Pattern(1))
            )
            .Add("to_string", "date:date pattern culture?", c => Shown(c, (DateTime?)c[0], c.Pattern(1)))
            .Set("format", DefaultFormat)
            .Build();

    /// <summary><c>date "2026-01-31"</c> is <c>date.parse</c>, and <c>date</c> alone the object.</summary>
    public override object? Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) =>
        arguments.Count == 0
            ? this
            : ScriptFunctionCall.Call(context, callerContext, (IScriptCustomFunction)this["parse"]!, arguments);

    private string? Shown(FunctionCall call, DateTime? date, string pattern) =>
        ToString(date, pattern, call.Culture(2));

    private static DateTime? Parsed(FunctionCall call, int patternAt, int cultureAt)
    {
        if (string.IsNullOrEmpty(call.Text(0)))
        {
            return null;
        }
        var (text, culture) = (call.Pattern(0), call.Culture(cultureAt));
        var isDate = call[patternAt] is null
            ? DateTimeOffset.TryParse(text, culture, Styles, out var date)
                // .NET takes a year that is missing from the clock.
                && text.Contains(date.Year.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            : DateTimeOffset.TryParseExact(text, FormatOf(call, patternAt, culture), culture, Styles, out date);
        return isDate
            ? date.UtcDateTime
            : throw call.Context.Refuse(
                $"'{text}' is no date",
                "write it as 2026-01-31, its year with four digits, or give its pattern"
            );
    }

    // A pattern of Scriban's as a format of .NET's. What is no field of Scriban's is passed on, as Scriban does.
    private static string FormatOf(FunctionCall call, int at, CultureInfo culture)
    {
        var (pattern, format) = (call.Pattern(at), new StringBuilder());
        for (var i = 0; i < pattern.Length; i++)
        {
            var field = pattern[i] == '%' && i + 1 < pattern.Length ? FieldOf(pattern[++i], culture) : $"{pattern[i]}";
            format.Append(
                field
                    ?? throw call.Context.Refuse(
                        $"the field %{pattern[i]} cannot be read",
                        "use %Y, %m, %d, %H, %M, %S"
                    )
            );
        }
        return format.ToString() is var whole && whole.Contains('y')
            ? whole
            : throw call.Context.Refuse("a date cannot be read without its year", "add %Y to the pattern");
    }

    private static string? FieldOf(char field, CultureInfo culture) =>
        field switch
        {
            'a' => "ddd",
            'A' => "dddd",
            'b' or 'h' => "MMM",
            'B' => "MMMM",
            'c' => "ddd MMM dd HH:mm:ss yyyy",
            'd' => "dd",
            'D' => "MM/dd/yy",
            'e' => "%d",
            'F' => "yyyy-MM-dd",
            'g' => "",
            'H' => "HH",
            'I' => "hh",
            'k' => "%H",
            'l' => "%h",
            'L' => "fff",
            'm' => "MM",
            'M' => "mm",
            'N' => "fffffff00",
            'p' or 'P' => "tt",
            'r' => "hh:mm:ss tt",
            'R' => "HH:mm",
            'S' => "ss",
            'T' => "HH:mm:ss",
            'x' => culture.DateTimeFormat.ShortDatePattern,
            'X' => culture.DateTimeFormat.LongTimePattern,
            'y' => "yy",
            'Y' => "yyyy",
            'Z' => "zzz",
            _ => null,
        };
}
