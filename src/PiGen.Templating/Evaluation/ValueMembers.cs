namespace PiGen.Templating.Evaluation;

/// <summary>The members of values that are no objects: <c>size</c>, the parts of a date, what a template attached to an array.</summary>
internal static class ValueMembers
{
    private static readonly string[] OfDate =
    [
        "year",
        "month",
        "day",
        "day_of_year",
        "hour",
        "minute",
        "second",
        "millisecond",
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
    ];

    public static IReadOnlyList<string> NamesOf(Value value) =>
        value.Kind switch
        {
            ValueKind.Object => value.AsObject!.MemberNames,
            ValueKind.Array => ["size", .. value.AsArray!.Members?.MemberNames ?? []],
            ValueKind.Range or ValueKind.String => ["size"],
            ValueKind.Date => OfDate,
            ValueKind.TimeSpan => OfTimeSpan,
            ValueKind.Null or ValueKind.Boolean or ValueKind.Integer or ValueKind.BigInteger or ValueKind.Float => [],
            ValueKind.Function => [],
        };

    public static bool TryGet(Value target, string name, out Value value)
    {
        if (target.AsArray is { } array)
        {
            value = array.Count;
            return name == "size" || (array.Members is { } members && members.TryGetMember(name, out value));
        }
        Value? found = target.Kind switch
        {
            ValueKind.Object => target.AsObject!.TryGetMember(name, out var member) ? member : (Value?)null,
            ValueKind.String => name == "size" ? target.AsString!.Length : null,
            ValueKind.Range => name == "size" ? target.AsRange!.Count : null,
            ValueKind.Date => OfDateMember(target.AsDate, name),
            ValueKind.TimeSpan => OfTimeSpanMember(target.AsTimeSpan, name),
            _ => null,
        };
        value = found ?? default;
        return found is not null;
    }

    private static Value? OfDateMember(DateTimeOffset date, string name) =>
        name switch
        {
            "year" => date.Year,
            "month" => date.Month,
            "day" => date.Day,
            "day_of_year" => date.DayOfYear,
            "hour" => date.Hour,
            "minute" => date.Minute,
            "second" => date.Second,
            "millisecond" => date.Millisecond,
            _ => null,
        };

    private static Value? OfTimeSpanMember(TimeSpan span, string name) =>
        name switch
        {
            "days" => span.Days,
            "hours" => span.Hours,
            "minutes" => span.Minutes,
            "seconds" => span.Seconds,
            "milliseconds" => span.Milliseconds,
            "total_days" => span.TotalDays,
            "total_hours" => span.TotalHours,
            "total_minutes" => span.TotalMinutes,
            "total_seconds" => span.TotalSeconds,
            "total_milliseconds" => span.TotalMilliseconds,
            _ => null,
        };
}
