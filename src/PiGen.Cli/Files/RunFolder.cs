namespace PiGen.Cli.Files;

/// <summary>
/// A folder for the time of this, in the system's temporary one, which nobody else can enter. One whose program was killed is
/// taken away by the next run: a lock in it tells whether somebody still needs it.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const string Prefix = "pigen-run-";
    private const string LockName = "lock";

    // One that was made a moment ago may not have its lock yet.
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    private static int _hasCleared;

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <exception cref="IOException">There is no room, or no temporary folder.</exception>
    public static RunFolder Create()
    {
        if (Interlocked.Exchange(ref _hasCleared, 1) == 0)
        {
            ClearAbandoned();
        }
        // Its mode is 0700.
        var path = Directory.CreateTempSubdirectory(Prefix).FullName;
        return new(path, Hold(path, FileMode.CreateNew));
    }

    public void Dispose()
    {
        _lock.Dispose();
        Delete(Path);
    }

    private static FileStream Hold(string folder, FileMode mode) =>
        new(System.IO.Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);

    private static void ClearAbandoned()
    {
        try
        {
            foreach (var folder in new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories(Prefix + "*"))
            {
                if (IsAbandoned(folder))
                {
                    Delete(folder.FullName);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is no more than tidying up.
        }
    }

    // Nobody but the owner can put anything in place of a folder of theirs, or into it.
    private static bool IsAbandoned(DirectoryInfo folder)
    {
        if (
            folder.LinkTarget is not null
            || DateTime.UtcNow - folder.LastWriteTimeUtc < Moment
            || !FileOwner.Of(folder.FullName).IsSelf
        )
        {
            return false;
        }
        try
        {
            Hold(folder.FullName, FileMode.OpenOrCreate).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run tries again.
        }
    }
}
