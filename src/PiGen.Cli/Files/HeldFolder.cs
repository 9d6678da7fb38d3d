using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
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

/// <summary>
/// A folder that is held open, and the only way to what lies in a folder that somebody else may have made. Paths below it have
/// forward slashes and no <c>.</c> or <c>..</c>; none of their names is ever followed as a link, whoever exchanges it meanwhile.
/// What is read must be a regular file, and is opened without waiting. On Linux each call is made relative to the open folder:
/// openat(2), renameat2(2), unlinkat(2). Elsewhere each folder on the way is looked at right before the call, which a program
/// that runs at the same time could get round.
/// </summary>
/// <exception cref="IOException">From all members: the system said no; its HResult is the errno.</exception>
/// <exception cref="UnauthorizedAccessException">From all members: the person may not.</exception>
internal sealed class HeldFolder : IDisposable
{
    private const int MostHeld = 64;

    // PATH_MAX of Linux, and the end of a tree of folders that somebody made to exhaust the stack.
    public const int LongestPath = 4096;

    private readonly SafeFileHandle? _root;
    private readonly Dictionary<string, SafeFileHandle> _held = new(StringComparer.Ordinal);

    private HeldFolder(string path, SafeFileHandle? root) => (Path, _root) = (path, root);

    /// <summary>Absolute, as the folder was opened.</summary>
    public string Path { get; }

    private static bool IsRelative => OperatingSystem.IsLinux();

    /// <summary>The folder of a path that a person named: links on the way are theirs and are followed.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static HeldFolder Open(string path)
    {
        path = path.Length > 0 ? System.IO.Path.GetFullPath(path) : throw new DirectoryNotFoundException("no name");
        if (IsRelative)
        {
            return new(path, Native.OpenFolder(path));
        }
        return Directory.Exists(path) ? new(path, null) : throw new DirectoryNotFoundException($"there is no {path}");
    }

    /// <summary>The folder round a path that a person named; where there is none, the nearest one above it that is there.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="rest">The path below that folder; "" for a root.</param>
    public static HeldFolder OpenRound(string path, out string rest)
    {
        var above = System.IO.Path.GetDirectoryName(path);
        while (true)
        {
            rest = above is null ? "" : System.IO.Path.GetRelativePath(above, path).Replace('\\', '/');
            try
            {
                return Open(above ?? path);
            }
            catch (DirectoryNotFoundException) when (System.IO.Path.GetDirectoryName(above) is { } next)
            {
                above = next;
            }
        }
    }

    /// <summary>Where a link leads, for a message; null where there is none.</summary>
    public static string? LinkTarget(string path) => new FileInfo(path).LinkTarget;

    /// <summary>The bytes of a regular file that a person named: links on the way are theirs and are followed.</summary>
    /// <param name="most">In bytes; a larger file is refused, and its message names the limit.</param>
    public static byte[] ReadNamed(string path, long most)
    {
        if (!IsRelative)
        {
            return ReadPortable(path, most);
        }
        using var file = Native.Open(Native.AtWorkingFolder, path, Native.Read | Native.NonBlocking, path);
        return ReadAll(file, path, most);
    }

    public void Dispose()
    {
        LetGo();
        _root?.Dispose();
    }

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
        var names = Directory.EnumerateFileSystemEntries(folder).Select(entry => System.IO.Path.GetFileName(entry)!);
        return [.. names.Order(StringComparer.Ordinal)];
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

    /// <summary>Creates a file with exactly that mode, and until it has its bytes with no more than its owner's rights.</summary>
    /// <param name="mode">Null for what the person's umask leaves of reading and writing.</param>
    /// <param name="isSynced">Whether to return only when the disk has it.</param>
    public void WriteNew(string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode, bool isSynced = false)
    {
        using var file = IsRelative
            ? Open(
                path,
                Native.Write | Native.Create | Native.Exclusive | Native.NoFollow,
                mode is null ? ReadWrite : Own
            )
            : File.OpenHandle(
                Checked(path),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.ReadWrite | FileShare.Delete
            );
        RandomAccess.Write(file, bytes, fileOffset: 0);
        if (mode is { } exactly && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, exactly);
        }
        if (isSynced)
        {
            RandomAccess.FlushToDisk(file);
        }
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

    /// <summary>Moves a file over another, or to a name that nothing has, in one step.</summary>
    public void Replace(string from, string to)
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

    /// <summary>Exchanges two files in one step. False where the system cannot: then nothing has happened.</summary>
    public bool TryExchange(string one, string other)
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

