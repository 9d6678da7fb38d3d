using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace PiGen.Cli.Files;

/// <summary>What is at a path below a folder.</summary>
internal enum EntryKind
{
    None,
    File,
    Folder,
    Link,

    /// <summary>A pipe, a socket, a device.</summary>
    Other,

    /// <summary>Nothing that can be reached: one of its folders is a link, or no folder.</summary>
    Blocked,
}

/// <summary>What is at a path, a link by itself and not what it leads to.</summary>
/// <param name="Id">Which file it is, whatever its name: device and inode; the same for hard links of one file.</param>
/// <param name="Links">How many names the file has.</param>
internal readonly record struct Entry(
    EntryKind Kind,
    UnixFileMode Mode,
    long Size,
    int User,
    int Group,
    int Links,
    (ulong Device, ulong Inode) Id
);

/// <summary>What a file's mode does not say of who may do what with it: its group, its access list, its other attributes.</summary>
internal sealed record FileRights(int Group, ImmutableSortedDictionary<string, byte[]> Attributes);

/// <summary>
/// A folder that is held open, and the only way to what lies in a folder that somebody else may have made. Paths below it have
/// forward slashes and no <c>.</c> or <c>..</c>; none of their names is ever followed as a link, whoever exchanges it meanwhile.
/// What is read must be a regular file, and is opened without waiting. On Linux each call is made relative to the open folder:
/// openat(2), renameat2(2), unlinkat(2). Elsewhere each folder on the way is looked at right before the call, which a program
/// that runs at the same time could get round.
/// </summary>
/// <exception cref="IOException">From all members: the system said no; its HResult is the errno.</exception>
/// <exception cref="UnauthorizedAccessException">From all members: the person may not.</exception>
internal sealed partial class HeldFolder : IDisposable
{
    private const int MostHeld = 64;
    private const int LongestWait = 500; // milliseconds

    // A tree of folders without end would cost time without end: each folder on the way is opened. No artifact needs as much:
    // PiGen.Core's Destination allows for less, since the folders of a staging are above it.
    private const int MostNames = 64;
    private const int LongestPath = 1024; // characters

    private readonly SafeFileHandle? _root;
    private readonly Dictionary<string, SafeFileHandle> _held = new(StringComparer.Ordinal);

    // Whether a new file in a folder gets all of a mode.
    private readonly Dictionary<(SafeFileHandle Folder, UnixFileMode Mode), bool> _getsMode = [];

    private HeldFolder(string path, SafeFileHandle? root) => (Path, _root) = (path, root);

    /// <summary>Absolute, as the folder was opened.</summary>
    public string Path { get; }

    private static bool IsRelative => OperatingSystem.IsLinux();

    public void Dispose()
    {
        LetGo();
        _root?.Dispose();
    }

    /// <summary>Whether a path has more names or characters than any path below a held folder may have.</summary>
    public static bool IsTooLong(string path) => path.Length > LongestPath || CountNames(path) > MostNames;

    public Entry Look(string path)
    {
        if (!IsRelative)
        {
            return LookPortable(path);
        }
        if (path.Length == 0)
        {
            return Native.Look(_root!, "");
        }
        var (parent, name) = TryParent(path);
        return parent is null
            ? new() { Kind = name.Length == 0 ? EntryKind.None : EntryKind.Blocked }
            : Native.Look(parent, name, Shown(path));
    }

    /// <summary>A folder below, held by itself.</summary>
    public HeldFolder Below(string path)
    {
        if (!IsRelative)
        {
            return new(CheckedFolder(path), null);
        }
        var (parent, name) = path.Length == 0 ? (_root!, ".") : Parent(path);
        return new(Shown(path), Native.Open(parent, name, Native.FolderOnly | Native.NoFollow, Shown(path)));
    }

    /// <summary>The first name on the way that is no folder, the last included: why a path is blocked. Null if all are folders.</summary>
    public (string Path, EntryKind Kind)? FirstNoFolder(string path)
    {
        for (var end = path.IndexOf('/'); ; end = path.IndexOf('/', end + 1))
        {
            var way = end < 0 ? path : path[..end];
            if (Look(way).Kind is not EntryKind.Folder and var kind)
            {
                return (way, kind);
            }
            if (end < 0)
            {
                return null;
            }
        }
    }

