using System.Text;

namespace PiGen.Core.SshConfig;

/// <summary>Where things lie round a person's ssh_config: all that PiGen ever writes there.</summary>
public sealed record ConfigPlaces
{
    private const string LockName = ".pigen-lock";
    public const string RecordName = ".pigen-made";

    private const string Temporary = ".pigen-new";
    private const int MostNames = 100;
    private const string BlocksStart = "pigen-";
    private const string BlocksEnd = ".conf";

    private ConfigPlaces(string config)
    {
        Config = config;
        Folder = config[..config.LastIndexOf('/')];
    }

    /// <summary>The one that ssh reads unless it is told otherwise.</summary>
    public static ConfigPlaces Own { get; } = new("~/.ssh/config");

    /// <summary>The person's ssh_config.</summary>
    public string Config { get; }

    public string Folder { get; }

    /// <summary>What <see cref="Folder"/> lies in.</summary>
    public string Parent => Folder.LastIndexOf('/') is > 0 and var end ? Folder[..end] : "/";

    public string BlocksFolder => $"{Folder}/config.d";

    /// <summary>What PiGen has made here, a line each: folders, and the copy of the person's file.</summary>
    public string Record => $"{Folder}/{RecordName}";

    /// <summary>The folder while it comes and while it goes: it appears, and is gone, as a whole.</summary>
    public string ComingFolder => $"{Folder}{Temporary}";

    public string ComingRecord => $"{ComingFolder}/{RecordName}";

    public bool IsOwn => this == Own;

    /// <param name="path">Absolute, or below <c>~/</c>; another way to write the person's own is that one.</param>
    public static ConfigPlaces Of(string path, string home) =>
        path == $"{home.TrimEnd('/')}/.ssh/config" ? Own : new(path);

    /// <summary>The sections of one cluster.</summary>
    public string Blocks(string cluster) => $"{BlocksFolder}/{BlocksStart}{cluster}{BlocksEnd}";

    /// <summary>The pattern that names the files of all clusters in a folder.</summary>
    public static string AllBlocks(string folder) => $"{Escaped(folder)}/{BlocksStart}*{BlocksEnd}";

    /// <summary>Whether an absolute path is that of some cluster's sections.</summary>
    public bool IsBlocks(string path, string home)
    {
        var folder = Expanded(BlocksFolder, home) + "/";
        return path.StartsWith(folder + BlocksStart, StringComparison.Ordinal)
            && path.EndsWith(BlocksEnd, StringComparison.Ordinal)
            && !path[folder.Length..].Contains('/', StringComparison.Ordinal);
    }

    /// <summary>Patterns that name all that lies in a folder.</summary>
    public static string[] Everything(string folder) => [$"{Escaped(folder)}/*", $"{Escaped(folder)}/.*"];

    /// <summary>Where a lock may lie that keeps a second pigen out.</summary>
    public string[] Locks => [$"{Parent.TrimEnd('/')}/{LockName}", $"{Folder}/{LockName}"];

    /// <summary>Names for a copy of the person's file: the first that nothing has is taken, for what is there is theirs.</summary>
    public static IEnumerable<string> Backups(string path) => Numbered($"{path}.pigen-backup", MostNames);

    /// <summary>Names for what somebody wrote while their file was exchanged, where it has no other.</summary>
    public static IEnumerable<string> Kept(string path) => Numbered($"{path}.pigen-kept", int.MaxValue);

    /// <summary>Why there can be no copy of a file.</summary>
    /// <param name="path">As it is shown to the person.</param>
    public static string NoBackup(string path) =>
        $"no copy of this can be kept: {Backups(path).First()} and all to {Backups(path).Last()} are there";

    private static IEnumerable<string> Numbered(string path, int most) =>
        Enumerable.Range(0, most).Select(n => n == 0 ? path : $"{path}.{n}");

    /// <summary>What is there for a moment while one cluster's part changes.</summary>
    /// <param name="backup">The copy of the person's file.</param>
    public string[] Temporaries(string cluster, string backup)
    {
        string[] files = [Beside(Config), Beside(Blocks(cluster)), Beside(backup), Beside(Record)];
        return [.. files, .. files.Select(OldName), ComingRecord, ComingFolder];
    }

    /// <summary>What a file beside is called for a moment where the system cannot exchange two.</summary>
    public static string OldName(string beside) => beside + "-old";

    public static string Expanded(string path, string home) =>
        path == "~" ? home
        : path is ['~', '/', ..] ? $"{home.TrimEnd('/')}/{path[2..]}"
        : path;

    /// <summary>Where a file is written before it takes its place: no pattern of an Include names it.</summary>
    public static string Beside(string path)
    {
        var name = path.LastIndexOf('/') + 1;
        return $"{path[..name]}.{path[name..]}{Temporary}";
    }

    private static string Escaped(string path)
    {
        var escaped = new StringBuilder(path.Length);
        foreach (var c in path)
        {
            escaped.Append(c is '*' or '?' or '[' or '\\' ? "\\" : "").Append(c);
        }
        return escaped.ToString();
    }
}
