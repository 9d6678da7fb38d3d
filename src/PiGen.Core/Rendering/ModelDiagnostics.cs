using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.Rendering;

/// <summary>What can be wrong with a model that a person wrote, PG0421 and on.</summary>
internal static class ModelDiagnostics
{
    public static Diagnostic NoObject(SourceSpan place) =>
        Error("PG0421", place, "a model is an object, names with values", "write it as in { \"name\": \"red\" }");

    public static Diagnostic BrokenJson(SourceSpan place) =>
        Error(
            "PG0422",
            place,
            "this is not JSON from here on",
            "look for a missing comma, quote or bracket before this place"
        );

    public static Diagnostic BrokenYaml(SourceSpan place, string problem) =>
        Error(
            "PG0423",
            place,
            $"this is not YAML: {problem}",
            "look at the indentation and the quotes before this place"
        );

    public static Diagnostic RepeatedName(SourceSpan name) =>
        Error("PG0424", name, "this name stands here twice", "keep one of them");

    public static Diagnostic NotInAModel(SourceSpan place, string what) =>
        Error("PG0425", place, $"{what} cannot be in a model", "write one document of plain names, lists and values");

    public static Diagnostic HalfCharacter(SourceSpan text) =>
        Error(
            "PG0426",
            text,
            "this has half a character (a lone surrogate)",
            "write both halves, or the character itself"
        );
}
