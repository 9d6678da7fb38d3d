using System.Globalization;

namespace PiGen.Cli.Reporting;

/// <summary>How long something has lasted, as people say it: the two largest units that tell something.</summary>
internal static class SpokenTime
{
    public static string Of(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? Text($"{(int)Math.Max(0, time.TotalSeconds)} s")
        : time < TimeSpan.FromHours(1) ? Text($"{time.Minutes} min")
        : time < TimeSpan.FromDays(1) ? Text($"{time.Hours} h {time.Minutes} min")
        : Text($"{time.Days} d {time.Hours} h");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
