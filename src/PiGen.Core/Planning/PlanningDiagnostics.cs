using System.Text.Json;
using PiGen.Templating.Text;

namespace PiGen.Core.Planning;

/// <summary>What can be wrong with a manifest or stand in the way of a plan, PG0501 and on.</summary>
public static class PlanningDiagnostics
{
    private const string RenderAnew = "put back the file that 'pigen render' wrote, or render into another folder";

    public static Diagnostic BrokenManifest(SourceText text, JsonException problem) =>
        Error(
            "PG0501",
            text.SpanAt(problem.LineNumber ?? 0, problem.BytePositionInLine ?? 0),
            "this is not a whole manifest"
        );

    public static Diagnostic UnknownVersion(SourceSpan text, int version) =>
        Error(
            "PG0502",
            text with
            {
                Length = 0,
            },
            version > 0 ? $"version {version} of the manifest is not known here" : "this is not a whole manifest",
            "use the pigen that wrote it, or render into another folder"
        );

    public static Diagnostic BrokenEntry(SourceSpan text) =>
        Error(
            "PG0503",
            text with
            {
                Length = 0,
            },
            "an artifact of the manifest has no proper host, path, mode or SHA-256, or stands there twice"
        );

    private static Diagnostic Error(string code, SourceSpan span, string message, string hint = RenderAnew) =>
        new(code, Severity.Error, span, message, hint);
}
