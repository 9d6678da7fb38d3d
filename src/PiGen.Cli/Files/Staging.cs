namespace PiGen.Cli.Files;

/// <summary>
/// Changes files of a folder all or none. New bytes are first written beside, in a folder of its own; then files are
/// moved, the old ones into that folder; its rename is the moment at which all has happened. What an interrupted
/// program left behind is rolled back by the next one that opens the folder.
/// </summary>
internal sealed class Staging
{
    private const string OpenName = ".pigen-staging";
    private const string DoneName = ".pigen-done";

    private readonly string _root;
    private readonly string _open;
    private readonly List<string> _replaced = [];
    private readonly List<string> _created = [];
    private readonly List<string> _deleted = [];

    private Staging(string root) => (_root, _open) = (root, Path.Combine(root, OpenName));

    private string Created => Path.Combine(_open, "created");

    public static Staging Begin(string root)
    {
        var staging = new Staging(root);
        Directory.CreateDirectory(staging._open);
        return staging;
    }

    /// <summary>Rolls back what an earlier program did not finish, and clears away what it did.</summary>
    public static void Recover(string root)
    {
        var staging = new Staging(root);
        if (Directory.Exists(staging._open))
        {
            staging.RollBack();
        }
        DeleteFolder(Path.Combine(root, DoneName));
    }

    public void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        var staged = New(path);
        MakeParent(staged);
        FileModeBits.WriteNew(staged, bytes, mode);
        (File.Exists(InPlace(path)) ? _replaced : _created).Add(path);
    }

    public void Delete(string path) => _deleted.Add(path);

    /// <summary>All that was written and deleted takes effect; on a failure nothing has.</summary>
    public void Commit()
    {
        File.WriteAllLines(Created + ".part", _created);
        File.Move(Created + ".part", Created);
        foreach (var path in _replaced.Concat(_deleted))
        {
            Move(InPlace(path), Old(path));
        }
        foreach (var path in _replaced.Concat(_created))
        {
            Move(New(path), InPlace(path));
        }
        var done = Path.Combine(_root, DoneName);
        Directory.Move(_open, done);
        foreach (var path in _deleted)
        {
            DeleteEmptyParents(path);
        }
        DeleteFolder(done);
    }

    public void RollBack()
    {
        foreach (var path in File.Exists(Created) ? File.ReadAllLines(Created) : [])
        {
            if (!File.Exists(New(path)) && File.Exists(InPlace(path)))
            {
                File.Delete(InPlace(path));
                DeleteEmptyParents(path);
            }
        }
        var old = Old("");
        foreach (var kept in Directory.Exists(old) ? Directory.GetFiles(old, "*", SearchOption.AllDirectories) : [])
        {
            Move(kept, InPlace(Path.GetRelativePath(old, kept)));
        }
        DeleteFolder(_open);
    }

    private string New(string path) => Path.Combine(_open, "new", path);

    private string Old(string path) => Path.Combine(_open, "old", path);

    private string InPlace(string path) => Path.Combine(_root, path);

    private static void Move(string from, string to)
    {
        MakeParent(to);
        File.Move(from, to, overwrite: true);
    }

    private static void MakeParent(string path) => Directory.CreateDirectory(Path.GetDirectoryName(path)!);

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
