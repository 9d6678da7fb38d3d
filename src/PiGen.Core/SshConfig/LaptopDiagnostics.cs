using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.SshConfig;

/// <summary>What stands in the way round a person's ssh_config, PG0731 and on.</summary>
public static class LaptopDiagnostics
{
    public static Diagnostic NoInclude(string folder) =>
        Error(
            "PG0731",
            Place(folder),
            "an Include cannot name this folder: ssh would read signs in it as something else",
            "put your configuration into a folder with a plain name, or add --inline"
        );

    public static Diagnostic Edited(string path) =>
        Error(
            "PG0732",
            Place(path),
            "this file was edited since PiGen wrote it",
            "move your own lines to your ssh_config; --force does without them"
        );

    public static Diagnostic InTheWay(string path) =>
        Error("PG0733", Place(path), "this is in the way, and PiGen did not write it", "move it away");

    public static Diagnostic NoBackup(string path) =>
        Error("PG0742", Place(path), ConfigPlaces.NoBackup(path), "move those away that you no longer need");

    /// <summary>Adds why something is not the file that it should be.</summary>
    public static void Check(LaptopFile file, Func<string, string> shownAs, DiagnosticBag diagnostics) =>
        Add(OfFile(file, Place(shownAs(file.Path))), diagnostics);

    /// <summary>Adds what keeps a file from being replaced.</summary>
    public static void CheckChange(LaptopFile file, Func<string, string> shownAs, DiagnosticBag diagnostics) =>
        Add(
            OfFile(file, Place(shownAs(file.Path))) ?? OfObstacle(file.Obstacle, Place(shownAs(file.Path))),
            diagnostics
        );

    /// <summary>Adds why something is not the folder that it should be.</summary>
    public static void CheckFolder(LaptopFile folder, Func<string, string> shownAs, DiagnosticBag diagnostics) =>
        Add(OfFolder(folder, Place(shownAs(folder.Path))), diagnostics);

    /// <summary>Adds that the person's files lie in a folder that PiGen uses for a moment only.</summary>
    /// <param name="isInTheWay">Whether this run would have to use it.</param>
    public static void CheckStrays(
        LaptopState state,
        bool isInTheWay,
        Func<string, string> shownAs,
        DiagnosticBag diagnostics
    )
    {
        if (!state.HasStrays)
        {
            return;
        }
        Func<string, SourceSpan, string, string, Diagnostic> kind = isInTheWay ? Error : Warning;
        diagnostics.Add(
            kind(
                "PG0741",
                Place(shownAs(state.Places.ComingFolder)),
                "a run of PiGen has left files here that are yours",
                $"move them to {shownAs(state.Places.Folder)}, then remove this folder"
            )
        );
    }

    private static void Add(Diagnostic? diagnostic, DiagnosticBag diagnostics)
    {
        if (diagnostic is not null)
        {
            diagnostics.Add(diagnostic);
        }
    }

    private static Diagnostic? OfFile(LaptopFile file, SourceSpan place) =>
        file.Kind switch
        {
            LaptopFileKind.None or LaptopFileKind.File => null,
            LaptopFileKind.Folder or LaptopFileKind.Other => Error(
                "PG0734",
                place,
                "this is no file",
                "move it away, or name another file with --config FILE"
            ),
            LaptopFileKind.BrokenLink => Error(
                "PG0735",
                place,
                "this link leads to nothing",
                "make the file that it leads to, or take the link away"
            ),
            LaptopFileKind.Unreadable => Unreadable(place),
        };

    private static Diagnostic? OfFolder(LaptopFile folder, SourceSpan place) =>
        folder.Kind switch
        {
            LaptopFileKind.None or LaptopFileKind.Folder => null,
            LaptopFileKind.File or LaptopFileKind.Other or LaptopFileKind.BrokenLink => Error(
                "PG0736",
                place,
                "this is no folder",
                "move it away, or name a file in another folder with --config FILE"
            ),
            LaptopFileKind.Unreadable => Unreadable(place),
        };

    private static Diagnostic? OfObstacle(LaptopObstacle obstacle, SourceSpan place) =>
        obstacle switch
        {
            LaptopObstacle.None => null,
            LaptopObstacle.Foreign => Error(
                "PG0737",
                place,
                "this file is another user's",
                "run this as its owner, or name a file of your own with --config FILE"
            ),
            LaptopObstacle.ReadOnly => Error(
                "PG0738",
                place,
                "this is not to be written: something else takes care of it, or its disk is read-only",
                "make it writable; or add to its source what 'pigen ssh-config show' prints"
            ),
            LaptopObstacle.ReadOnlyFolder => Error(
                "PG0739",
                place,
                "the folder that this lies in cannot be written",
                "make it writable; or add to its source what 'pigen ssh-config show' prints"
            ),
        };

    private static Diagnostic Unreadable(SourceSpan place) =>
        Error("PG0740", place, "this may not be read", "look at its owner and mode, and those of its folders");

    // A file as a whole has a name and no line to show.
    private static SourceSpan Place(string path) => new SourceText(path, "").Whole;
}
