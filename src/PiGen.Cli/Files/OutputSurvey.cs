using PiGen.Core.Planning;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Cli.Files;

/// <summary>Looks at what is in the output folder, and plans what has to become of it.</summary>
internal sealed class OutputSurvey
{
    // What is no plain file has no bytes to compare: it equals nothing.
    private static readonly Fingerprint Foreign = new(default, "");

    private readonly HeldFolder _root;
    private readonly Manifest _desired;
    private readonly Manifest? _owned;
    private readonly Dictionary<string, UnixFileMode> _modes;
    private readonly HashSet<string> _leaving;

    public OutputSurvey(HeldFolder root, Manifest desired, Manifest? owned)
    {
        (_root, _desired, _owned) = (root, desired, owned);
        _modes = desired.Entries.ToDictionary(PathOf, entry => entry.Fingerprint.Mode, StringComparer.Ordinal);
        _leaving = [.. (owned?.Entries ?? []).Select(PathOf).Where(path => !_modes.ContainsKey(path))];
    }

    public Plan Plan() => Core.Planning.Plan.Between(Actual, _desired.Entries, _owned?.Entries ?? []);

    private static string PathOf(ManifestEntry entry) => entry.Destination.OutputPath;

    private Fingerprint? Actual(Destination destination)
    {
        var path = destination.OutputPath;
        var entry = _root.Look(path);
        return entry.Kind switch
        {
            EntryKind.None => null,
            EntryKind.File => Fingerprint.Of(ModeOf(entry, path), _root.Read(path, MostBytes.Rendered)),
            EntryKind.Folder => IsLeaving(path) ? null : Foreign,
            EntryKind.Link or EntryKind.Other => Foreign,
            EntryKind.Blocked => IsLeaving(_root.FirstNoFolder(path)?.Path ?? path) ? null : Foreign,
        };
    }

    // On Windows every file has the mode that was asked for.
    private UnixFileMode ModeOf(Entry entry, string path) =>
        OperatingSystem.IsWindows() ? _modes.GetValueOrDefault(path) : entry.Mode;

    // Files that this render takes away make room for a folder of their name, and a folder of nothing but those for a file. A
    // folder with nothing in it stays: none of its files is taken away.
    private bool IsLeaving(string path) =>
        _root.Look(path).Kind switch
        {
            EntryKind.File => _leaving.Contains(path),
            EntryKind.Folder => _root.Names(path) is [_, ..] names && names.All(name => IsLeaving($"{path}/{name}")),
            // Listed, and yet not there: its name is not UTF-8.
            EntryKind.None => false,
            EntryKind.Link or EntryKind.Other or EntryKind.Blocked => false,
        };
}

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
