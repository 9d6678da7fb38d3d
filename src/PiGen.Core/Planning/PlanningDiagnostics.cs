using System.Text.Json;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.Planning;

/// <summary>What can be wrong with a manifest or stand in the way of a plan, PG0501 and on.</summary>
public static class PlanningDiagnostics
{
    private const string RenderAnew = "put back the file that 'pigen render' wrote, or render into another folder";

    public static Diagnostic BrokenManifest(SourceText text, JsonException problem) =>
        Error(
            "PG0501",
            text.SpanAt(problem.LineNumber ?? 0, problem.BytePositionInLine ?? 0),
            "this is not a whole manifest",
            RenderAnew
        );

    public static Diagnostic UnknownVersion(SourceSpan text, int version) =>
        Error(
            "PG0502",
            text.Slice(0, 0),
            version > 0 ? $"version {version} of the manifest is not known here" : "this is not a whole manifest",
            "use the pigen that wrote it, or render into another folder"
        );

    public static Diagnostic BrokenEntry(SourceSpan text) =>
        Error(
            "PG0503",
            text.Slice(0, 0),
            "an artifact of the manifest has no proper host, path, mode or SHA-256, or stands there twice",
            RenderAnew
        );

    public static Diagnostic BrokenRequest(SourceSpan text) =>
        Error(
            "PG0504",
            text.Slice(0, 0),
            "the manager's name, its address or its user in the manifest is none",
            RenderAnew
        );
}
