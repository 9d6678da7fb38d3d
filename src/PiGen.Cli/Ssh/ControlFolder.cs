using PiGen.Cli.Files;

namespace PiGen.Cli.Ssh;

/// <summary>A private folder for the socket of a shared connection, gone with it.</summary>
internal sealed class ControlFolder : IDisposable
{
    // sun_path has 104 bytes on macOS, and ssh first binds to the path with a dot and 16 characters more.
    private const int LongestPath = 104 - 1 - 17;

    private readonly RunFolder _folder;

    private ControlFolder(RunFolder folder) => _folder = folder;

    public string Socket => Path.Combine(_folder.Path, "s");

    public bool HoldsSocket => HeldFolder.IsFile(Socket);

    /// <summary>Null where connections cannot be shared: on Windows, or where the temporary folder will not do.</summary>
    public static ControlFolder? TryCreate()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }
        try
        {
            var created = new ControlFolder(RunFolder.Create());
            if (IsReadAsWritten(created.Socket))
            {
                return created;
            }
            created.Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => _folder.Dispose();

    // ssh reads the option's value as a line of its configuration: blanks, quotes, % and $ would mean something.
    private static bool IsReadAsWritten(string path) =>
        path.Length <= LongestPath && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_');
}