    /// <summary>Names in a folder, in ordinal order; "" is the held folder itself.</summary>
    public IReadOnlyList<string> Names(string path)
    {
        var folder = IsRelative ? Native.PathOf(Folder(path)) : CheckedFolder(path);
        try
        {
            var names = Directory
                .EnumerateFileSystemEntries(folder)
                .Select(entry => System.IO.Path.GetFileName(entry)!);
            return [.. names.Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (IsRelative && e is IOException or UnauthorizedAccessException)
        {
            // The name in /proc says nothing to a person.
            var text = e.Message.Replace(folder, Shown(path), StringComparison.Ordinal);
            throw e is UnauthorizedAccessException
                ? new UnauthorizedAccessException(text)
                : new IOException(text, e.HResult);
        }
    }

    /// <param name="most">In bytes; a larger file is refused, and its message names the limit.</param>
    public byte[] Read(string path, long most)
    {
        if (!IsRelative)
        {
            return Look(path).Kind is EntryKind.File
                ? ReadPortable(Checked(path), most)
                : throw new IOException($"{Shown(path)} is no regular file");
        }
        using var file = Open(path, Native.Read | Native.NonBlocking | Native.NoFollow);
        return ReadAll(file, Shown(path), most);
    }

    /// <summary>
    /// Creates a file with exactly that mode, and no more at any moment before; one that takes over another's rights has no more
    /// than its owner's until it has its bytes. What it cannot finish it takes away.
    /// </summary>
    /// <param name="mode">Null for what the person's umask leaves of reading and writing.</param>
    /// <param name="isSynced">Whether to return only when the disk has it.</param>
    /// <param name="rights">Another file's, which it takes over; null for those of any new file.</param>
    public void WriteNew(
        string path,
        ReadOnlySpan<byte> bytes,
        UnixFileMode? mode,
        bool isSynced = false,
        FileRights? rights = null
    )
    {
        var shown = Shown(path);
        var (folder, name) = IsRelative ? Parent(path) : default;
        var first =
            mode is null ? ReadWrite
            : rights is null ? (uint)mode
            : Own;
        using var file = IsRelative
            ? Native.Open(folder, name, Native.NewFile, shown, first)
            : CreatePortable(Checked(path), mode is not null);
        try
        {
            RandomAccess.Write(file, bytes, fileOffset: 0);
            if (
                mode is { } exactly
                && !OperatingSystem.IsWindows()
                && (rights is not null || !HasMode(file, folder, exactly))
            )
            {
                Take(file, rights, shown);
                File.SetUnixFileMode(file, exactly);
            }
            if (isSynced)
            {
                RandomAccess.FlushToDisk(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Delete(path);
            throw;
        }
    }

    /// <summary>What a copy of a file has to take over, see <see cref="WriteNew"/>.</summary>
    public FileRights Rights(string path)
    {
        if (!IsRelative)
        {
            return new(OwnerPortable(path).Group, ImmutableSortedDictionary<string, byte[]>.Empty);
        }
        using var file = Open(path, Native.Read | Native.NonBlocking | Native.NoFollow);
        return new(Native.Look(file, "").Group, Native.Attributes(file, Shown(path)));
    }

    /// <summary>Whether a file is the person's who runs this.</summary>
    public bool IsOwn(string path) =>
        OperatingSystem.IsWindows()
        || (IsRelative ? Look(path).User : OwnerPortable(path).User) == (int)Native.geteuid();

    /// <summary>
    /// Whether the system would let this program write a file, or make files in a folder: modes, access lists, and file systems
    /// that are read-only. "" is the held folder itself.
    /// </summary>
    public bool CanWrite(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }
        if (!IsRelative)
        {
            return Native.access(Native.Bytes(Checked(path)), Directory.Exists(Checked(path)) ? 3 : 2) == 0;
        }
        var (parent, name) = path.Length == 0 ? (_root!, ".") : Parent(path);
        var isFolder = path.Length == 0 || Look(path).Kind == EntryKind.Folder;
        return Native.faccessat(parent, Native.Bytes(name), isFolder ? 3 : 2, Native.Effectively) == 0;
    }

    /// <summary>Makes the folder, and those on the way to it, where they are missing.</summary>
    /// <param name="isPrivate">Whether new ones are for the person alone.</param>
    /// <returns>Those that were made, innermost first.</returns>
    public IReadOnlyList<string> MakeFolder(string path, bool isPrivate = false)
    {
        if (path.Length == 0 || _held.ContainsKey(path) || Look(path).Kind == EntryKind.Folder)
        {
            return [];
        }
        var above = MakeFolder(ParentOf(path), isPrivate);
        var mode = isPrivate ? UserAll : (UnixFileMode)Convert.ToInt32("777", 8);
        if (IsRelative)
        {
            var (parent, name) = Parent(path);
            Native.Check(Native.mkdirat(parent, Native.Bytes(name), (uint)mode), Shown(path));
        }
        else if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Checked(path));
        }
        else
        {
            Directory.CreateDirectory(Checked(path), mode);
        }
        return [path, .. above];
    }

    /// <summary>
    /// Makes an empty file that one program at a time holds, and nobody else can open, until the handle is disposed of.
    /// Never waits: null where another program holds it.
    /// </summary>
    public SafeFileHandle? TryLock(string path)
    {
        while (true)
        {
            var file = IsRelative ? OpenLocked(path) : OpenLockedPortable(Checked(path));
            if (file is null || IsInPlace(file, path))
            {
                return file;
            }
            // The one who held it before has taken it away between our opening and our locking it.
            file.Dispose();
        }
    }

    /// <summary>Moves a file, a link or a folder to a name that nothing has.</summary>
    public void Move(string from, string to)
    {
        if (!IsRelative)
        {
            MovePortable(from, to);
            return;
        }
        var (parent, name) = Parent(from);
        var (toParent, toName) = Parent(to, isSecond: true);
        if (!Native.TryRename(parent, name, toParent, toName, Native.NoReplace, Shown(to)))
        {
            MoveWithoutFlag((parent, name), (toParent, toName), from, to);
        }
        LetGo(from);
    }

    /// <summary>
    /// Moves a folder with all that is in it to a name that nothing has. False where the system has no call for it that cannot
    /// replace a folder which somebody makes there at the same moment: then nothing has happened.
    /// </summary>
    public bool TryMoveFolder(string from, string to)
    {
        if (!IsRelative)
        {
            return false;
        }
        var (parent, name) = Parent(from);
        var (toParent, toName) = Parent(to, isSecond: true);
        var isMoved = Native.TryRename(parent, name, toParent, toName, Native.NoReplace, Shown(to));
        LetGo(from);
        return isMoved;
    }

    /// <summary>Moves a file over another, or to a name that nothing has, in one step.</summary>
    private void Replace(string from, string to)
    {
        if (!IsRelative)
        {
            File.Move(Checked(from), Checked(to), overwrite: true);
            return;
        }
        var (parent, name) = Parent(from);
        var (toParent, toName) = Parent(to, isSecond: true);
        Native.Check(Native.renameat(parent, Native.Bytes(name), toParent, Native.Bytes(toName)), Shown(to));
    }

    /// <summary>
    /// Exchanges two files: in one step, or where the system cannot, so that the other name is always there. A kill in between
    /// then leaves a third name, see <see cref="OldName"/>.
    /// </summary>
    public void Exchange(string one, string other)
    {
        if (TryExchange(one, other))
        {
            return;
        }
        if (!IsRelative)
        {
            File.Replace(Checked(one), Checked(other), Checked(OldName(one)));
            File.Move(Checked(OldName(one)), Checked(one));
            return;
        }
        var (parent, name) = Parent(other);
        var (toParent, toName) = Parent(OldName(one), isSecond: true);
        if (!Native.TryLink(parent, Native.Bytes(name), toParent, Native.Bytes(toName), Shown(one)))
        {
            throw new IOException(
                $"{Shown(other)} cannot be exchanged: its file system can neither exchange two files nor has it hard links"
            );
        }
        Replace(one, other);
        Replace(OldName(one), one);
    }

    /// <summary>
    /// Returns once no program has the file open for writing, or after a while: a program that has opened it under another
    /// name, such as one that it had before, may be about to write. Where the system cannot tell, at once; on some file
    /// systems of other machines, after that while.
    /// </summary>
    public void WaitForWriters(string path)
    {
        if (!IsRelative)
        {
            return;
        }
        using var file = Open(path, Native.Read | Native.NonBlocking | Native.NoFollow);
        for (var until = Environment.TickCount64 + LongestWait; Native.IsWritten(file); Thread.Sleep(1))
        {
            if (Environment.TickCount64 > until)
            {
                return;
            }
        }
    }

    public static string OldName(string name) => name + "-old";

    /// <summary>Exchanges two files in one step. False where the system cannot: then nothing has happened.</summary>
    private bool TryExchange(string one, string other)
    {
        if (!IsRelative)
        {
            return false;
        }
        var (parent, name) = Parent(one);
        var (otherParent, otherName) = Parent(other, isSecond: true);
        return Native.TryRename(parent, name, otherParent, otherName, Native.Exchange, Shown(one));
    }

    /// <summary>Deletes a file or a link, if it is there.</summary>
    public void Delete(string path)
    {
        if (!IsRelative)
        {
            File.Delete(Checked(path));
            return;
        }
        var (parent, name) = TryParent(path);
        if (parent is not null && Native.unlinkat(parent, Native.Bytes(name), 0) != 0)
        {
            Native.ThrowUnless([Native.Missing], Shown(path));
        }
    }

    /// <summary>Deletes the file of a lock that is held. On Windows its handle does, and nothing else can.</summary>
    public void DeleteLocked(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Delete(path);
        }
    }

