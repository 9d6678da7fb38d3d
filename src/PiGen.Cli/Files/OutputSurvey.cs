using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Cli.Files;

/// <summary>Looks at what is in the output folder, and plans what has to become of it.</summary>
internal sealed class OutputSurvey
{
    private readonly string _root;
    private readonly Manifest _desired;
    private readonly Manifest? _owned;
    private readonly Dictionary<string, UnixFileMode> _modes;
    private readonly HashSet<string> _leaving;
    private readonly Dictionary<string, bool> _linked = new(StringComparer.Ordinal) { [""] = false };

    public OutputSurvey(string root, Manifest desired, Manifest? owned)
    {
        (_root, _desired, _owned) = (root, desired, owned);
        _modes = desired.Entries.ToDictionary(PathOf, entry => entry.Fingerprint.Mode, StringComparer.Ordinal);
        _leaving = [.. (owned?.Entries ?? []).Select(PathOf).Where(path => !_modes.ContainsKey(path))];
    }

    public Plan Plan() => Core.Planning.Plan.Between(Actual, _desired.Entries, _owned?.Entries ?? []);

    private static string PathOf(ManifestEntry entry) => entry.Destination.OutputPath;

    // What is no plain file has no bytes to compare: it equals nothing.
    private Fingerprint? Actual(Destination destination)
    {
        var path = destination.OutputPath;
        var file = new FileInfo(Path.Combine(_root, path));
        if (file.LinkTarget is not null || IsLinked(Path.GetDirectoryName(path) ?? ""))
        {
            return new(default, "");
        }
        if (Directory.Exists(file.FullName))
        {
            return IsLeaving(file.FullName) ? null : new(default, "");
        }
        return file.Exists
            ? Fingerprint.Of(FileModeBits.Of(file, _modes.GetValueOrDefault(path)), File.ReadAllBytes(file.FullName))
            : null;
    }

    // A folder of nothing but files that this render takes away makes room for a file.
    private bool IsLeaving(string folder) =>
        Directory
            .GetFiles(folder, "*", SearchOption.AllDirectories)
            .All(file => _leaving.Contains(Path.GetRelativePath(_root, file).Replace('\\', '/')));

    // Whether a folder, or one above it, is a link or a file, and so would lead a write elsewhere or nowhere.
    private bool IsLinked(string folder)
    {
        if (!_linked.TryGetValue(folder, out var linked))
        {
            var full = Path.Combine(_root, folder);
            linked =
                IsLinked(Path.GetDirectoryName(folder) ?? "")
                || new DirectoryInfo(full).LinkTarget is not null
                || (File.Exists(full) && !_leaving.Contains(folder.Replace('\\', '/')));
            _linked.Add(folder, linked);
        }
        return linked;
    }
}
