using System.Globalization;

namespace PiGen.Templating.Functions;

/// <summary>
/// The cultures that templates may name. The program runs without those of the system, so that every machine gives the
/// same text; these few are the ones that Scriban's own documentation uses.
/// </summary>
internal static class Cultures
{
    private static readonly CultureInfo British = CreateBritish();

    private static readonly CultureInfo French = CreateFrench();

    /// <summary>The culture that an argument names; the invariant one, which reads as American English, if it is missing.</summary>
    public static CultureInfo Of(in FunctionCall call, int index) =>
        call.TextOrNull(index) switch
        {
            null or "" or "en-US" or "en" => CultureInfo.InvariantCulture,
            "en-GB" => British,
            "fr-FR" or "fr" => French,
            var name => throw call.Refused(
                $"the culture '{name}' is not known",
                "write en-US, en-GB or fr-FR, or leave it out"
            ),
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