    /// <summary>Deletes a folder that has nothing in it. False where there is something in it, or no such folder.</summary>
    public bool DeleteFolder(string path)
    {
        if (!IsRelative)
        {
            return DeleteFolderPortable(path);
        }
        var (parent, name) = TryParent(path);
        if (parent is null)
        {
            return false;
        }
        if (Native.unlinkat(parent, Native.Bytes(name), Native.RemoveFolder) != 0)
        {
            Native.ThrowUnless([Native.Missing, Native.NotEmpty, Native.Exists, Native.NotDirectory], Shown(path));
            return false;
        }
        LetGo(path);
        return true;
    }

    /// <summary>Deletes what is there with all that is in it, if it is there; of a link, the link.</summary>
    public void DeleteAll(string path)
    {
        switch (Look(path).Kind)
        {
            case EntryKind.Folder:
                foreach (var name in Names(path))
                {
                    DeleteAll($"{path}/{name}");
                }
                if (!DeleteFolder(path))
                {
                    throw new IOException($"{Shown(path)} has something in it that cannot be deleted");
                }
                break;
            case EntryKind.File:
            case EntryKind.Link:
            case EntryKind.Other:
                Delete(path);
                break;
            case EntryKind.None:
            case EntryKind.Blocked:
                break;
        }
    }

