using PiGen.Templating.Text;
using Scriban.Syntax;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Templating.Engine;

/// <summary>The mistakes of a template that PiGen finds itself: PG0331 to PG0370. What Scriban finds is in <see cref="ScribanMessages"/>.</summary>
internal static class EngineDiagnostics
{
    private static string Suggest(string? near, string otherwise) =>
        near is null ? otherwise : $"did you mean '{near}'?";

    public static Diagnostic UnknownVariable(SourceSpan place, string name, string? near) =>
        Error(
            "PG0331",
            place,
            $"the variable '{name}' does not exist",
            Suggest(near, $"assign it first, or write {name} ?? \"…\" if it may be missing")
        );

    public static Diagnostic UnknownMember(SourceSpan place, string name, string? near) =>
        Error(
            "PG0332",
            place,
            $"there is no member '{name}' here",
            Suggest(near, $"write ?.{name} if it may be missing")
        );

    public static Diagnostic UnknownFunction(SourceSpan place, string name, string? near) =>
        Error("PG0333", place, $"the function '{name}' does not exist", Suggest(near, "define it with func first"));

    public static Diagnostic NotAFunction(SourceSpan place, string kind) =>
        Error(
            "PG0334",
            place,
            $"this is {kind}, which cannot be called",
            "remove what follows it, or write the name of a function"
        );

    public static Diagnostic UnknownArgument(SourceSpan place, string name, string function, string? near) =>
        Error("PG0335", place, $"'{function}' has no parameter '{name}'", Suggest(near, "remove it"));

    public static Diagnostic TooFewArguments(SourceSpan place, string function, string missing) =>
        Error("PG0336", place, $"'{function}' needs a value for '{missing}'", "add the argument");

    public static Diagnostic TooManyArguments(SourceSpan place, string function, int most) =>
        Error("PG0337", place, $"'{function}' takes at most {most} arguments", "remove this one");

    public static Diagnostic PositionalAfterNamed(SourceSpan place) =>
        Error("PG0338", place, "a plain argument cannot follow a named one", "put it first, or give it its name");

    public static Diagnostic RepeatedArgument(SourceSpan place, string name) =>
        Error("PG0339", place, $"'{name}' is given twice", "remove one of the two");

    public static Diagnostic ReadOnly(SourceSpan place) =>
        Error("PG0345", place, "this cannot be changed", "assign to another name");

    public static Diagnostic BadOperand(SourceSpan place, string what) =>
        Error("PG0348", place, what, "use another value here");

    public static Diagnostic NotOnObjects(SourceSpan place, string op) =>
        BadOperand(place, $"'{op}' does not work on an object");

    public static Diagnostic NotIterable(SourceSpan place, string kind) =>
        Error("PG0350", place, $"this is {kind}, which cannot be gone through", "use an array, a range or an object");

    public static Diagnostic UnknownOption(SourceSpan place, string name) =>
        Error("PG0351", place, $"'for' has no option '{name}'", "write limit, offset or reversed");

    public static Diagnostic NullLoop(SourceSpan place) =>
        Error("PG0350", place, "this is null, which cannot be gone through", "write ?? [] if there may be nothing");

    public static Diagnostic NullOperand(SourceSpan place, string op) =>
        Error("PG0348", place, $"this is null, and '{op}' needs a value", "write ?? and another value");

    public static Diagnostic NullPrinted(SourceSpan place) =>
        Error("PG0352", place, "this is null and cannot be printed", "write ?? and what to print instead");

    public static Diagnostic NoSuchInclude(SourceSpan place, string name) =>
        Error(
            "PG0354",
            place,
            $"there is no template '{name}' to include",
            "write the name of a template of the same pack"
        );

    public static Diagnostic LeftOut(SourceSpan place, string name, string reason) =>
        Error(
            "PG0355",
            place,
            $"'{name}' is left out on purpose: {reason}",
            "pass the value in the model, or use func and include"
        );

    public static Diagnostic BadArgument(SourceSpan place, string what, string hint) =>
        Error("PG0356", place, what, hint);

    public static Diagnostic Unescapable(SourceSpan place, string why) =>
        Error("PG0358", place, why, "change the value, or write '| raw' if you vouch for it");
}

/// <summary>The limits that a render can run into: PG0371 to PG0380. Each names the limit and where it struck.</summary>
internal static class LimitDiagnostics
{
    public static Diagnostic Steps(SourceSpan place, long limit) =>
        Error(
            "PG0371",
            place,
            $"the template takes more than {limit} steps",
            "check that its loops end, and what they go through"
        );

    public static Diagnostic Stack(SourceSpan place) =>
        Error("PG0373", place, "this is nested too deep to be evaluated", "give a part of it a name of its own");

    public static Diagnostic Items(SourceSpan place, long limit) =>
        Error("PG0379", place, $"this list would have more than {limit} items", "check what is repeated");

    public static Diagnostic OutputSize(SourceSpan place, int limit) =>
        Error("PG0375", place, $"the text grows beyond {limit} characters here", "check what is repeated");

    public static Diagnostic Memory(SourceSpan place, long limit) =>
        Error(
            "PG0376",
            place,
            $"all texts and lists together grow beyond {limit} characters here",
            "check what is repeated"
        );

    public static Diagnostic NumberSize(SourceSpan place) =>
        Error("PG0377", place, "this number grows too large", "check what is multiplied");

    public static Diagnostic ValueDepth(SourceSpan place) =>
        Error("PG0378", place, "this value is nested too deep to be shown", "check that no object contains itself");

    public static Diagnostic Regex(SourceSpan place, int length, double size) =>
        Error(
            "PG0380",
            place,
            $"a text of {length} characters is too long for this regular expression of {size:0} parts",
            "write a simpler pattern, or pass a part of the text"
        );
}

/// <summary>Ends a render with a mistake of PiGen's own finding. Scriban passes its own exceptions on as they are.</summary>
internal sealed class RenderStopped(Diagnostic diagnostic) : ScriptRuntimeException(default, diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}
