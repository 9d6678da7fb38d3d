using Scriban.Functions;
using Scriban.Runtime;

namespace PiGen.Templating.Engine.Functions;

/// <summary>The object <c>string</c>.</summary>
internal static class StringObject
{
    public static ScriptObject Functions { get; } = Create();

    private static ScriptObject Create()
    {
        var table = new FunctionTable("string")
            .Add("append", "text with", static c => StringFunctions.Append(c.Context, c.Text(0), c.Text(1)))
            .Add("prepend", "text by", static c => StringFunctions.Prepend(c.Context, c.Text(0), c.Text(1)))
            .Add("capitalize", "text", static c => StringFunctions.Capitalize(c.Text(0)))
            .Add("capitalizewords", "text", static c => StringFunctions.Capitalizewords(c.Text(0)))
            .Add("downcase", "text", static c => StringFunctions.Downcase(c.Text(0)))
            .Add("upcase", "text", static c => StringFunctions.Upcase(c.Text(0)))
            .Add("handleize", "text", static c => StringFunctions.Handleize(c.Given(0)))
            .Add("escape", "text", static c => StringFunctions.Escape(c.Growing(4).Text(0)))
            .Add("literal", "text", static c => StringFunctions.Literal(c.Growing(4).Text(0)))
            .Add("strip", "text", static c => StringFunctions.Strip(c.Text(0)))
            .Add("lstrip", "text", static c => StringFunctions.LStrip(c.Text(0)))
            .Add("rstrip", "text", static c => StringFunctions.RStrip(c.Text(0)))
            .Add("strip_newlines", "text", static c => StringFunctions.StripNewlines(c.Slowly(3).Text(0)))
            .Add("pad_left", "text width:int", static c => StringFunctions.PadLeft(c.Text(0), c.Length(1)))
            .Add("pad_right", "text width:int", static c => StringFunctions.PadRight(c.Text(0), c.Length(1)))
            .Add(
                "pluralize",
                "number:int singular plural",
                static c => StringFunctions.Pluralize(c.Int(0), c.Given(1), c.Given(2))
            )
            .Add("slice", "text start:int length:int?", Slice)
            .Add("slice1", "text start:int length:int?", Slice1)
            .Add(
                "truncate",
                "text length:int ellipsis?",
                static c => StringFunctions.Truncate(c.Text(0), Math.Max(0, c.Int(1)), c.Text(2))
            )
            .Add("truncatewords", "text count:int ellipsis?", TruncateWords);
        AddTests(table);
        AddSearches(table);
        AddConversions(table);
        AddHashes(table);
        return table.Build();
    }

    private static void AddTests(FunctionTable table) =>
        table
            .Add("empty", "text", static c => StringFunctions.Empty(c.Text(0)))
            .Add("whitespace", "text", static c => StringFunctions.Whitespace(c.Text(0)))
            .Add("size", "text", static c => StringFunctions.Size(c.Text(0)))
            .Add("starts_with", "text value", static c => StringFunctions.StartsWith(c.Text(0), c.Text(1)))
            .Add("ends_with", "text value", static c => StringFunctions.EndsWith(c.Text(0), c.Text(1)))
            .Add(
                "equals_ignore_case",
                "text value",
                static c => StringFunctions.EqualsIgnoreCase(c.Text(0), c.Text(1))
            );

    private static void AddSearches(FunctionTable table) =>
        table
            .Add("contains", "text value", static c => StringFunctions.Contains(c.Searching(1).Text(0), c.Text(1)))
            .Add("index_of", "text search startIndex:int? count:int? stringComparison?", IndexOf)
            .Add("remove", "text remove", static c => StringFunctions.Remove(c.Searching(1).Text(0), c.Text(1)))
            .Add(
                "remove_first",
                "text remove",
                static c => StringFunctions.RemoveFirst(c.Searching(1, true).Text(0), c.Text(1))
            )
            .Add(
                "remove_last",
                "text remove",
                static c => StringFunctions.RemoveLast(c.Searching(1, true).Text(0), c.Text(1))
            )
            .Add("replace", "text match replace", Replace)
            .Add("replace_first", "text match replace fromEnd:flag?", ReplaceFirst)
            .Add("split", "text match", Split);

