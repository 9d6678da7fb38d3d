namespace PiGen.Cli.Files;

/// <summary>Knows which paths under a folder pass through a link, or through a file, and so would lead a write elsewhere.</summary>
internal sealed class LinkedFolders(string root)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal) { [""] = false };

    public bool Lead(string path) => IsLinked(Path.GetDirectoryName(path) ?? "");

    private bool IsLinked(string folder)
    {
        if (!_known.TryGetValue(folder, out var linked))
        {
            var full = Path.Combine(root, folder);
            linked =
                IsLinked(Path.GetDirectoryName(folder) ?? "")
                || new DirectoryInfo(full).LinkTarget is not null
                || File.Exists(full);
            _known.Add(folder, linked);
        }
        return linked;
    }
}
