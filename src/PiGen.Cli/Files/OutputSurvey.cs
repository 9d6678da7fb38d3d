using PiGen.Core.Planning;
using PiGen.Core.Rendering;

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
