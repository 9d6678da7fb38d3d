using System.Globalization;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary>The object <c>timespan</c>.</summary>
internal static class TimeSpanFunctions
{
    public static ScriptObject Create() =>
        new FunctionTable("timespan")
            .Add("zero", TimeSpan.Zero)
            .Add("from_days", "days", static (in FunctionCall c) => From(c, TimeSpan.FromDays))
            .Add("from_hours", "hours", static (in FunctionCall c) => From(c, TimeSpan.FromHours))
            .Add("from_minutes", "minutes", static (in FunctionCall c) => From(c, TimeSpan.FromMinutes))
            .Add("from_seconds", "seconds", static (in FunctionCall c) => From(c, TimeSpan.FromSeconds))
            .Add("from_milliseconds", "millis", static (in FunctionCall c) => From(c, TimeSpan.FromMilliseconds))
            .Add("parse", "text", Parse)
            .Build();

    private static Value From(in FunctionCall call, Func<double, TimeSpan> make)
    {
        try
        {
            return make(call.Float(0));
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException)
        {
            throw call.Refused("no time span is that long", "pass a smaller number");
        }
    }

    private static Value Parse(in FunctionCall call) =>
        TimeSpan.TryParse(call.Text(0), CultureInfo.InvariantCulture, out var span)
            ? span
            : throw call.Refused("this is no time span", "write it as days.hours:minutes:seconds");
}
