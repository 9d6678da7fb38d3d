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
    private static readonly Dictionary<string, Func<DateTime, object>> OfDate = new()
    {
        ["year"] = static date => date.Year,
        ["month"] = static date => date.Month,
        ["day"] = static date => date.Day,
        ["hour"] = static date => date.Hour,
        ["minute"] = static date => date.Minute,
        ["second"] = static date => date.Second,
        ["millisecond"] = static date => date.Millisecond,
        ["day_of_week"] = static date => date.DayOfWeek,
        ["day_of_year"] = static date => date.DayOfYear,
        ["date"] = static date => date.Date,
        ["time_of_day"] = static date => date.TimeOfDay,
        ["ticks"] = static date => date.Ticks,
    };

    private static readonly Dictionary<string, Func<TimeSpan, object>> OfTimeSpan = new()
    {
        ["days"] = static time => time.Days,
        ["hours"] = static time => time.Hours,
        ["minutes"] = static time => time.Minutes,
        ["seconds"] = static time => time.Seconds,
        ["milliseconds"] = static time => time.Milliseconds,
        ["total_days"] = static time => time.TotalDays,
        ["total_hours"] = static time => time.TotalHours,
        ["total_minutes"] = static time => time.TotalMinutes,
        ["total_seconds"] = static time => time.TotalSeconds,
        ["total_milliseconds"] = static time => time.TotalMilliseconds,
        ["ticks"] = static time => time.Ticks,
    };

    public static ValueMembers Instance { get; } = new();

    public bool HasIndexer => false;

    public Type? IndexType => null;

    public static ICollection<string> NamesOf(object? target) =>
        target switch
        {
            DateTime => OfDate.Keys,
            TimeSpan => OfTimeSpan.Keys,
            KeyValuePair<string, object?> => ["key", "value"],
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
            DateTime date => OfDate.GetValueOrDefault(member)?.Invoke(date),
            TimeSpan time => OfTimeSpan.GetValueOrDefault(member)?.Invoke(time),
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
}
