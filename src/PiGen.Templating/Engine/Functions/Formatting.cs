using System.Globalization;
using System.Numerics;

namespace PiGen.Templating.Engine.Functions;

/// <summary>Values by the format strings of .NET.</summary>
internal static class Formatting
{
    public static string Format(FunctionCall call, bool isFormattable)
    {
        if (call[0] is null)
        {
            return "";
        }
        if (!isFormattable)
        {
            throw call.Bad(0, "a number");
        }
        var format = call[1] is null ? "" : call.Pattern(1);
        // A letter and a number: the number is how many digits there will be.
        if (format.Length > 4 && char.IsAsciiLetter(format[0]) && !format.AsSpan(1).ContainsAnyExceptInRange('0', '9'))
        {
            throw call.Context.Refuse("a precision beyond 999 is not useful", "write fewer digits");
        }
        call.Context.Work(call[0] is BigInteger number ? (long)number.GetByteCount() * number.GetByteCount() / 64 : 10);
        return ((IFormattable)call[0]!).ToString(format, call.Culture(2));
    }
}

/// <summary>
/// The cultures that templates may name. The program runs without those of the system, so that every machine gives the
/// same text; these few are the ones that Scriban's own documentation uses.
/// </summary>
internal static class Cultures
{
    private static CultureInfo? _british;
    private static CultureInfo? _french;

    /// <summary>The culture of a name; the invariant one, which reads as American English, for none. Null if it is unknown.</summary>
    public static CultureInfo? Find(string? name) =>
        name switch
        {
            null or "" or "en-US" or "en" => CultureInfo.InvariantCulture,
            "en-GB" => _british ??= CreateBritish(),
            "fr-FR" or "fr" => _french ??= CreateFrench(),
            _ => null,
        };

    private static CultureInfo CreateBritish()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.ShortDatePattern = "dd/MM/yyyy";
        return culture;
    }

    private static CultureInfo CreateFrench()
    {
        var culture = CreateBritish();
        var dates = culture.DateTimeFormat;
        dates.MonthNames = Words(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            13
        );
        dates.AbbreviatedMonthNames = Words("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.", 13);
        dates.DayNames = Words("dimanche lundi mardi mercredi jeudi vendredi samedi", 7);
        dates.AbbreviatedDayNames = Words("dim. lun. mar. mer. jeu. ven. sam.", 7);
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u202f";
        return culture;
    }

    // .NET wants a thirteenth month, for calendars that have one.
    private static string[] Words(string text, int count)
    {
        var words = text.Split(' ');
        return words.Length == count ? words : [.. words, ""];
    }
}
