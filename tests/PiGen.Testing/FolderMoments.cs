using System.Security.Cryptography;

namespace PiGen.Testing;

/// <summary>What a folder looked like at each moment at which it was looked at, each state once.</summary>
/// <param name="unfinished">What is in files with this in their name makes no other state; null if all does.</param>
public sealed class FolderMoments(string folder, string? unfinished = null) : IDisposable
{
    private readonly TemporaryFolder _kept = new();
    private readonly HashSet<string> _seen = [];

    public int Count => _seen.Count;

    public void Dispose() => _kept.Dispose();

    /// <summary>Keeps the folder as it is now.</summary>
    public void Look()
    {
        if (_seen.Add(Listing(folder, unfinished)))
        {
            Copy(folder, _kept[$"{_seen.Count}"]);
        }
    }

    /// <summary>Makes the folder what it was at each of the moments in turn.</summary>
    public IEnumerable<int> Replay()
    {
        for (var moment = 1; moment <= Count; moment++)
        {
            Directory.Delete(folder, recursive: true);
            Copy(_kept[$"{moment}"], folder);
            yield return moment;
        }
    }

    /// <summary>Every file, folder and link below, with its mode, where it leads and what is in it.</summary>
    public static string Listing(string folder) => Listing(folder, unfinished: null);

    private static string Listing(string folder, string? unfinished) =>
        string.Join(
            '\n',
            new DirectoryInfo(folder)
                .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
                .Select(entry => $"{Path.GetRelativePath(folder, entry.FullName)} {StateOf(entry, unfinished)}")
        );

    private static string StateOf(FileSystemInfo entry, string? unfinished) =>
        unfinished is not null && entry.Name.Contains(unfinished, StringComparison.Ordinal)
            ? "unfinished"
            : $"{entry.UnixFileMode} {ContentOf(entry)}";

    // A lock has nothing in it, and could not be read.
    private static string ContentOf(FileSystemInfo entry) =>
        entry.LinkTarget
        ?? (
            entry is FileInfo file
                ? file.Length > 0
                    ? Hash(file.FullName)
                    : "nothing"
                : "folder"
        );

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    // Modes and links as they are.
    private static void Copy(string from, string to)
    {
        var answer = RealProgram.Run("cp", "-a", from, to);
        if (answer.ExitCode != 0)
        {
            throw new IOException(answer.Error);
        }
    }
}
