using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Cli.Files;

/// <summary>Why what lies in the output folder is not what a person could have reviewed, PG0521 and on.</summary>
internal static class ReviewDiagnostics
{
    private const string RenderAgain = "run the pigen render again that made this folder";

    public static Diagnostic NothingRendered(SourceSpan output) =>
        Error(
            "PG0521",
            output,
            "nothing is rendered here",
            "render first: pigen render --workers HOSTLIST --wlan ADDRESS"
        );

    public static Diagnostic Missing(string path) =>
        Error("PG0522", Place(path), "this file was rendered, and is missing", RenderAgain);

    public static Diagnostic Linked(string path) =>
        Error(
            "PG0523",
            Place(path),
            "this is a link, and leads out of what was rendered",
            $"delete it, then {RenderAgain}"
        );

    public static Diagnostic NeverRendered(string path) =>
        Error(
            "PG0524",
            Place(path),
            "PiGen did not render this, and would not deploy it",
            "move it away, or make it a template (pigen template eject)"
        );

    // A file as a whole has a name and no line to show.
    private static SourceSpan Place(string path) => new SourceText(path, "").Whole;
}
