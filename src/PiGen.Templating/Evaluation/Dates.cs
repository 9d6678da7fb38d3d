using System.Globalization;
using System.Text;

namespace PiGen.Templating.Evaluation;

/// <summary>Dates as text, in the format language of Ruby's strftime that Scriban takes over.</summary>
internal static class Dates
{
    public const string DefaultFormat = "%d %b %Y";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Format(DateTimeOffset date, string format, CultureInfo? culture = null)
    {
        var builder = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] == '%' && at + 1 < format.Length)
            {
                at++;
                builder.Append(Field(date, format[at], culture ?? Culture));
            }
            else
            {
                builder.Append(format[at]);
            }
        }
        return builder.ToString();
    }

    private static string Field(DateTimeOffset date, char field, CultureInfo culture) =>
        field switch
        {
            'a' => date.ToString("ddd", culture),
            'A' => date.ToString("dddd", culture),
            'b' or 'h' => date.ToString("MMM", culture),
            'B' => date.ToString("MMMM", culture),
            'c' => Format(date, "%a %b %e %T %Y", culture),
            'C' => (date.Year / 100).ToString("D2", culture),
            'd' => date.ToString("dd", culture),
            'D' => date.ToString("MM/dd/yy", Culture),
            'e' => Padded(date.Day),
            'F' => date.ToString("yyyy-MM-dd", Culture),
            'g' => "",
            'H' => date.ToString("HH", culture),
            'I' => date.ToString("hh", culture),
            'j' => date.DayOfYear.ToString("D3", culture),
            'k' => Padded(date.Hour),
            'l' => Padded((date.Hour + 11) % 12 + 1),
            'L' => date.ToString("fff", culture),
            'm' => date.ToString("MM", culture),
            'M' => date.ToString("mm", culture),
            _ => LaterField(date, field, culture),
        };

    private static string LaterField(DateTimeOffset date, char field, CultureInfo culture) =>
        field switch
        {
            'n' => "\n",
            'N' => (date.Ticks % TimeSpan.TicksPerSecond * 100).ToString("D9", culture),
            'p' => date.Hour < 12 ? "AM" : "PM",
            'P' => date.Hour < 12 ? "am" : "pm",
            'r' => date.ToString("hh:mm:ss ", Culture) + (date.Hour < 12 ? "AM" : "PM"),
            'R' => date.ToString("HH:mm", Culture),
            's' => date.ToUnixTimeSeconds().ToString(culture),
            'S' => date.ToString("ss", culture),
            't' => "\t",
            'T' => date.ToString("HH:mm:ss", Culture),
            'u' => ((int)(date.DayOfWeek + 6) % 7 + 1).ToString(culture),
            'U' => Week(date, CalendarWeekRule.FirstFullWeek, DayOfWeek.Sunday),
            'v' => string.Create(Culture, $"{date.Day, 2}-{date:MMM}-{date:yyyy}").ToUpperInvariant(),
            'V' => ISOWeek.GetWeekOfYear(date.DateTime).ToString("D2", culture),
            'W' => Week(date, CalendarWeekRule.FirstFullWeek, DayOfWeek.Monday),
            'w' => ((int)date.DayOfWeek).ToString(culture),
            'x' => date.ToString("d", culture),
            'X' => date.ToString("T", culture),
            'y' => date.ToString("yy", culture),
            'Y' => date.ToString("yyyy", culture),
            'Z' => date.ToString("zzz", culture),
            '%' => "%",
            _ => "%" + field,
        };

    private static string Padded(int number) => number.ToString(Culture).PadLeft(2);

    private static string Week(DateTimeOffset date, CalendarWeekRule rule, DayOfWeek first)
    {
        var week = Culture.Calendar.GetWeekOfYear(date.DateTime, rule, first);
        // Days before the first full week belong to week 0 here, not to the last one of the year before.
        return (week > 50 && date.DayOfYear < 7 ? 0 : week).ToString("D2", Culture);
    }

    /// <summary>The .NET form of a strftime pattern, to parse by; null if it has a field that cannot be parsed.</summary>
    public static string? ParsePattern(string format)
    {
        var builder = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            var isField = format[at] == '%' && at + 1 < format.Length;
            var part = isField ? ParseField(format[++at]) : $"'{format[at]}'";
            if (part is null || format[at] == '\'')
            {
                return null;
            }
            builder.Append(part);
        }
        return builder.ToString();
    }

    private static string? ParseField(char field) =>
        field switch
        {
            'a' => "ddd",
            'A' => "dddd",
            'b' or 'h' => "MMM",
            'B' => "MMMM",
            'd' => "dd",
            'D' => "MM'/'dd'/'yy",
            'e' => "%d",
            'F' => "yyyy'-'MM'-'dd",
            'H' => "HH",
            'I' => "hh",
            'k' => "H",
            'l' => "h",
            'L' => "fff",
            'm' => "MM",
            'M' => "mm",
            'p' or 'P' => "tt",
            'r' => "hh':'mm':'ss tt",
            'R' => "HH':'mm",
            'S' => "ss",
            'T' => "HH':'mm':'ss",
            'y' => "yy",
            'Y' => "yyyy",
            'Z' => "zzz",
            '%' => "'%'",
            _ => null,
        };
}
