namespace PiGen.Cli.Files;

/// <summary>Permission bits where the system has them; on Windows every file has the mode that was asked for.</summary>
internal static class FileModeBits
{
    /// <summary>Creates a file with exactly the mode, whatever the umask.</summary>
    public static void WriteNew(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        using (
            var file = File.Open(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    BufferSize = 0,
                }
            )
        )
        {
            file.Write(bytes);
        }
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    public static UnixFileMode Of(FileInfo file, UnixFileMode expected) =>
        OperatingSystem.IsWindows() ? expected : file.UnixFileMode;
}
