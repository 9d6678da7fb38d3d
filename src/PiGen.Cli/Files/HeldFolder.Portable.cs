using System.Formats.Tar;
using Microsoft.Win32.SafeHandles;

namespace PiGen.Cli.Files;

// Where there are no calls relative to a folder: macOS, Windows.
internal sealed partial class HeldFolder
{
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
}
