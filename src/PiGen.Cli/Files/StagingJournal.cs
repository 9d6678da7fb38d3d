using System.Text;
using PiGen.Core.Planning;

namespace PiGen.Cli.Files;

/// <summary>
/// What a staging is about to move: enough to take it back, and to know what is not of it. A line is the SHA-256 of a file's new
/// bytes and its path under the folder, or a hyphen and the path of what is moved away. It is there before the first file is
/// moved.
/// </summary>
internal sealed class StagingJournal
{
    public const string Name = "journal";
    public const string PartName = "journal.part";

    // To read as many takes about two seconds. A render changes a file by two lines at most.
    private const int MostLines = 200_000;

    private const string Header = "pigen staging 2";

    // Of what is moved away, it says nothing.
    private const string EarlierHeader = "pigen staging 1";
    private const string MovedAway = "-";

    /// <summary>Path to SHA-256, in the order written.</summary>
    public Dictionary<string, string> New { get; } = new(StringComparer.Ordinal);

    /// <summary>What is moved away, because it is replaced or no longer wanted.</summary>
    public HashSet<string> Old { get; } = new(StringComparer.Ordinal);

    public bool IsOfEarlierForm { get; private init; }

    /// <exception cref="IOException">It is longer than what is read.</exception>
    public byte[] ToBytes()
    {
        if (New.Count + Old.Count >= MostLines)
        {
            throw new IOException($"no more than {MostLines / 2} files can be changed at once");
        }
        var text = new StringBuilder(Header).Append('\n');
        foreach (var (path, sha256) in New)
        {
            text.Append($"{sha256} {path}\n");
        }
        foreach (var path in Old)
        {
            text.Append($"{MovedAway} {path}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Null for what is no journal: other words, too many, a path that leads out, or one that stands there twice.</summary>
    public static StagingJournal? TryParse(byte[] bytes)
    {
        if (bytes.AsSpan().Count((byte)'\n') > MostLines)
        {
            return null;
        }
        var lines = Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        if (lines is not [Header or EarlierHeader, .. var entries, ""])
        {
            return null;
        }
        var journal = new StagingJournal { IsOfEarlierForm = lines[0] == EarlierHeader };
        return entries.All(journal.TryAdd) ? journal : null;
    }

    private bool TryAdd(string line) =>
        line.Split(' ', 2) is [var word, var path]
        && IsInside(path)
        && (
            word == MovedAway && !IsOfEarlierForm ? Old.Add(path) : Fingerprint.IsSha256(word) && New.TryAdd(path, word)
        );

    private static bool IsInside(string path) =>
        path.Split('/') is var names
        && names.All(name => name is not ("" or "." or ".."))
        && !HeldFolder.IsTooLong(path)
        && !OwnNames.All.Contains(names[0])
        && !path.Any(c => char.IsControl(c) || c == '\\');
}

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
