namespace PiGen.Cli.Files;

/// <summary>
/// What a staging is about to put in place: enough to take it back. A line is the SHA-256 of a file's new bytes and its path
/// under the folder. It is there before the first file is moved.
/// </summary>
internal sealed record StagingJournal(IReadOnlyDictionary<string, string> NewBytes)
{
    private const string Header = "pigen staging 1";
    private const string Name = "journal";

    public static void Write(string folder, IReadOnlyDictionary<string, string> newBytes)
    {
        var part = Path.Combine(folder, Name + ".part");
        File.WriteAllLines(part, [Header, .. newBytes.Select(file => $"{file.Value} {file.Key}")]);
        File.Move(part, Path.Combine(folder, Name));
    }

    /// <summary>Null if no file can have been moved yet.</summary>
    public static StagingJournal? Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path) || File.ReadAllLines(path) is not [Header, .. var lines])
        {
            return null;
        }
        var files = lines.Select(line => line.Split(' ', 2)).Where(words => words.Length == 2 && IsInside(words[1]));
        return new(files.ToDictionary(words => words[1], words => words[0], StringComparer.Ordinal));
    }

    /// <summary>Whether a folder holds nothing but what a staging puts there.</summary>
    public static bool IsOfStaging(string folder) =>
        Directory
            .EnumerateFileSystemEntries(folder)
            .All(entry => Path.GetFileName(entry) is Name or Name + ".part" or Staging.NewFolder or Staging.OldFolder);

    private static bool IsInside(string path) =>
        path.Split('/', '\\').All(segment => segment is not ("" or "." or "..")) && !Path.IsPathRooted(path);
}
