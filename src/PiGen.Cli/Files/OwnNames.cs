namespace PiGen.Cli.Files;

/// <summary>The names that PiGen needs for itself in the output folder while it works.</summary>
internal static class OwnNames
{
    public static string[] All { get; } = [FolderLock.Name, Staging.OpenName, Staging.DoneName];

    /// <summary>Those of them that somebody else has used: links, files with something in them, folders with other things.</summary>
    public static IEnumerable<string> Foreign(HeldFolder folder)
    {
        var file = folder.Look(FolderLock.Name);
        if (file is not ({ Kind: EntryKind.None } or { Kind: EntryKind.File, Size: 0 }))
        {
            yield return FolderLock.Name;
        }
        foreach (var name in (string[])[Staging.OpenName, Staging.DoneName])
        {
            var kind = folder.Look(name).Kind;
            if (kind != EntryKind.None && (kind != EntryKind.Folder || !folder.Names(name).All(IsOfStaging)))
            {
                yield return name;
            }
        }
    }

    private static bool IsOfStaging(string name) =>
        name is StagingJournal.Name or StagingJournal.PartName or Staging.NewName or Staging.OldName;
}
