using System.Globalization;
using System.Text;

namespace PiGen.Cli.Reporting;

/// <summary>Foreign text for a terminal: what that would obey is a dot instead.</summary>
internal static class VisibleText
{
    private const char Dot = '·';

    /// <summary>One cell a character, tabs too.</summary>
    public static string InCells(ReadOnlySpan<char> text) => Replaced(text, ' ');

    public static string Of(ReadOnlySpan<char> text) => Replaced(text, '\t');

    private static string Replaced(ReadOnlySpan<char> text, char tab)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            visible.Append(
                c == '\t' ? tab
                : IsObeyed(c) ? Dot
                : c
            );
        }
        return visible.ToString();
    }

    private static bool IsObeyed(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
