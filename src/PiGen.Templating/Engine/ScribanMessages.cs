using PiGen.Templating.Text;
using Scriban.Syntax;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Templating.Engine;

/// <summary>What Scriban says of a mistake, as a diagnostic with a way out.</summary>
internal static class ScribanMessages
{
    private const string General = "look at the values that are used here";

    // By a part of Scriban's message, as its version 7.5.3 writes it. Where Scriban names a limit by the name of its setting,
    // the sentence is PiGen's own, with the number.
    private static readonly (string Part, string Code, string Hint, string? Sentence)[] Known =
    [
        ("was not found", "PG0333", "define it first, or write the name of a function that there is", null),
        ("Invalid target function", "PG0334", "remove what follows it, or write the name of a function", null),
        ("Invalid number of arguments", "PG0336", "pass the arguments that the function takes", null),
        ("Cannot access indexer", "PG0341", "test it first, or use ?. to reach it", null),
        ("with a null indexer", "PG0342", "index with a number or a name", null),
        ("Cannot access member", "PG0340", "write ?. before the member if this may be null", null),
        ("for a null object", "PG0340", "write ?. before the member if this may be null", null),
        ("out of bounds", "PG0343", "test size first, or add ?? and another value", null),
        ("primitive", "PG0344", "index an array, an object or a string", null),
        ("The object is readonly", "PG0345", "assign to another name", "this cannot be changed"),
        ("readonly", "PG0345", "assign to another name", null),
        ("read-only", "PG0345", "assign to another name", null),
        ("divide by zero", "PG0349", "test the divisor first", null),
        ("for iterator", "PG0350", "use an array, a range or an object", null),
        ("Unsupported argument", "PG0351", "write limit, offset or reversed", null),
        ("Pipe expression destination", "PG0353", "write the name of a function", null),
        ("inside for/while loops", "PG0360", "put it into a 'for' or a 'while', or leave it out", null),
        (
            "depth limit, near",
            "PG0373",
            "give a part of it a name of its own",
            "this is nested too deep to be evaluated"
        ),
        (
            "Insufficient stack",
            "PG0373",
            "give a part of it a name of its own",
            "this is nested too deep to be evaluated"
        ),
        (
            "recursive depth limit",
            "PG0372",
            "check that the function does not call itself for ever",
            "calls are nested more than {0} deep here"
        ),
        ("iteration limit", "PG0374", "check that it ends", "this goes on for more than {0} turns"),
        ("LoopLimit", "PG0374", "check that it ends", "this goes on for more than {0} turns"),
        ("too deeply nested", "PG0378", "check that no object contains itself", null),
    ];

    public static Diagnostic DiagnosticOf(ScriptRuntimeException exception)
    {
        if (exception is RenderStopped stopped)
        {
            return stopped.Diagnostic;
        }
        var message = exception.OriginalMessage;
        var known = Array.Find(Known, one => message.Contains(one.Part, StringComparison.Ordinal));
        return Error(
            known.Code ?? "PG0330",
            Places.Of(exception.Span),
            known.Sentence?.Replace("{0}", NumberAfter(message, known.Part), StringComparison.Ordinal)
                ?? Sentence(message),
            known.Hint ?? General
        );
    }

    private static string NumberAfter(string message, string part) =>
        new([
            .. message[message.IndexOf(part, StringComparison.Ordinal)..]
                .SkipWhile(c => !char.IsAsciiDigit(c))
                .TakeWhile(char.IsAsciiDigit),
        ]);

    /// <summary>A sentence of Scriban's in the way of PiGen's own: quotes for backticks, no capital, no full stop.</summary>
    public static string Sentence(string message)
    {
        var text = message
            .Replace('`', '\'')
            .Replace("Scriban.Runtime.ScriptArray", "a list")
            .Replace("System.Int32", "a number");
        text = text.TrimEnd('.', ' ');
        return text is [var first, var second, ..] && !char.IsUpper(second)
            ? char.ToLowerInvariant(first) + text[1..]
            : text;
    }
}