    private static void AddConversions(FunctionTable table) =>
        table
            .Add("to_int", "text", static c => StringFunctions.ToInt(c.Context, c.Text(0)))
            .Add("to_long", "text", static c => StringFunctions.ToLong(c.Context, c.Text(0)))
            .Add("to_float", "text", static c => StringFunctions.ToFloat(c.Context, c.Text(0)))
            .Add("to_double", "text", static c => StringFunctions.ToDouble(c.Context, c.Text(0)));

    private static void AddHashes(FunctionTable table) =>
        table
            .Add("md5", "text", static c => StringFunctions.Md5(c.Slowly(4).Text(0)))
            .Add("sha1", "text", static c => StringFunctions.Sha1(c.Slowly(4).Text(0)))
            .Add("sha256", "text", static c => StringFunctions.Sha256(c.Slowly(4).Text(0)))
            .Add("sha512", "text", static c => StringFunctions.Sha512(c.Slowly(4).Text(0)))
            .Add("hmac_sha1", "text secretKey", static c => StringFunctions.HmacSha1(c.Slowly(4).Text(0), c.Text(1)))
            .Add(
                "hmac_sha256",
                "text secretKey",
                static c => StringFunctions.HmacSha256(c.Slowly(4).Text(0), c.Text(1))
            )
            .Add(
                "hmac_sha512",
                "text secretKey",
                static c => StringFunctions.HmacSha512(c.Slowly(4).Text(0), c.Text(1))
            )
            .Add("base64_encode", "text", static c => StringFunctions.Base64Encode(c.Growing(4).Text(0)))
            .Add("base64_decode", "text", static c => StringFunctions.Base64Decode(c.Slowly(2).Text(0)));

    // The end as a whole number of 64 bits: Scriban's own sum of start and length overflows.
    private static int? LengthWithin(FunctionCall call, int? length) =>
        length is { } given
            ? (int)Math.Min(given, Math.Max(0L, call.Text(0)?.Length ?? 0) - Math.Min(0, call.Int(1)))
            : null;

    private static string Slice(FunctionCall call) =>
        StringFunctions.Slice(call.Text(0), call.Int(1), LengthWithin(call, (int?)call[2]));

    private static string Slice1(FunctionCall call) =>
        StringFunctions.Slice1(call.Text(0), call.Int(1), LengthWithin(call, (int?)call[2] ?? 1)!.Value);

    private static string TruncateWords(FunctionCall call)
    {
        // Scriban splits the whole text into words first.
        call.Context.Made(16L * (call.Slowly(3).Text(0)?.Length ?? 0));
        return StringFunctions.Truncatewords(call.Text(0), call.Int(1), call.Text(2));
    }

    private static object IndexOf(FunctionCall call)
    {
        var (length, comparison) = (call.Given(0).Length, call.Text(4));
        var (start, count) = (call.Int(2), (int?)call[3]);
        if (start < 0 || start > length || count < 0 || count > length - start)
        {
            throw call.Context.Refuse(
                "the part to search in lies outside of the text",
                $"use a start from 0 to {length}, and a count that ends within the text"
            );
        }
        var ignoresCase = comparison is not null and not nameof(StringComparison.Ordinal);
        var search = call.Searching(1, ignoresCase).Given(1);
        return StringFunctions.IndexOf(call.Given(0), search, start, count, comparison);
    }

    private static string Replace(FunctionCall call)
    {
        if (call.Text(0) is { } text && call.Text(1) is { Length: > 0 } match)
        {
            var found = text.AsSpan().Count(call.Searching(1).Text(1));
            call.Context.CheckLength(text.Length + (long)found * ((call.Text(2)?.Length ?? 0) - match.Length));
            call.Context.Work(found);
        }
        return StringFunctions.Replace(call.Text(0), call.Text(1), call.Text(2));
    }

    private static string ReplaceFirst(FunctionCall call) =>
        StringFunctions.ReplaceFirst(
            call.Context,
            call.Searching(1, ignoresCase: true).Text(0),
            call.Text(1),
            call.Text(2),
            call[3] is true
        );

    private static object Split(FunctionCall call)
    {
        if (call.Text(0) is { } text && call.Text(1) is { Length: > 0 })
        {
            var parts = 1 + text.AsSpan().Count(call.Searching(1).Text(1));
            call.Context.CheckItems(parts);
            call.Context.Made(40L * parts + sizeof(char) * (long)text.Length);
        }
        return StringFunctions.Split(call.Text(0), call.Text(1));
    }
}
