using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>What may stand round commas and set operators without a meaning.</summary>
internal static class Blank
{
    public const string Characters = " \t";

    public static bool Is(char character) => character is ' ' or '\t';

    public static bool IsLineBreak(char character) => character is '\n' or '\r';

    public static SourceSpan Trim(SourceSpan span)
    {
        var start = span.Length - span.Text.TrimStart(Characters).Length;
        return span.Slice(start, span.Text[start..].TrimEnd(Characters).Length);
    }
}
