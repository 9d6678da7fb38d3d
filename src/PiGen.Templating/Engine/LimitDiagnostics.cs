using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Templating.Engine;

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
