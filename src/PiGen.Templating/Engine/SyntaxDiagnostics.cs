using PiGen.Templating.Text;
using Scriban.Parsing;
using static PiGen.Templating.Text.Diagnostic;
using SourceSpan = PiGen.Templating.Text.SourceSpan;

namespace PiGen.Templating.Engine;

/// <summary>The mistakes of a text that is no template: PG0301 to PG0330.</summary>
internal static class SyntaxDiagnostics
{
    /// <summary>What Scriban's parser says: one mistake a line, for what comes later on the line mostly follows from it.</summary>
    /// <param name="end">Where the text ends, which Scriban does not tell of a mistake there.</param>
    public static IEnumerable<Diagnostic> Of(IEnumerable<LogMessage> messages, SourceSpan end) =>
        messages
            .DistinctBy(message => message.Span.Start.Line)
            .Select(message => message.Message.Contains("<eof>") ? Of(message) with { Span = end } : Of(message));

    /// <summary>Whether a string is never closed: all that Scriban says then follows from it.</summary>
    public static bool IsOpenString(LogMessage message) => message.Message.Contains("Unexpected end of file");

    // As in "Error while parsing if statement: The <end> statement was not found in: if <expression> ... end".
    private static Diagnostic Of(LogMessage message)
    {
        const string Prefix = "Error while parsing ";
        var text = message.Message;
        var place = Places.Of(message.Span);
        if (text.Contains("depth limit"))
        {
            return TooDeep(place);
        }
        var form = "";
        if (text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            text = text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            var end = text.LastIndexOf(" in: ", StringComparison.Ordinal);
            (text, form) = end < 0 ? (text, "") : (text[..end], text[(end + 5)..]);
        }
        return Error("PG0302", place, ScribanMessages.Sentence(text), HintFor(text, form));
    }

    private static string HintFor(string text, string form) =>
        text.Contains("top level assignment") ? "compare with '==', or put the assignment on a line by itself"
        : text.Contains("without a corresponding beginning") ? "remove it, or open a block first"
        : text.Contains("escape character") ? @"write \n, \t, \r, \b, \f, \v, \0, \\, \', \"", \xHH or \uHHHH"
        : form.Length > 0 ? $"write {form}"
        : "look at what stands before it";

    public static Diagnostic UnclosedBlock(SourceSpan opening) =>
        opening.Text.Contains('%')
            ? Error("PG0301", opening, "this escape block is never closed", "add '}%}' where the text ends")
            : Error("PG0301", opening, "this code block is never closed", "add '}}' where the code ends");

    public static Diagnostic UnclosedString(SourceSpan opening) =>
        Error("PG0303", opening, "this string is never closed", "end it with the quote that it begins with");

    public static Diagnostic TooDeep(SourceSpan place) =>
        Error("PG0316", place, "this is nested too deep", "give a part of it a name of its own");

    public static Diagnostic TooLarge(SourceSpan place, string what) =>
        Error("PG0317", place, what, "make it smaller, or include parts");

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
