using System.Net;
using System.Text;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary>The object <c>html</c>.</summary>
internal static class HtmlFunctions
{
    private const string UrlDelimiters = ":/?#[]@!$&'()*+,;=%";

    public static ScriptObject Create() =>
        new FunctionTable("html")
            .Add("strip", "text", static (in FunctionCall c) => Stripped(c.Text(0)))
            .Add(
                "escape",
                "text",
                static (in FunctionCall c) => c.Has(0) ? c.Made(WebUtility.HtmlEncode(c.Text(0))) : default(Value)
            )
            .Add("newline_to_br", "text", static (in FunctionCall c) => c.Made(WithBreaks(c.Text(0))))
            .Add(
                "url_encode",
                "text",
                static (in FunctionCall c) => c.Has(0) ? c.Made(Uri.EscapeDataString(c.Text(0))) : default(Value)
            )
            .Add(
                "url_escape",
                "text",
                static (in FunctionCall c) => c.Has(0) ? c.Made(UrlEscaped(c.Text(0))) : default(Value)
            )
            .Build();

    private static string WithBreaks(string text)
    {
        var builder = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var startsBreak = text[at] == '\r' || (text[at] == '\n' && (at == 0 || text[at - 1] != '\r'));
            builder.Append(startsBreak ? "<br />" : "").Append(text[at]);
        }
        return builder.ToString();
    }

    // Scripts, styles and comments go with what is in them, other tags leave it.
    private static string Stripped(string text)
    {
        var builder = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var open = text.IndexOf('<', at);
            var end = open < 0 ? -1 : EndOfTag(text, open);
            if (end < 0)
            {
                builder.Append(text, at, text.Length - at);
                break;
            }
            builder.Append(text, at, open - at);
            at = end;
        }
        return builder.ToString();
    }

    private static int EndOfTag(string text, int open)
    {
        var close =
            Starts(text, open, "<!--") ? "-->"
            : Starts(text, open, "<script") ? "</script>"
            : Starts(text, open, "<style") ? "</style>"
            : ">";
        var found = text.IndexOf(close, open, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? -1 : found + close.Length;
    }

    private static bool Starts(string text, int at, string prefix) =>
        text.AsSpan(at).StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static string UrlEscaped(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isKept = rune.IsAscii && UrlDelimiters.Contains((char)rune.Value, StringComparison.Ordinal);
            builder.Append(isKept ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }
        return builder.ToString();
    }
}
