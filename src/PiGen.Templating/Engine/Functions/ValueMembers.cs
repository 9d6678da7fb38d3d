using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace PiGen.Templating.Engine.Functions;

/// <summary>
/// The members of dates, of time spans, and of the pairs that an object is gone through by. Scriban finds them by reflection,
/// which a native program does not have for them; other plain objects of .NET do not get into a template.
/// </summary>
internal sealed class ValueMembers : IObjectAccessor
{
    private static readonly string[] OfDate =
    [
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "millisecond",
        "day_of_week",
        "day_of_year",
        "date",
        "time_of_day",
        "ticks",
    ];

    private static readonly string[] OfTimeSpan =
    [
        "days",
        "hours",
        "minutes",
        "seconds",
        "milliseconds",
        "total_days",
        "total_hours",
        "total_minutes",
        "total_seconds",
        "total_milliseconds",
        "ticks",
    ];

    private static readonly string[] OfPair = ["key", "value"];

    public static ValueMembers Instance { get; } = new();

    public bool HasIndexer => false;

    public Type? IndexType => null;

    public static IReadOnlyList<string> NamesOf(object? target) =>
        target switch
        {
            DateTime => OfDate,
            TimeSpan => OfTimeSpan,
            KeyValuePair<string, object?> => OfPair,
            _ => [],
        };

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) => NamesOf(target).Count;

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) => NamesOf(target);

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) =>
        NamesOf(target).Contains(member);

    public bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = target switch
        {
            DateTime date => Of(date, member),
            TimeSpan time => Of(time, member),
            KeyValuePair<string, object?> pair => member == "key" ? pair.Key : pair.Value,
            _ => null,
        };
        return HasMember(context, span, target, member);
    }

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) =>
        false;

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value)
    {
        value = null;
        return false;
    }

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) =>
        false;

    private static object? Of(DateTime date, string member) =>
        member switch
        {
            "year" => date.Year,
            "month" => date.Month,
            "day" => date.Day,
            "hour" => date.Hour,
            "minute" => date.Minute,
            "second" => date.Second,
            "millisecond" => date.Millisecond,
            "day_of_week" => date.DayOfWeek,
            "day_of_year" => date.DayOfYear,
            "date" => date.Date,
            "time_of_day" => date.TimeOfDay,
            "ticks" => date.Ticks,
            _ => null,
        };

    private static object? Of(TimeSpan time, string member) =>
        member switch
        {
            "days" => time.Days,
            "hours" => time.Hours,
            "minutes" => time.Minutes,
            "seconds" => time.Seconds,
            "milliseconds" => time.Milliseconds,
            "total_days" => time.TotalDays,
            "total_hours" => time.TotalHours,
            "total_minutes" => time.TotalMinutes,
            "total_seconds" => time.TotalSeconds,
            "total_milliseconds" => time.TotalMilliseconds,
            "ticks" => time.Ticks,
            _ => null,
        };
}
