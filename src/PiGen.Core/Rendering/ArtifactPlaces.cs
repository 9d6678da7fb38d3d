using PiGen.Templating.Text;

namespace PiGen.Core.Rendering;

/// <summary>The places under the output folder that artifacts have taken. Names that differ in case alone are one place: on some systems they are one file.</summary>
internal sealed class ArtifactPlaces
{
    private readonly Dictionary<string, SourceSpan> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SourceSpan> _folders = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the place for the front matter's <paramref name="path"/>; if it, or a folder on its way, is taken, says by whom.</summary>
    public SourceSpan? TryTake(Destination destination, SourceSpan path)
    {
        var file = destination.OutputPath;
        if (_folders.TryGetValue(file, out var taken))
        {
            return taken;
        }
        if (!_files.TryAdd(file, path))
        {
            return _files[file];
        }
        for (var folder = ParentOf(file); folder.Length > 0; folder = ParentOf(folder))
        {
            if (_files.TryGetValue(folder, out taken))
            {
                return taken;
            }
            if (!_folders.TryAdd(folder, path))
            {
                break;
            }
        }
        return null;
    }

    private static string ParentOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
