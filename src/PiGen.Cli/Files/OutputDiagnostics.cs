using PiGen.Core.Planning;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>What stands in the way of a render in the output folder, PG0511 and on.</summary>
internal static class OutputDiagnostics
{
    public static Diagnostic NoFolder(SourceSpan output, string? linkTarget) =>
        linkTarget is null
            ? Error(
                "PG0511",
                output,
                "a file is in the place of the output folder",
                "give a folder, as in --output output"
            )
            : Error(
                "PG0512",
                output,
                $"the output folder is a link to {linkTarget}",
                $"give the folder itself, as in --output {linkTarget}"
            );

    public static Diagnostic? InTheWay(Change change, string path) =>
        change.Kind switch
        {
            ChangeKind.Drift => Error(
                "PG0513",
                Place(path),
                "somebody has edited this file since PiGen wrote it",
                "make the edit in a template (--templates DIR) to keep it, or delete the file to have it rendered again"
            ),
            ChangeKind.Foreign => Error(
                "PG0514",
                Place(path),
                "this is in the way, and PiGen did not write it",
                "move it away, or render elsewhere with --output DIR"
            ),
            ChangeKind.Create or ChangeKind.Update or ChangeKind.Delete or ChangeKind.Unchanged => null,
        };

    // A file as a whole has a name and no line to show.
    private static SourceSpan Place(string path) => new SourceText(path, "").Whole;

    private static Diagnostic Error(string code, SourceSpan span, string message, string hint) =>
        new(code, Severity.Error, span, message, hint);
}
