using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

internal static partial class StringFunctions
{
    private static void AddParts(FunctionTable table) =>
        table
            .Add(
                "slice",
                "text start length?",
                static (in FunctionCall c) => Slice(c.Text(0), c.Integer(1), c.Integer(2, int.MaxValue))
            )
            .Add(
                "slice1",
                "text start length?",
                static (in FunctionCall c) => Slice(c.Text(0), c.Integer(1), c.Integer(2, 1))
            )
            .Add("split", "text match", Split)
            .Add("truncate", "text length ellipsis?", Truncate)
            .Add("truncatewords", "text count ellipsis?", TruncateWords);

    private static string Slice(string text, long start, long length)
    {
        start = start < 0 ? Math.Max(0, text.Length + start) : Math.Min(start, text.Length);
        length = length < 0 ? Math.Max(0, text.Length + length - start) : Math.Min(length, text.Length - start);
        return text.Substring((int)start, (int)length);
    }

    private static Value Split(in FunctionCall call)
    {
        var array = new ScriptArray();
        var (text, match) = (call.Text(0), call.Text(1));
        call.Evaluator.CheckTurns(match.Length == 0 ? 1 : text.AsSpan().Count(match) + 1, call.Place);
        var parts = text.Split(match, StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            array.Add(part);
        }
        return array;
    }

    private static Value Truncate(in FunctionCall call)
    {
        var ellipsis = call.TextOrNull(2) ?? "...";
        var (text, length) = (call.Text(0), call.Int32(1));
        if (length < 0 || text.Length <= length)
        {
            return length < 0 ? "" : text;
        }
        var kept = Math.Max(0, length - ellipsis.Length);
        return call.Made(string.Concat(text.AsSpan(0, kept), ellipsis));
    }

    private static Value TruncateWords(in FunctionCall call)
    {
        var ellipsis = call.TextOrNull(2) ?? "...";
        var words = call.Text(0).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var count = Math.Max(0, call.Int32(1));
        var kept = string.Join(' ', words.Take(count));
        return call.Made(words.Length > count ? kept + ellipsis : kept);
    }
}
