using PiGen.Core;
using PiGen.Core.Planning;

namespace PiGen.Cli.Files;

/// <summary>
/// Changes files of a folder all or none. New bytes are first written beside, in a folder of its own; then files are
/// moved, the old ones into that folder; its rename is the moment at which all has happened. What an interrupted
/// program left behind is rolled back by the next one that opens the folder.
/// </summary>
internal sealed class Staging
{
    public const string OpenName = ".pigen-staging";
    public const string DoneName = ".pigen-done";
    public const string NewFolder = "new";
    public const string OldFolder = "old";

    private readonly string _root;
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private readonly List<string> _deleted = [];
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    private Staging(string root) => _root = root;

    private string OpenFolder => Path.Combine(_root, OpenName);

    private string DoneFolder => Path.Combine(_root, DoneName);

    public static Staging Begin(string root)
    {
        var staging = new Staging(root);
        Directory.CreateDirectory(staging.OpenFolder);
        return staging;
    }

    /// <summary>Rolls back what an earlier program did not finish, and clears away what it did.</summary>
    public static void Recover(string root)
    {
        var staging = new Staging(root);
        if (Directory.Exists(staging.OpenFolder))
        {
            staging.RollBack();
        }
        DeleteFolder(staging.DoneFolder);
    }

    public void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        var staged = New(path);
        MakeParent(staged);
        FileModeBits.WriteNew(staged, bytes, mode);
        _written.Add(path, Fingerprint.Sha256Of(bytes));
    }

    public void Delete(string path) => _deleted.Add(path);

    /// <summary>Forgets what was written: nothing has happened.</summary>
    public void Abandon() => DeleteFolder(OpenFolder);

    /// <summary>All that was written and deleted takes effect.</summary>
    /// <exception cref="Failure">It could not: all is as it was, or the message says that it is not.</exception>
    public void Commit()
    {
        try
        {
            StagingJournal.Write(OpenFolder, _written);
            MoveAll();
            Directory.Move(OpenFolder, DoneFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RolledBack(e);
        }
        ClearUp();
    }

    private void MoveAll()
    {
        foreach (var path in _deleted.Concat(_written.Keys.Where(path => File.Exists(InPlace(path)))))
        {
            Move(InPlace(path), Old(path));
            DeleteEmptyParents(path);
        }
        foreach (var path in _written.Keys)
        {
            Move(New(path), InPlace(path));
        }
    }

    private Failure RolledBack(Exception cause)
    {
        try
        {
            RollBack();
            return new(
                $"{_root} could not be changed: {cause.Message}",
                "all in it is as it was; look at the folder",
                cause
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(
                $"{_root} could not be changed: {cause.Message}; nor could that be taken back: {e.Message}",
                $"what is missing lies in {OpenFolder}; the next 'pigen render' into the folder puts it back",
                e
            );
        }
    }

    // All has happened by now; what cannot be cleared away here, the next program clears away.
    private void ClearUp()
    {
        try
        {
            DeleteFolder(DoneFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    private void RollBack()
    {
        var moved = StagingJournal.Read(OpenFolder);
        foreach (var (path, sha256) in moved?.NewBytes ?? new Dictionary<string, string>())
        {
            // What has other bytes than ours is somebody's work since, and stays.
            if (!File.Exists(New(path)) && IsFile(InPlace(path), sha256))
            {
                File.Delete(InPlace(path));
            }
            DeleteEmptyParents(path);
        }
        var old = Path.Combine(OpenFolder, OldFolder);
        foreach (var kept in Directory.Exists(old) ? Directory.GetFiles(old, "*", SearchOption.AllDirectories) : [])
        {
            var place = InPlace(Path.GetRelativePath(old, kept));
            if (!File.Exists(place))
            {
                Move(kept, place);
            }
        }
        DeleteFolder(OpenFolder);
    }

    private string New(string path) => Path.Combine(OpenFolder, NewFolder, path);

    private string Old(string path) => Path.Combine(OpenFolder, OldFolder, path);

    private string InPlace(string path) => Path.Combine(_root, path);

    private static bool IsFile(string path, string sha256) =>
        File.Exists(path) && Fingerprint.Sha256Of(File.ReadAllBytes(path)) == sha256;

    private void Move(string from, string to)
    {
        MakeParent(to);
        File.Move(from, to);
    }

    private void MakeParent(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (_made.Add(folder))
        {
            Directory.CreateDirectory(folder);
        }
    }

    private void DeleteEmptyParents(string path)
    {
        for (
            var parent = Path.GetDirectoryName(path);
            !string.IsNullOrEmpty(parent);
            parent = Path.GetDirectoryName(parent)
        )
        {
            var folder = InPlace(parent);
            if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any())
            {
                return;
            }
            Directory.Delete(folder);
            _made.Remove(folder);
        }
    }

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
