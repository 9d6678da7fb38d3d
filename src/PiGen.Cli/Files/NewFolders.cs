namespace PiGen.Cli.Files;

/// <summary>Folders that have to be made on the way to a path, and go again if nothing came of it.</summary>
internal static class NewFolders
{
    /// <summary>The folders of the path that are not there, innermost first.</summary>
    public static IReadOnlyList<string> Missing(string path)
    {
        var missing = new List<string>();
        for (string? at = path; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            missing.Add(at);
        }
        return missing;
    }

    public static void Delete(IEnumerable<string> folders)
    {
        foreach (var folder in folders.Where(Directory.Exists))
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any())
            {
                return;
            }
            Directory.Delete(folder);
        }
    }
}
