using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Cli.Files;

/// <summary>Why what lies in the output folder is not what a person could have reviewed, PG0531 and on.</summary>
internal static class ReviewDiagnostics
{
    private const string RenderAgain = "run the pigen render again that made this folder";

    public static Diagnostic NothingRendered(SourceSpan output) =>
        Error(
            "PG0531",
            output,
            "nothing is rendered here",
            "render first: pigen render --workers HOSTLIST --wlan ADDRESS"
        );

    public static Diagnostic Missing(string path) =>
        Error("PG0532", Place(path), "this file was rendered, and is missing", RenderAgain);

    public static Diagnostic Linked(string path) =>
        Error(
            "PG0533",
            Place(path),
            "this is a link, and leads out of what was rendered",
            $"delete it, then {RenderAgain}"
        );

    public static Diagnostic NoFile(string path) =>
        Error(
            "PG0536",
            Place(path),
            "a file was rendered here, and this is a pipe, a socket or a device",
            $"delete it, then {RenderAgain}"
        );

    public static Diagnostic NeverRendered(string path) =>
        Error(
            "PG0534",
            Place(path),
            "PiGen did not render this, and would not deploy it",
            "move it away, or make it a template (pigen template eject)"
        );

    /// <param name="folder">The manager's, in the output folder.</param>
    public static Diagnostic NoScript(string folder, string name) =>
        Error(
            "PG0535",
            Place(folder),
            $"there is no {name} among what was rendered for the manager, and without it nothing can be deployed",
            "keep that template of the built-in pack (pigen template list); to have no tunnels any more: pigen undeploy"
        );

    // A file as a whole has a name and no line to show.
    private static SourceSpan Place(string path) => new SourceText(path, "").Whole;
}
