using PiGen.Core;

namespace PiGen.Cli.Files;

/// <summary>Keeps a second program out of a folder, by an empty file that is gone with the program that holds it.</summary>
internal sealed class FolderLock : IDisposable
{
    public const string Name = ".pigen-lock";

    // Elsewhere it takes the name away, whosever file has it by then: see Dispose.
    private static readonly FileOptions Vanishing = OperatingSystem.IsWindows()
        ? FileOptions.DeleteOnClose
        : FileOptions.None;

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="Failure">Another program holds the folder.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, Name);
        while (true)
        {
            var file = Open(path);
            if (IsInPlace(path))
            {
                return new(file);
            }
            file.Dispose();
        }
    }

    public static Failure Taken(string folder, Exception? cause = null) =>
        new($"another pigen is at work in {folder}", "wait until it has ended, then try again", cause);

    // The name goes before the lock does: whoever opens it in between finds out that it is not in place.
    public void Dispose()
    {
        if (_file.SafeFileHandle.IsClosed)
        {
            return;
        }
        try
        {
            if (Vanishing == FileOptions.None)
            {
                File.Delete(_file.Name);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is empty, and whoever comes next takes it over.
        }
        _file.Dispose();
    }

    // The one who held it before may have taken it away between our opening and our locking it: then this is another file,
    // or none. Ours refuses to be opened again.
    private static bool IsInPlace(string path)
    {
        try
        {
            using var second = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            return true;
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, Vanishing);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            throw Taken(Path.GetDirectoryName(path)!, e);
        }
    }

    // EWOULDBLOCK of flock(2) on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsSharingViolation(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
