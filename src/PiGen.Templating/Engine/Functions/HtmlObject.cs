using System.Text;
using System.Text.RegularExpressions;
using Scriban.Functions;
using Scriban.Runtime;

namespace PiGen.Templating.Engine.Functions;

/// <summary>The object <c>html</c>.</summary>
internal static class HtmlObject
{
    private static Regex? _tags;

    // What Scriban takes for HTML: comments, scripts and styles as a whole, and tags, whose values may hold a bracket.
    private const string Tags =
        "<!--.*?-->|<script.*?</script>|<style.*?</style>|<(?:=(?:\"[^\"]*\"|'[^']*'|[^'\"][^\\s>]*)|[^=>])*>";

    public static ScriptObject Functions { get; } =
        new FunctionTable("html")
            .Add("escape", "text", static c => HtmlFunctions.Escape(c.Growing(6).Text(0)))
            .Add("newline_to_br", "text", NewlineToBr)
            .Add("strip", "text", Strip)
            .Add("url_encode", "text", static c => HtmlFunctions.UrlEncode(c.Growing(9).Slowly(2).Text(0)))
            .Add("url_escape", "text", static c => HtmlFunctions.UrlEscape(c.Growing(9).Slowly(3).Text(0)))
            .Build();

    private static string? Strip(FunctionCall call)
    {
        _tags ??= new Regex(Tags, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline);
        var (text, kept, from) = (call.Text(0) ?? "", new StringBuilder(), 0);
        foreach (var tag in RegexObject.Found(call.Context, text, _tags, looksAhead: true))
        {
            kept.Append(text, from, tag.Index - from);
            from = tag.Index + tag.Length;
        }
        return call.Text(0) is null ? null : kept.Append(text, from, text.Length - from).ToString();
    }

    private static string? NewlineToBr(FunctionCall call)
    {
        var ends = call.Slowly(2).Text(0).AsSpan().Count('\n') + call.Text(0).AsSpan().Count('\r');
        call.Context.CheckLength((call.Text(0)?.Length ?? 0) + 6L * ends);
        return HtmlFunctions.NewlineToBr(call.Text(0));
    }
}
