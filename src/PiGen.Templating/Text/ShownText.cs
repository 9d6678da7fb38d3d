using System.Globalization;
using System.Text;

namespace PiGen.Templating.Text;

/// <summary>
/// Text from outside as a person is shown it. What a terminal would obey, and what nobody sees but what changes how the
/// rest looks (the direction of writing, letters without width), is written as an escape: <c>\u202E</c>.
/// </summary>
public static class ShownText
{
    /// <summary>A tab stays one; a newline is an escape.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }
        var shown = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsShown(rune))
            {
                shown.Append(rune.ToString());
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"{(rune.IsBmp ? @"\u" : @"\U")}{Digits(rune)}");
            }
        }
        return shown.ToString();
    }

    /// <summary>Whether it is shown as it is.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange(' ', '~'))
        {
            return true;
        }
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsShown(rune))
            {
                return false;
            }
        }
        return true;
    }

    private static string Digits(Rune rune) =>
        rune.Value.ToString(rune.IsBmp ? "X4" : "X8", CultureInfo.InvariantCulture);

    private static bool IsShown(Rune rune) =>
        rune.Value == '\t'
        || (
            Rune.GetUnicodeCategory(rune)
                is not (
                    UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                )
            && !IsBlankLetter(rune.Value)
        );

    // Those without ink among letters and marks: Unicode, DerivedCoreProperties.txt, Default_Ignorable_Code_Point, and the
    // empty pattern of Braille. The selectors of a letter's form stand in ordinary text, after an emoji for instance.
    private static bool IsBlankLetter(int letter) =>
        letter
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or (>= 0x180B and <= 0x180F)
                or 0x2065
                or 0x2800
                or 0x3164
                or 0xFFA0
                or (>= 0xFFF0 and <= 0xFFF8)
                or (>= 0xE0000 and <= 0xE0FFF);
}