    // A hard link, too, is refused where the name is taken; a folder never takes the place of anything but an empty one.
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
        Native.Check(Native.linkat(one.Parent, name, other.Parent, toName, 0), Shown(to));
        Native.Check(Native.unlinkat(one.Parent, name, 0), Shown(from));
    }

    // Folders stay open: of thousands of files, most lie in a few. The first of two is not let go for the second.
    private (SafeFileHandle Folder, string Name) Parent(string path, bool isSecond = false)
    {
        if (_held.Count >= MostHeld && !isSecond)
        {
            LetGo();
        }
        return path.Length > LongestPath
            ? throw new PathTooLongException($"{Shown(path[..64])}…: its path is too long")
            : (Folder(ParentOf(path)), NameOf(path));
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

    private SafeFileHandle Folder(string path)
    {
        if (path.Length == 0)
        {
            return _root!;
        }
        if (!_held.TryGetValue(path, out var folder))
        {
            var parent = Folder(ParentOf(path));
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
    }

    private string Shown(string path) => System.IO.Path.Combine(Path, path);

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

    // ---- where there are no calls relative to a folder ----

    private string Checked(string path)
    {
        for (var way = path; way.Length > 0; way = ParentOf(way))
        {
            _ = NameOf(way);
            var info = new DirectoryInfo(Shown(way));
            if (way.Length < path.Length && (info.LinkTarget is not null || File.Exists(info.FullName)))
            {
                throw new IOException($"{info.FullName} is no folder of its own", Native.NotDirectory);
            }
        }
        return Shown(path);
    }

    private string CheckedFolder(string path) =>
        path.Length == 0 || Look(path).Kind == EntryKind.Folder
            ? Shown(path)
            : throw new DirectoryNotFoundException($"there is no {Shown(path)}");

    private Entry LookPortable(string path)
    {
        if (path.Length == 0)
        {
            return new() { Kind = EntryKind.Folder };
        }
        FileSystemInfo file;
        try
        {
            file = new FileInfo(Checked(path));
        }
        catch (IOException e) when (e.HResult == Native.NotDirectory)
        {
            return new() { Kind = EntryKind.Blocked };
        }
        var kind =
            file.LinkTarget is not null ? EntryKind.Link
            : Directory.Exists(file.FullName) ? EntryKind.Folder
            : !file.Exists ? EntryKind.None
            : (file.Attributes & FileAttributes.Device) != 0 ? EntryKind.Other
            : EntryKind.File;
        var mode = OperatingSystem.IsWindows() || kind == EntryKind.None ? default : file.UnixFileMode;
        return new(kind, mode, kind == EntryKind.File ? ((FileInfo)file).Length : 0, 0, 0, 1, default);
    }

    // What has no length is not opened: a pipe would wait for ever, and a device has no end.
    private static byte[] ReadPortable(string path, long most)
    {
        if (new FileInfo(path).Length == 0)
        {
            return [];
        }
        using var file = File.OpenHandle(path);
        return ReadAll(file, path, most);
    }

    private void MovePortable(string from, string to)
    {
        if (Look(from).Kind == EntryKind.Folder)
        {
            Directory.Move(Checked(from), Checked(to));
        }
        else
        {
            File.Move(Checked(from), Checked(to));
        }
    }

    private bool DeleteFolderPortable(string path)
    {
        if (Look(path).Kind != EntryKind.Folder || Names(path).Count > 0)
        {
            return false;
        }
        Directory.Delete(Checked(path));
        return true;
    }

    // Ours refuses to be opened again.
    private static bool IsInPlacePortable(string path)
    {
        try
        {
            using var second = OpenLockedPortable(path, FileMode.Open);
            return second is null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    // Elsewhere than on Windows it would take the name away whosever file has it by then.
    private static SafeFileHandle? OpenLockedPortable(string path, FileMode mode = FileMode.OpenOrCreate)
    {
        var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        try
        {
            return File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.None, options);
        }
        // EWOULDBLOCK of flock(2) on macOS, ERROR_SHARING_VIOLATION on Windows.
        catch (IOException e) when (e.HResult is 35 or unchecked((int)0x80070020))
        {
            return null;
        }
    }

    /// <summary>The calls of Linux: open(2), rename(2), statx(2) and their numbers, which are those of x64 and arm64.</summary>
    private static class Native
    {
        public const int Read = 0;
        public const int Write = 1;
        public const int ReadAndWrite = 2;
        public const int Create = 0x40;
        public const int Exclusive = 0x80;
        public const int NonBlocking = 0x800;
        public const uint NoReplace = 1;
        public const uint Exchange = 2;
        public const int RemoveFolder = 0x200;
        public const int NotDirectory = 20;
        public const int Loop = 40;
        private const int CloseOnExec = 0x80000;
        private const int NoTerminal = 0x100;
        private const int EmptyPath = 0x1000;
        private const int NoFollowLast = 0x100;
        private const uint BasicStats = 0x7ff;
        public const int Missing = 2;
        public const int Exists = 17;
        public const int NotEmpty = 39;
        private const int LockWithoutWaiting = 2 | 4; // LOCK_EX | LOCK_NB
        private const int WouldBlock = 11;
        private const int TooLong = 36;
        private const int Access = 13;
        private const int Permission = 1;
        private const int Invalid = 22;
        private const int NoCall = 38;

        private static readonly bool IsArm =
            RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

        /// <summary>With O_PATH: as for any path that leads through it, no right to read the folder is needed.</summary>
        public static int FolderOnly => 0x200000 | (IsArm ? 0x4000 : 0x10000);

        public static int NoFollow => IsArm ? 0x8000 : 0x20000;

        public static SafeFileHandle AtWorkingFolder { get; } = new(-100, ownsHandle: false);

        public static SafeFileHandle OpenFolder(string path) => Open(AtWorkingFolder, path, FolderOnly, path);

        public static SafeFileHandle Open(SafeFileHandle folder, string name, int flags, string shown, uint mode = 0)
        {
            var opened = openat(folder, Bytes(name), flags | CloseOnExec | NoTerminal, mode);
            return opened >= 0 ? new(opened, ownsHandle: true) : throw Error(shown, (flags & FolderOnly) != 0);
        }

        public static Entry Look(SafeFileHandle folder, string name, string? shown = null)
        {
            if (
                statx(folder, Bytes(name), NoFollowLast | (name.Length == 0 ? EmptyPath : 0), BasicStats, out var found)
                != 0
            )
            {
                ThrowUnless([Missing], shown ?? name);
                return default;
            }
            var kind = (found.Mode & 0xf000) switch
            {
                0x8000 => EntryKind.File,
                0x4000 => EntryKind.Folder,
                0xa000 => EntryKind.Link,
                _ => EntryKind.Other,
            };
            var device = ((ulong)found.DeviceMajor << 32) | found.DeviceMinor;
            var mode = (UnixFileMode)(found.Mode & 0xfff);
            return new(
                kind,
                mode,
                (long)found.Size,
                (int)found.User,
                (int)found.Group,
                (int)found.Links,
                (device, found.Inode)
            );
        }

        /// <summary>Locks the file for this program alone, unless another one holds it.</summary>
        public static bool IsHeld(SafeFileHandle file) =>
            flock(file, LockWithoutWaiting) != 0 && Marshal.GetLastPInvokeError() == WouldBlock;

        /// <summary>False where the file system does not know the flag.</summary>
        public static bool TryRename(
            SafeFileHandle folder,
            string name,
            SafeFileHandle toFolder,
            string toName,
            uint flag,
            string shown
        )
        {
            if (renameat2(folder, Bytes(name), toFolder, Bytes(toName), flag) == 0)
            {
                return true;
            }
            return Marshal.GetLastPInvokeError() is Invalid or NoCall ? false : throw Error(shown);
        }

        /// <summary>A name that leads to the open folder itself, for calls that know no other: proc(5).</summary>
        public static string PathOf(SafeFileHandle folder) => $"/proc/self/fd/{folder.DangerousGetHandle()}";

        public static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

        public static void Check(int result, string shown)
        {
            if (result != 0)
            {
                throw Error(shown);
            }
        }

        public static void ThrowUnless(ReadOnlySpan<int> errors, string shown)
        {
            if (!errors.Contains(Marshal.GetLastPInvokeError()))
            {
                throw Error(shown);
            }
        }

        // As the runtime's own calls do it: HResult is the errno.
        private static Exception Error(string shown, bool isFolder = false)
        {
            var error = Marshal.GetLastPInvokeError();
            var text = $"{shown}: {new Win32Exception(error).Message}";
            return error switch
            {
                Missing when isFolder => new DirectoryNotFoundException(text),
                Missing => new FileNotFoundException(text),
                Access or Permission => new UnauthorizedAccessException(text),
                Loop => new IOException($"{shown} is a link", error),
                TooLong => new PathTooLongException(text),
                _ => new IOException(text, error),
            };
        }

#pragma warning disable IDE1006, CA1707 // The system's own names.

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int openat(SafeFileHandle folder, byte[] path, int flags, uint mode);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int mkdirat(SafeFileHandle folder, byte[] path, uint mode);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int unlinkat(SafeFileHandle folder, byte[] path, int flags);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int flock(SafeFileHandle file, int operation);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int linkat(
            SafeFileHandle folder,
            byte[] path,
            SafeFileHandle toFolder,
            byte[] to,
            int flags
        );

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int renameat(SafeFileHandle folder, byte[] path, SafeFileHandle toFolder, byte[] to);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int renameat2(
            SafeFileHandle folder,
            byte[] path,
            SafeFileHandle toFolder,
            byte[] to,
            uint flags
        );

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int statx(SafeFileHandle folder, byte[] path, int flags, uint mask, out Found found);

#pragma warning restore IDE1006, CA1707

        // struct statx of statx(2): the same on every processor.
        [StructLayout(LayoutKind.Explicit, Size = 256)]
        private struct Found
        {
            [FieldOffset(16)]
            public uint Links;

            [FieldOffset(20)]
            public uint User;

            [FieldOffset(24)]
            public uint Group;

            [FieldOffset(28)]
            public ushort Mode;

            [FieldOffset(32)]
            public ulong Inode;

            [FieldOffset(40)]
            public ulong Size;

            [FieldOffset(136)]
            public uint DeviceMajor;

            [FieldOffset(140)]
            public uint DeviceMinor;
        }
    }
}
