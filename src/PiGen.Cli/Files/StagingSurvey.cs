namespace PiGen.Cli.Files;

/// <summary>Looks at all that an interrupted program left behind, before anything of it is touched: somebody else may have made it.</summary>
internal sealed class StagingSurvey
{
    private readonly HeldFolder _root;
    private readonly Action<string> _objects;
    private bool _isSound = true;

    private StagingSurvey(HeldFolder root, Action<string> objects) => (_root, _objects) = (root, objects);

    /// <summary>What is to be taken back; null if anything is not as a program of ours leaves it.</summary>
    public static StagingJournal? Look(HeldFolder root, Action<string> objects)
    {
        var survey = new StagingSurvey(root, objects);
        var journal = survey.ReadJournal();
        survey.CheckStaged(journal);
        survey.CheckPlaces(journal.New.Keys.Concat(journal.Old));
        if (root.Look(Staging.DoneName).Kind != EntryKind.None)
        {
            survey.FilesBelow(Staging.DoneName);
        }
        return survey._isSound ? journal : null;
    }

    private StagingJournal ReadJournal()
    {
        var kind = _root.Look(Staging.JournalPath).Kind;
        var bytes = kind == EntryKind.File ? _root.Read(Staging.JournalPath, MostBytes.Rendered) : [];
        // Nothing in it: the power went before the disk had it.
        var journal = bytes.Length == 0 ? new() : StagingJournal.TryParse(bytes);
        if (journal is null)
        {
            Object(Staging.JournalPath);
        }
        return journal ?? new();
    }

    private void CheckStaged(StagingJournal journal)
    {
        foreach (var name in _root.Look(Staging.OpenName).Kind == EntryKind.Folder ? _root.Names(Staging.OpenName) : [])
        {
            foreach (var path in FilesBelow($"{Staging.OpenName}/{name}"))
            {
                if (!IsKnown(path[(Staging.OpenName.Length + 1)..], journal))
                {
                    Object(path);
                }
            }
        }
    }

    // Without a journal nothing was moved yet: what is new may be there, and nothing that is old.
    private static bool IsKnown(string path, StagingJournal journal) =>
        path.Split('/', 2) switch
        {
            [StagingJournal.Name or StagingJournal.PartName] => true,
            [Staging.NewName, var file] => journal.New.Count == 0 || journal.New.ContainsKey(file),
            [Staging.OldName, var file] => journal.IsOfEarlierForm ? journal.Old.Add(file) : journal.Old.Contains(file),
            _ => false,
        };

    private void CheckPlaces(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var (way, kind) = (path, _root.Look(path).Kind);
            if (kind == EntryKind.Blocked)
            {
                (way, kind) = _root.FirstNoFolder(path) ?? (path, EntryKind.None);
            }
            if (kind is EntryKind.Link or EntryKind.Other)
            {
                Object(way);
            }
        }
    }

    // Folders and files are looked at; what is neither is objected to. So is what is not there although it was listed: its
    // name is not UTF-8, and nothing can be done with it.
    private List<string> FilesBelow(string path)
    {
        var kind = _root.Look(path).Kind;
        if (kind is not (EntryKind.File or EntryKind.Folder))
        {
            Object(path);
        }
        return kind switch
        {
            EntryKind.File => [path],
            EntryKind.Folder => [.. _root.Names(path).SelectMany(name => FilesBelow($"{path}/{name}"))],
            EntryKind.None or EntryKind.Blocked or EntryKind.Link or EntryKind.Other => [],
        };
    }

    private void Object(string path)
    {
        _isSound = false;
        _objects(path);
    }
}
