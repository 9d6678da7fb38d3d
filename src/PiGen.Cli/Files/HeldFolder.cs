using System.Collections.Immutable;
using System.ComponentModel;
using System.Formats.Tar;
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

/// <summary>What a file's mode does not say of who may do what with it: its group, its access list, its other attributes.</summary>
internal sealed record FileRights(int Group, ImmutableSortedDictionary<string, byte[]> Attributes);

/// <summary>
/// A folder that is held open, and the only way to what lies in a folder that somebody else may have made. Paths below it have
/// forward slashes; none of their names is ever followed as a link, whoever exchanges it meanwhile. What is read must be a
/// regular file, and is opened without waiting. On Linux each call is made relative to the open folder: openat(2), renameat2(2),
/// unlinkat(2). Elsewhere each folder on the way is looked at right before the call, which a program that runs at the same time
/// could get round.
/// </summary>
/// <exception cref="IOException">From all members: the system said no; its HResult is the errno.</exception>
/// <exception cref="UnauthorizedAccessException">From all members: the person may not.</exception>
internal sealed class HeldFolder : IDisposable
{
    private const int MostHeld = 64;
    private const int LongestWait = 500; // milliseconds

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
        path = System.IO.Path.GetFullPath(path);
        if (IsRelative)
        {
            return new(path, Native.OpenFolder(path));
        }
        return Directory.Exists(path) ? new(path, null) : throw new DirectoryNotFoundException($"there is no {path}");
    }

    /// <summary>Where a path that a person named leads in the end, if it is a link; itself otherwise.</summary>
    public static string RealPath(string path) =>
        new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(path);

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
        var (parent, name) = TryParent(path);
        return parent is null
            ? new() { Kind = name.Length == 0 ? EntryKind.None : EntryKind.Blocked }
            : Native.Look(parent, name);
    }

    /// <summary>Names in a folder, in ordinal order; "" is the held folder itself.</summary>
    public IReadOnlyList<string> Names(string path)
    {
        var folder = IsRelative ? Native.PathOf(Folder(path)) : Checked(path);
        var names = Directory.EnumerateFileSystemEntries(folder).Select(entry => System.IO.Path.GetFileName(entry)!);
        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <param name="most">In bytes; a larger file is refused, and its message names the limit.</param>
    public byte[] Read(string path, long most)
    {
        if (!IsRelative)
        {
            return ReadPortable(Checked(path), most);
        }
        using var file = Open(path, Native.Read | Native.NonBlocking | Native.NoFollow);
        return ReadAll(file, Shown(path), most);
    }

    /// <summary>
    /// Creates a file with exactly that mode, and until it has its bytes with no more than its owner's rights. What it cannot
    /// finish it takes away.
    /// </summary>
    /// <param name="isSynced">Whether to return only when the disk has it.</param>
    /// <param name="rights">Another file's, which it takes over; null for those of any new file.</param>
    public void WriteNew(
        string path,
        ReadOnlySpan<byte> bytes,
        UnixFileMode mode,
        bool isSynced = false,
        FileRights? rights = null
    )
    {
        using var file = IsRelative
            ? Open(path, Native.Write | Native.Create | Native.Exclusive | Native.NoFollow)
            : File.OpenHandle(
                Checked(path),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.ReadWrite | FileShare.Delete
            );
        try
        {
            RandomAccess.Write(file, bytes, fileOffset: 0);
            if (!OperatingSystem.IsWindows())
            {
                Take(file, rights, Shown(path));
                File.SetUnixFileMode(file, mode);
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
    public void MakeFolder(string path, bool isPrivate = false)
    {
        if (path.Length == 0)
        {
            return;
        }
        var kind = Look(path).Kind;
        if (kind == EntryKind.Folder)
        {
            return;
        }
        MakeFolder(ParentOf(path), isPrivate);
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
            // A file system that does not know the flag: a hard link is refused where the name is taken, too.
            Native.Check(Native.linkat(parent, Native.Bytes(name), toParent, Native.Bytes(toName), 0), Shown(to));
            Native.Check(Native.unlinkat(parent, Native.Bytes(name), 0), Shown(from));
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
        Native.Check(Native.linkat(parent, Native.Bytes(name), toParent, Native.Bytes(toName), 0), Shown(one));
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
            Native.ThrowUnlessMissing(Shown(path));
        }
    }

    /// <summary>Deletes a folder that has nothing in it.</summary>
    public void DeleteFolder(string path)
    {
        if (!IsRelative)
        {
            Directory.Delete(Checked(path));
            return;
        }
        LetGo(path);
        var (parent, name) = Parent(path);
        Native.Check(Native.unlinkat(parent, Native.Bytes(name), Native.RemoveFolder), Shown(path));
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
                DeleteFolder(path);
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

    private SafeFileHandle Open(string path, int flags)
    {
        var (parent, name) = Parent(path);
        return Native.Open(parent, name, flags, Shown(path));
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

    // Folders stay open: of thousands of files, most lie in a few. The first of two is not let go for the second.
    private (SafeFileHandle Folder, string Name) Parent(string path, bool isSecond = false)
    {
        if (_held.Count >= MostHeld && !isSecond)
        {
            LetGo();
        }
        var end = path.LastIndexOf('/');
        return (Folder(end < 0 ? "" : path[..end]), path[(end + 1)..]);
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
            var flags = Native.FolderOnly | Native.NoFollow;
            folder = Native.Open(parent, path[(path.LastIndexOf('/') + 1)..], flags, Shown(path));
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

    // ---- where there are no calls relative to a folder ----

    private string Checked(string path)
    {
        for (var folder = ParentOf(path); folder.Length > 0; folder = ParentOf(folder))
        {
            var info = new DirectoryInfo(Shown(folder));
            if (info.LinkTarget is not null || File.Exists(info.FullName))
            {
                throw new IOException($"{info.FullName} is no folder of its own", Native.NotDirectory);
            }
        }
        return Shown(path);
    }

    private Entry LookPortable(string path)
    {
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

    // What an archive would say of it: the one way to ask that the runtime has on every system. No pipe is opened.
    private (int User, int Group) OwnerPortable(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return default;
        }
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(Checked(path), "file");
        }
        archive.Position = 0;
        using var reader = new TarReader(archive);
        var entry = reader.GetNextEntry()!;
        return (entry.Uid, entry.Gid);
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

    /// <summary>The calls of Linux: open(2), rename(2), statx(2) and their numbers, which are those of x64 and arm64.</summary>
    private static class Native
    {
        public const int Read = 0;
        public const int Write = 1;
        public const int Create = 0x40;
        public const int Exclusive = 0x80;
        public const int NonBlocking = 0x800;
        public const uint NoReplace = 1;
        public const uint Exchange = 2;
        public const int RemoveFolder = 0x200;
        public const int NotDirectory = 20;
        public const int Loop = 40;
        public const int Effectively = 0x200; // AT_EACCESS
        private const int CloseOnExec = 0x80000;
        private const int NoTerminal = 0x100;
        private const int EmptyPath = 0x1000;
        private const int NoFollowLast = 0x100;
        private const uint BasicStats = 0x7ff;
        private const int Missing = 2;
        private const int Access = 13;
        private const int Permission = 1;
        private const int Invalid = 22;
        private const int NoCall = 38;
        private const int NotSupported = 95;
        private const int NoAttribute = 61;
        private const int Again = 11;
        private const int SetSignal = 10;
        private const int UrgentData = 23;
        private const int SetLease = 1024;
        private const int ReadLease = 0;
        private const int NoLease = 2;

        private static readonly bool IsArm =
            RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

        public static int FolderOnly => IsArm ? 0x4000 : 0x10000;

        public static int NoFollow => IsArm ? 0x8000 : 0x20000;

        public static SafeFileHandle AtWorkingFolder { get; } = new(-100, ownsHandle: false);

        public static SafeFileHandle OpenFolder(string path) => Open(AtWorkingFolder, path, FolderOnly, path);

        public static SafeFileHandle Open(SafeFileHandle folder, string name, int flags, string shown)
        {
            // 0600 until it has its bytes.
            var opened = openat(folder, Bytes(name), flags | CloseOnExec | NoTerminal, 0x180);
            return opened >= 0 ? new(opened, ownsHandle: true) : throw Error(shown, (flags & FolderOnly) != 0);
        }

        public static Entry Look(SafeFileHandle folder, string name)
        {
            if (
                statx(folder, Bytes(name), NoFollowLast | (name.Length == 0 ? EmptyPath : 0), BasicStats, out var found)
                != 0
            )
            {
                ThrowUnlessMissing(name);
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

        // A lease for reading, fcntl(2), is given for a file that nobody writes. Who opens it while we have the lease is told
        // by a signal, which has to be one that ends no program.
        public static bool IsWritten(SafeFileHandle file)
        {
            _ = fcntl(file, SetSignal, UrgentData);
            if (fcntl(file, SetLease, ReadLease) != 0)
            {
                return Marshal.GetLastPInvokeError() == Again;
            }
            _ = fcntl(file, SetLease, NoLease);
            return false;
        }

        public static ImmutableSortedDictionary<string, byte[]> Attributes(SafeFileHandle file, string shown)
        {
            var names = Encoding.UTF8.GetString(Filled(bytes => flistxattr(file, bytes, bytes?.Length ?? 0), shown));
            return names
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                // What the kernel itself writes of a file's bytes: it is not theirs any longer.
                .Where(name => name is not ("security.ima" or "security.evm"))
                .ToImmutableSortedDictionary(
                    name => name,
                    name => Filled(bytes => fgetxattr(file, Bytes(name), bytes, bytes?.Length ?? 0), shown),
                    StringComparer.Ordinal
                );
        }

        public static void SetAttributes(
            SafeFileHandle file,
            ImmutableSortedDictionary<string, byte[]> wanted,
            string shown
        )
        {
            var there = Attributes(file, shown);
            foreach (var name in there.Keys.Except(wanted.Keys))
            {
                Check(name, fremovexattr(file, Bytes(name)));
            }
            foreach (var (name, value) in wanted)
            {
                if (there.GetValueOrDefault(name)?.AsSpan().SequenceEqual(value) != true)
                {
                    Check(name, fsetxattr(file, Bytes(name), value, value.Length, 0));
                }
            }

            void Check(string name, int result)
            {
                if (result != 0)
                {
                    var what = name == "system.posix_acl_access" ? "access list (ACL)" : $"attribute {name}";
                    throw new IOException($"the {what} of {shown} cannot be kept: {Error(shown).Message}");
                }
            }
        }

        // First asked how much it is.
        private static byte[] Filled(Func<byte[]?, long> call, string shown)
        {
            var size = call(null);
            var bytes = new byte[Math.Max(0, size)];
            size = size > 0 ? call(bytes) : size;
            return size >= 0 ? bytes[..(int)size]
                : Marshal.GetLastPInvokeError() is NotSupported or NoAttribute ? []
                : throw Error(shown);
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

        public static void ThrowUnlessMissing(string shown)
        {
            if (Marshal.GetLastPInvokeError() != Missing)
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

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern uint geteuid();

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int access(byte[] path, int mode);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int faccessat(SafeFileHandle folder, byte[] path, int mode, int flags);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int fcntl(SafeFileHandle file, int what, int how);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int fchown(SafeFileHandle file, uint user, uint group);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern nint flistxattr(SafeFileHandle file, byte[]? names, nint size);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern nint fgetxattr(SafeFileHandle file, byte[] name, byte[]? value, nint size);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int fsetxattr(SafeFileHandle file, byte[] name, byte[] value, nint size, int flags);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int fremovexattr(SafeFileHandle file, byte[] name);

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
