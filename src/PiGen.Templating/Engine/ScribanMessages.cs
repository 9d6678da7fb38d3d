using PiGen.Templating.Text;
using Scriban.Syntax;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Templating.Engine;

/// <summary>What Scriban says of a mistake, as a diagnostic with a way out.</summary>
internal static class ScribanMessages
{
    private const string General = "look at the values that are used here";

    // By a part of Scriban's message, as its version 7.5.3 writes it.
    private static readonly (string Part, string Code, string Hint)[] Known =
    [
        ("was not found", "PG0333", "define it first, or write the name of a function that there is"),
        ("Invalid target function", "PG0334", "remove what follows it, or write the name of a function"),
        ("Invalid number of arguments", "PG0336", "pass the arguments that the function takes"),
        ("is null. Cannot access indexer", "PG0341", "test it first, or use ?. to reach it"),
        ("with a null indexer", "PG0342", "index with a number or a name"),
        ("is null. Cannot access member", "PG0340", "write ?. before the member if this may be null"),
        ("for a null object", "PG0340", "write ?. before the member if this may be null"),
        ("out of bounds", "PG0343", "test size first, or add ?? and another value"),
        ("readonly", "PG0345", "assign to another name"),
        ("read-only", "PG0345", "assign to another name"),
        ("iterator", "PG0350", "use an array, a range or an object"),
        ("Unsupported argument", "PG0351", "write limit, offset or reversed"),
        ("Pipe expression destination", "PG0353", "write the name of a function"),
        ("recursive depth limit, near", "PG0373", "give a part of it a name of its own"),
        ("recursive depth limit", "PG0372", "check that the function does not call itself for ever"),
        ("iteration limit", "PG0374", "check that it ends"),
        ("LoopLimit", "PG0374", "check that it ends"),
        ("LimitToString", "PG0375", "check what is repeated"),
        ("OutputLimit", "PG0375", "check what is repeated"),
        ("too deeply nested", "PG0378", "check that no object contains itself"),
    ];

    public static Diagnostic DiagnosticOf(ScriptRuntimeException exception)
    {
        if (exception is RenderStopped stopped)
        {
            return stopped.Diagnostic;
        }
        var message = exception.OriginalMessage;
        var (_, code, hint) = Array.Find(Known, one => message.Contains(one.Part, StringComparison.Ordinal));
        return Error(code ?? "PG0330", Places.Of(exception.Span), Sentence(message), hint ?? General);
    }

    /// <summary>A sentence of Scriban's in the way of PiGen's own: quotes for backticks, no capital, no full stop.</summary>
    public static string Sentence(string message)
    {
        var text = message.Replace('`', '\'').TrimEnd('.', ' ');
        return text is [var first, var second, ..] && !char.IsUpper(second) ? char.ToLowerInvariant(first) + text[1..] : text;
    }
}
