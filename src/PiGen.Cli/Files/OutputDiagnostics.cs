using PiGen.Core.Planning;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Cli.Files;

/// <summary>What stands in the way of a render in the output folder, PG0511 and on.</summary>
internal static class OutputDiagnostics
{
    // ENOSPC and EDQUOT on Linux, ERROR_DISK_FULL on Windows.
    private static readonly int[] FullDisk = [28, 122, unchecked((int)0x80070070)];

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

    public static Diagnostic NoName(SourceSpan output) =>
        Error("PG0515", output, "the output folder has no name", "name a folder, as in --output output");

    public static Diagnostic NameTaken(string path) =>
        Error(
            "PG0516",
            Place(path),
            "PiGen needs this name for itself, and something else has it",
            "move it away, or render elsewhere with --output DIR"
        );

    public static Diagnostic HalfMoved(SourceSpan output) =>
        Error(
            "PG0518",
            output,
            "what lies here is not all of one render: one is under way, or was interrupted",
            "wait until it has ended, or run the interrupted pigen render again: it puts back what was here, then renders"
        );

    /// <param name="path">In what an interrupted render has left, or where that belongs.</param>
    public static Diagnostic NotLeftSo(string path) =>
        Error(
            "PG0519",
            Place(path),
            "no interrupted render has left this so, and nothing is put back while it is here",
            "move it away if it is yours; if it is not, somebody else has put it here: render elsewhere with --output DIR"
        );

    /// <summary>The folder cannot be read or written at all; nothing was changed.</summary>
    public static Diagnostic Unusable(SourceSpan output, Exception cause) =>
        Error("PG0517", output, $"the output folder cannot be used: {cause.Message.TrimEnd('.')}", WayOut(cause));

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

    private static string WayOut(Exception cause) =>
        cause switch
        {
            UnauthorizedAccessException =>
                "make it readable and writable for you, or render elsewhere with --output DIR",
            PathTooLongException => "use shorter names and fewer folders, or a folder nearer to the root",
            _ when FullDisk.Contains(cause.HResult) => "make room on the disk, or render elsewhere with --output DIR",
            _ => "look at the folder, or render elsewhere with --output DIR",
        };

    // A file as a whole has a name and no line to show.
    private static SourceSpan Place(string path) => new SourceText(path, "").Whole;
}
