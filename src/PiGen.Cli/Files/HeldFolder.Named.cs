using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PiGen.Cli.Files;

// Paths that a person named: links on the way are theirs and are followed.
internal sealed partial class HeldFolder
{
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

    public static bool IsFolder(string path) => Directory.Exists(path);

    /// <summary>Whether there is something that is no folder.</summary>
    public static bool IsFile(string path) => File.Exists(path);

    /// <summary>A new folder in the system's temporary one that nobody else may enter: its path.</summary>
    public static string MakeTemporary(string prefix) => Directory.CreateTempSubdirectory(prefix).FullName;

    /// <summary>What is read from it is nothing, and what is written to it is gone.</summary>
    public static SafeFileHandle OpenNull() => File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);

    /// <summary>The flags of an open file by its number, FD_CLOEXEC of fcntl(2); negative if none is open.</summary>
    public static int FlagsOf(int number) => Native.fcntl(new(number, ownsHandle: false), Native.GetFlags, 0);

    /// <summary>Where a path that a person named leads in the end, if it is a link; itself otherwise.</summary>
    public static string RealPath(string path) =>
        new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(path);

    /// <summary>The folder round a path that a person named; where there is none, the nearest one above it that is there.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="rest">The path below that folder; "" for a root.</param>
    public static HeldFolder OpenRound(string path, out string rest)
    {
        var above = System.IO.Path.GetDirectoryName(path);
        while (true)
        {
            rest = above is null
                ? ""
                : System.IO.Path.GetRelativePath(above, path).Replace(System.IO.Path.DirectorySeparatorChar, '/');
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

    /// <summary>Appends a line to a file that a person named, as ssh does: nothing that others write meanwhile is lost.</summary>
    /// <remarks>A file that is missing is made for its owner alone, and so is its folder.</remarks>
    public static void AppendLine(string path, string line)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
        };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var file = new FileStream(path, options);
        var needsEnd = false;
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            needsEnd = file.ReadByte() != '\n';
        }
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes($"{(needsEnd ? "\n" : "")}{line}\n"));
    }
}
