using System.Formats.Tar;
using Microsoft.Win32.SafeHandles;

namespace PiGen.Cli.Files;

// Where there are no calls relative to a folder: macOS, Windows.
internal sealed partial class HeldFolder
{
    // What the runtime's archives say of a socket: COR_E_IO, where the system itself said nothing.
    private const int NoPlaceInArchive = unchecked((int)0x80131620);

    private string Checked(string path)
    {
        CheckLength(path);
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
            : IsRegularPortable((FileInfo)file) ? EntryKind.File
            : EntryKind.Other;
        var mode = OperatingSystem.IsWindows() || kind == EntryKind.None ? default : file.UnixFileMode;
        return new(kind, mode, kind == EntryKind.File ? ((FileInfo)file).Length : 0, 0, 0, 1, default);
    }

    // What has bytes is a file. Of what has none, an archive tells which kind it is, and cannot hold a socket.
    private static bool IsRegularPortable(FileInfo file)
    {
        if (OperatingSystem.IsWindows() || file.Length > 0)
        {
            return true;
        }
        try
        {
            return Archived(file.FullName).EntryType == TarEntryType.RegularFile;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only a file is opened for it: this one is locked, or not ours to read.
            return e.HResult != NoPlaceInArchive;
        }
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

    private (int User, int Group) OwnerPortable(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return default;
        }
        var entry = Archived(Checked(path));
        return (entry.Uid, entry.Gid);
    }

    // What an archive would say of it: the one way to ask that the runtime has on every system. No pipe is opened.
    private static TarEntry Archived(string path)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(path, "file");
        }
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()!;
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

    /// <param name="isOwn">Whether nobody but its owner may open it.</param>
    private static SafeFileHandle CreatePortable(string path, bool isOwn) =>
        OpenPortable(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, isOwn);

    // Of the ways to open a file, only this one takes a mode. Without a buffer, nothing is left to write when it is gone.
    private static SafeFileHandle OpenPortable(
        string path,
        FileMode mode,
        FileAccess access,
        FileShare share,
        bool isOwn,
        FileOptions options = FileOptions.None
    )
    {
        var how = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
            Options = options,
            BufferSize = 0,
        };
        if (isOwn && mode != FileMode.Open && !OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(path, how).SafeFileHandle;
    }

    // Elsewhere than on Windows it would take the name away whosever file has it by then.
    private static SafeFileHandle? OpenLockedPortable(string path, FileMode mode = FileMode.OpenOrCreate)
    {
        var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        try
        {
            return OpenPortable(path, mode, FileAccess.ReadWrite, FileShare.None, isOwn: true, options);
        }
        // EWOULDBLOCK of flock(2) on macOS, ERROR_SHARING_VIOLATION on Windows.
        catch (IOException e) when (e.HResult is 35 or unchecked((int)0x80070020))
        {
            return null;
        }
    }
}
