using PiGen.Core;
using PiGen.Core.Planning;

namespace PiGen.Cli.Files;

/// <summary>
/// Changes files of a folder all or none. New bytes are first written beside, in a folder of its own; then files are
/// moved, the old ones into that folder, the new ones out of it, and with them any folder that is not there yet; its rename is the
/// moment at which all has happened. What an interrupted program left behind is rolled back by the next one that writes the folder.
/// </summary>
internal sealed class Staging
{
    public const string OpenName = ".pigen-staging";
    public const string DoneName = ".pigen-done";
    public const string NewName = "new";
    public const string OldName = "old";
    public const string JournalPath = $"{OpenName}/{StagingJournal.Name}";

    private const string JournalPart = $"{OpenName}/{StagingJournal.PartName}";
    private const string OldFolder = $"{OpenName}/{OldName}";

    private readonly HeldFolder _root;
    private readonly StagingJournal _journal;

    private Staging(HeldFolder root, StagingJournal journal) => (_root, _journal) = (root, journal);

    public static Staging Begin(HeldFolder root)
    {
        root.MakeFolder(OpenName);
        return new(root, new());
    }

    /// <summary>Whether files may have been moved that are not yet all in their places.</summary>
    public static bool IsHalfDone(HeldFolder root) =>
        root.Look(JournalPath).Kind != EntryKind.None || root.Look(OldFolder).Kind != EntryKind.None;

    /// <summary>Rolls back what an earlier program did not finish, and clears away what it did.</summary>
    /// <param name="objects">Hears of each path that no program has left so: then nothing is touched.</param>
    public static void Recover(HeldFolder root, Action<string> objects)
    {
        if (StagingSurvey.Look(root, objects) is not { } journal)
        {
            return;
        }
        if (root.Look(OpenName).Kind != EntryKind.None)
        {
            new Staging(root, journal).RollBack();
        }
        root.DeleteAll(DoneName);
    }

    /// <param name="replaces">Whether there is a file in its place.</param>
    public void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode, bool replaces)
    {
        var staged = New(path);
        MakeParent(staged);
        _root.WriteNew(staged, bytes, mode);
        _journal.New.Add(path, Fingerprint.Sha256Of(bytes));
        if (replaces)
        {
            _journal.Old.Add(path);
        }
    }

    public void Delete(string path) => _journal.Old.Add(path);

    /// <summary>Forgets what was written: nothing has happened.</summary>
    public void Abandon() => _root.DeleteAll(OpenName);

    /// <summary>All that was written and deleted takes effect.</summary>
    /// <exception cref="Failure">It could not: all is as it was, or the message says that it is not.</exception>
    public void Commit()
    {
        try
        {
            _root.WriteNew(JournalPart, _journal.ToBytes(), mode: null);
            _root.Move(JournalPart, JournalPath);
            MoveAll();
            _root.Move(OpenName, DoneName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RolledBack(e);
        }
        ClearUp();
    }

    private void MoveAll()
    {
        foreach (var path in _journal.Old)
        {
            Move(path, Old(path));
        }
        DeleteEmptyParents(_journal.Old.Where(path => !_journal.New.ContainsKey(path)));
        MoveNew();
    }

    // Where a folder is not there yet, the highest such folder is moved with all that is in it: one call for thousands of files.
    // All folders are looked at before the first is moved.
    private void MoveNew()
    {
        var byParent = _journal.New.Keys.GroupBy(ParentOf, StringComparer.Ordinal);
        foreach (var files in byParent.GroupBy(files => MissingFolder(files.Key)))
        {
            if (files.Key is { } folder && _root.TryMoveFolder(New(folder), folder))
            {
                continue;
            }
            foreach (var path in files.SelectMany(paths => paths))
            {
                Move(New(path), path);
            }
        }
    }

    private string? MissingFolder(string folder) =>
        _root.FirstNoFolder(folder) is (var missing, EntryKind.None) ? missing : null;

    private Failure RolledBack(Exception cause)
    {
        try
        {
            RollBack();
            return new(
                $"{_root.Path} could not be changed: {cause.Message}",
                "all in it is as it was; look at the folder",
                cause
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(
                $"{_root.Path} could not be changed: {cause.Message}; nor could that be taken back: {e.Message}",
                $"what is missing lies in {OpenName} there; the same command again puts it back first",
                e
            );
        }
    }

    // All has happened by now; what cannot be cleared away here, the next program clears away.
    private void ClearUp()
    {
        try
        {
            _root.DeleteAll(DoneName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    // The journal goes before what says how far it came: without one, nothing more is taken back.
    private void RollBack()
    {
        foreach (var path in _journal.New.Keys.Where(HasArrived))
        {
            _root.Delete(path);
        }
        DeleteEmptyParents(_journal.New.Keys);
        foreach (var path in _journal.Old.Where(path => IsThere(Old(path)) && _root.Look(path).Kind == EntryKind.None))
        {
            Move(Old(path), path);
        }
        _root.DeleteAll(OldFolder);
        _root.Delete(JournalPath);
        _root.DeleteAll(OpenName);
    }

    // What has other bytes than ours is somebody's work since, and stays. So does what was replaced, once it is back: its bytes
    // can be the same, where only the mode was to change.
    private bool HasArrived(string path) =>
        !IsThere(New(path)) && (!_journal.Old.Contains(path) || IsThere(Old(path))) && IsFile(path, _journal.New[path]);

    private static string New(string path) => $"{OpenName}/{NewName}/{path}";

    private static string Old(string path) => $"{OldFolder}/{path}";

    private bool IsThere(string path) => _root.Look(path).Kind is not (EntryKind.None or EntryKind.Blocked);

    private bool IsFile(string path, string sha256) =>
        _root.Look(path) is { Kind: EntryKind.File, Size: <= MostBytes.Rendered }
        && Fingerprint.Sha256Of(_root.Read(path, MostBytes.Rendered)) == sha256;

    private void Move(string from, string to)
    {
        MakeParent(to);
        _root.Move(from, to);
    }

    private void MakeParent(string path) => _root.MakeFolder(ParentOf(path));

    private void DeleteEmptyParents(IEnumerable<string> paths)
    {
        foreach (var parent in paths.Select(ParentOf).Distinct(StringComparer.Ordinal).ToList())
        {
            for (var folder = parent; folder.Length > 0 && _root.DeleteFolder(folder); folder = ParentOf(folder)) { }
        }
    }

    private static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "";
}