    // What open(2) is given of a mode.
    private const uint Own = 0x180; // rw-------
    private const uint ReadWrite = 0x1b6; // rw-rw-rw-, less what the umask takes away

    private const UnixFileMode UserAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static byte[] ReadAll(SafeFileHandle file, string shown, long most)
    {
        if (IsRelative && Native.Look(file, "").Kind != EntryKind.File)
        {
            throw new IOException($"{shown} is no regular file");
        }
        var length = RandomAccess.GetLength(file);
        // A file of /proc says that it has no length.
        var bytes = new byte[Math.Min(length, most) + 1];
        var count = 0;
        for (var read = 1; read > 0 && count <= most; count += read)
        {
            if (count == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(most + 1, bytes.Length * 2L));
            }
            read = RandomAccess.Read(file, bytes.AsSpan(count), count);
        }
        return count > most ? throw new IOException($"{shown} is larger than {Size(most)}") : bytes[..count];
    }

    private static string Size(long bytes) =>
        bytes >> 20 is > 0 and var mebibytes ? $"{mebibytes} MiB" : $"{bytes >> 10} KiB";

    private SafeFileHandle Open(string path, int flags, uint mode = Own)
    {
        var (parent, name) = Parent(path);
        return Native.Open(parent, name, flags, Shown(path), mode);
    }

    private SafeFileHandle? OpenLocked(string path)
    {
        var file = Open(path, Native.ReadAndWrite | Native.Create | Native.NonBlocking | Native.NoFollow);
        var isFile = Native.Look(file, "").Kind == EntryKind.File;
        // A file system that knows no locks has none that somebody holds.
        if (isFile && !Native.IsHeld(file))
        {
            return file;
        }
        file.Dispose();
        return isFile ? null : throw new IOException($"{Shown(path)} is no regular file");
    }

    private bool IsInPlace(SafeFileHandle file, string path) =>
        IsRelative ? Look(path).Id == Native.Look(file, "").Id : IsInPlacePortable(Checked(path));

    // A hard link, too, is refused where the name is taken; a folder never takes the place of anything but an empty one. A file
    // system that has no hard links either, such as a shared folder of a virtual machine, has no call that does both in one
    // step: there, a file that another program makes between the look and the rename is lost.
    private void MoveWithoutFlag(
        (SafeFileHandle Parent, string Name) one,
        (SafeFileHandle Parent, string Name) other,
        string from,
        string to
    )
    {
        var (name, toName) = (Native.Bytes(one.Name), Native.Bytes(other.Name));
        if (Native.Look(one.Parent, one.Name, Shown(from)).Kind == EntryKind.Folder)
        {
            Native.Check(Native.renameat(one.Parent, name, other.Parent, toName), Shown(to));
            return;
        }
        if (Native.TryLink(one.Parent, name, other.Parent, toName, Shown(to)))
        {
            Native.Check(Native.unlinkat(one.Parent, name, 0), Shown(from));
            return;
        }
        if (Native.Look(other.Parent, other.Name, Shown(to)).Kind != EntryKind.None)
        {
            throw new IOException($"{Shown(to)} is there already", Native.Exists);
        }
        Native.Check(Native.renameat(one.Parent, name, other.Parent, toName), Shown(to));
    }

    // What the umask or an access list of the folder takes away of a mode, it takes away of every new file there. So the first
    // file is looked at, and a call to set the mode is left out for the others too.
    private bool HasMode(SafeFileHandle file, SafeFileHandle folder, UnixFileMode mode)
    {
        if (IsRelative && !_getsMode.ContainsKey((folder, mode)))
        {
            _getsMode.Add((folder, mode), Native.Look(file, "").Mode == mode);
        }
        return IsRelative && _getsMode[(folder, mode)];
    }

    // No wider at any moment: first the group, then what else is granted, and last the mode. What a new file has inherited of
    // its folder, the other does not have.
    private static void Take(SafeFileHandle file, FileRights? rights, string shown)
    {
        if (rights is null)
        {
            return;
        }
        if (!IsRelative)
        {
            _ = Native.fchown(file, uint.MaxValue, (uint)rights.Group);
            return;
        }
        if (Native.Look(file, "").Group != rights.Group && Native.fchown(file, uint.MaxValue, (uint)rights.Group) != 0)
        {
            throw new IOException($"the group of {shown} cannot be kept: you are not of that group");
        }
        Native.SetAttributes(file, rights.Attributes, shown);
    }

    private (SafeFileHandle Folder, string Name) Parent(string path, bool isSecond = false)
    {
        CheckLength(path);
        return (Folder(ParentOf(path), isSecond), NameOf(path));
    }

    private void CheckLength(string path)
    {
        if (IsTooLong(path))
        {
            throw new PathTooLongException(
                $"{Shown(path[..64])}…: a path of more than {MostNames} names or {LongestPath} characters"
            );
        }
    }

    // No folder, with a name: something else is in its place. Without a name: it is missing.
    private (SafeFileHandle? Folder, string Name) TryParent(string path)
    {
        try
        {
            return Parent(path);
        }
        catch (DirectoryNotFoundException)
        {
            return (null, "");
        }
        catch (IOException e) when (e.HResult is Native.NotDirectory or Native.Loop)
        {
            return (null, path);
        }
    }

    // Folders stay open: of thousands of files, most lie in a few. The first of two is not let go for the second.
    private SafeFileHandle Folder(string path, bool isSecond = false)
    {
        var more = _held.ContainsKey(path) ? 0 : CountNames(path);
        if (!isSecond && _held.Count + more > MostHeld)
        {
            LetGo();
        }
        return OpenFolder(path);
    }

    private SafeFileHandle OpenFolder(string path)
    {
        if (path.Length == 0)
        {
            return _root!;
        }
        if (!_held.TryGetValue(path, out var folder))
        {
            var parent = OpenFolder(ParentOf(path));
            folder = Native.Open(parent, NameOf(path), Native.FolderOnly | Native.NoFollow, Shown(path));
            _held.Add(path, folder);
        }
        return folder;
    }

    // What lies in a folder is reached through it: once it goes, no handle of it or below it is of use.
    private void LetGo(string folder)
    {
        if (_held.ContainsKey(folder))
        {
            LetGo();
        }
    }

    private void LetGo()
    {
        foreach (var folder in _held.Values)
        {
            folder.Dispose();
        }
        _held.Clear();
        _getsMode.Clear();
    }

    private string Shown(string path) => System.IO.Path.Combine(Path, path);

    private static int CountNames(string path) => path.Length == 0 ? 0 : path.AsSpan().Count('/') + 1;

    private static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "";

    // Whoever calls has looked at the names; this is the last door.
    private static string NameOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var isName = name is not ("" or "." or "..") && !name.Contains('\0');
        return isName && !(OperatingSystem.IsWindows() && name.AsSpan().ContainsAny('\\', ':'))
            ? name
            : throw new IOException($"'{path}' is no path below a folder");
    }
}
