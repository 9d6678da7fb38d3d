namespace PiGen.Cli.Files;

/// <summary>The names that PiGen needs for itself in the output folder while it works.</summary>
internal static class OwnNames
{
    /// <summary>Those of them that somebody else has used: links, files with something in them, folders with other things.</summary>
    public static IEnumerable<string> Foreign(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, FolderLock.Name));
        if (file.LinkTarget is not null || Directory.Exists(file.FullName) || file is { Exists: true, Length: > 0 })
        {
            yield return FolderLock.Name;
        }
        foreach (var name in (string[])[Staging.OpenName, Staging.DoneName])
        {
            if (IsForeign(new DirectoryInfo(Path.Combine(folder, name))))
            {
                yield return name;
            }
        }
    }

    private static bool IsForeign(DirectoryInfo folder) =>
        folder.LinkTarget is not null
        || File.Exists(folder.FullName)
        || (folder.Exists && !StagingJournal.IsOfStaging(folder.FullName));
}
