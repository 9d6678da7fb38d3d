using PiGen.Templating.Text;
using Scriban.Parsing;
using static PiGen.Templating.Text.Diagnostic;
using SourceSpan = PiGen.Templating.Text.SourceSpan;

namespace PiGen.Templating.Engine;

/// <summary>The mistakes of a text that is no template: PG0301 to PG0330.</summary>
internal static class SyntaxDiagnostics
{
    /// <summary>What Scriban's parser says, without what it repeats of the language's documentation.</summary>
    public static Diagnostic Of(LogMessage message)
    {
        const string Prefix = "Error while parsing ";
        var text = message.Message;
        var place = Places.Of(message.Span);
        if (text.Contains("depth limit"))
        {
            return TooDeep(place);
        }
        var block = "";
        if (text.StartsWith(Prefix, StringComparison.Ordinal) && text.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
        {
            block = text[Prefix.Length..colon];
            text = text[(colon + 2)..];
            text = text.LastIndexOf(" after: ", StringComparison.Ordinal) is > 0 and var after ? text[..after] : text;
        }
        return Error("PG0302", place, ScribanMessages.Sentence(text), HintFor(text, block));
    }

    private static string HintFor(string text, string block) =>
        text.Contains("<end> statement was not found") ? $"add 'end' after the last line of the {block}"
        : text.Contains("without a corresponding beginning") ? "remove it, or open a block first"
        : text.Contains("top level assignment") ? "compare with '==', or put the assignment on a line by itself"
        : text.Contains("not terminated by") ? "end it with the quote that it begins with"
        : text.Contains("escape character") ? @"write \n, \t, \r, \b, \f, \v, \0, \\, \', \"", \xHH or \uHHHH"
        : block.Length > 0 ? $"look at the {block} here"
        : "look at what stands before it";

    public static Diagnostic UnclosedCode(SourceSpan opening) =>
        Error("PG0301", opening, "this code block is never closed", "add '}}' where the code ends");

    public static Diagnostic TooDeep(SourceSpan place) =>
        Error("PG0316", place, "this is nested too deep", "give a part of it a name of its own");

    public static Diagnostic UnclosedFrontMatter(SourceSpan opening) =>
        Error("PG0319", opening, "this front matter is never closed", "add a line '+++' after its last entry");

    public static Diagnostic NotAnEntry(SourceSpan place) =>
        Error(
            "PG0320",
            place,
            "front matter holds only lines 'name = expression'",
            "move this below the closing '+++'"
        );

    public static Diagnostic RepeatedEntry(SourceSpan place, string name) =>
        Error("PG0321", place, $"'{name}' is given twice", "remove one of the two");
}
