using PiGen.Core.Planning;

namespace PiGen.Lab.Tests;

/// <summary>
/// What is on a stand-in for a manager: each file, link and folder, with its mode, and with what is in it or where it leads.
/// Of the deployments, the number, the time and what came before differ from run to run.
/// </summary>
internal sealed class StandInListing(string root)
{
    private const string Cluster = "lib/pigen/clusters/default";
    private const string Deployments = Cluster + "/deployments";

    private readonly string _current = new FileInfo(Path.Combine(root, Cluster, "current")).LinkTarget ?? "";

    public override string ToString()
    {
        string[] folders = ["etc", "lib", "run"];
        IEnumerable<string> lines =
        [
            .. folders.SelectMany(Below).Where(IsListed).Select(Line),
            .. _current.Length == 0 ? Below(Deployments).Select(Line) : OfCurrent(),
            .. Directory.GetFiles(Path.Combine(root, "state"), "*.active").Select(Line),
        ];
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static bool IsListed(string path) =>
        !path.StartsWith("run/mount", StringComparison.Ordinal)
        && !path.StartsWith(Deployments + "/", StringComparison.Ordinal)
        && path != Cluster + "/current";

    private IEnumerable<string> OfCurrent()
    {
        var folder = Path.Combine(Cluster, _current);
        var before = Path.Combine(root, folder, "before");
        string[] known = [Path.GetFileName(_current), File.Exists(before) ? File.ReadAllText(before).Trim() : ""];
        var others = Directory
            .GetDirectories(Path.Combine(root, Deployments))
            .Select(other => Path.GetFileName(other))
            .Except(known);
        return
        [
            .. Below(folder)
                .Where(path => Path.GetFileName(path) != "before")
                .Select(path => Line(path).Replace(folder, "current", StringComparison.Ordinal)),
            .. others.Select(other => $"left behind: {other}"),
        ];
    }

    // Links are not followed.
    private IEnumerable<string> Below(string folder) =>
        Directory.Exists(Path.Combine(root, folder))
            ? Directory
                .EnumerateFileSystemEntries(Path.Combine(root, folder))
                .Select(path => Path.GetRelativePath(root, path))
                .SelectMany(path => IsFolder(path) ? Below(path).Prepend(path) : [path])
            : [];

    private bool IsFolder(string path) =>
        new DirectoryInfo(Path.Combine(root, path)) is { Exists: true, LinkTarget: null };

    private string Line(string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        return file.LinkTarget is { } target ? $"{path} -> {target}"
            : IsFolder(path) || Path.GetFileName(path) == "deployment" ? $"{path} {file.UnixFileMode}"
            : $"{path} {file.UnixFileMode} {Fingerprint.Sha256Of(File.ReadAllBytes(file.FullName))}";
    }
}
