namespace PiGen.Cli.Files;

/// <summary>Permission bits where the system has them; on Windows every file has the mode that was asked for.</summary>
internal static class FileModeBits
{
    /// <summary>Creates a file with exactly the mode, whatever the umask.</summary>
    /// <param name="isSynced">Whether to return only when the disk has it.</param>
    public static void WriteNew(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode, bool isSynced = false)
    {
        // Sharing all: nobody else knows the file yet, and a lock would cost two calls of the system for each.
        using var file = File.OpenHandle(
            path,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete
        );
        RandomAccess.Write(file, bytes, fileOffset: 0);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
        if (isSynced)
        {
            RandomAccess.FlushToDisk(file);
        }
    }

    /// <summary>Makes a folder that only the person may enter, and those on the way to it, where they are missing.</summary>
    public static void MakeOwnFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public static UnixFileMode Of(FileInfo file, UnixFileMode expected) =>
        OperatingSystem.IsWindows() ? expected : file.UnixFileMode;
}
