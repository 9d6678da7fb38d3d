using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Files;

/// <summary>The files round a person's ssh_config on this machine.</summary>
/// <param name="home">Absolute; what <c>~</c> stands for.</param>
internal sealed class LaptopFiles(string home)
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public LaptopFile Look(string path)
    {
        try
        {
            return LookAt(path);
        }
        catch (UnauthorizedAccessException)
        {
            return new(path, InPlace(path), LaptopFileKind.Unreadable, UnixFileMode.None, default, LaptopObstacle.None);
        }
        catch (IOException e)
        {
            throw new Failure($"{path} cannot be read: {e.Message}", "see what lies there", e);
        }
    }

    public ImmutableArray<string> Find(string pattern) =>
        [
            .. IncludeGlob
                .Paths(pattern, user => user.Length == 0 ? home : null, EntriesOf)
                .Where(path => File.Exists(path) || Directory.Exists(path)),
        ];

    /// <summary>The path as this system knows it.</summary>
    public string InPlace(string path) => ConfigPlaces.Expanded(path, home);

    /// <summary>Puts the files of a trial into a new folder that nobody else can write.</summary>
    public static ConfigTrial Fill(string folder, Func<string, ConfigTrial> trial)
    {
        var filled = trial(folder);
        foreach (var file in filled.Files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            FileModeBits.WriteNew(path, file.Content.Span, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        return filled;
    }

    private LaptopFile LookAt(string path)
    {
        var place = InPlace(path);
        var file = new FileInfo(place);
        var real = file.LinkTarget is null ? place : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (Directory.Exists(real))
        {
            var mode = OperatingSystem.IsWindows() ? OwnFolder : File.GetUnixFileMode(real);
            return new(path, real, LaptopFileKind.Folder, mode, default, ObstacleOf(real));
        }
        if (!File.Exists(real))
        {
            var kind = file.LinkTarget is null ? LaptopFileKind.None : LaptopFileKind.BrokenLink;
            return new(path, real, kind, UnixFileMode.None, default, ObstacleOfNew(real));
        }
        return LookAtFile(path, new(real));
    }

    private static LaptopFile LookAtFile(string path, FileInfo real)
    {
        var owner = FileOwner.Of(real.FullName);
        var mode = FileModeBits.Of(real, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return owner.IsPlainFile
            ? new(
                path,
                real.FullName,
                LaptopFileKind.File,
                mode,
                File.ReadAllBytes(real.FullName),
                ObstacleOf(real, owner)
            )
            : new(path, real.FullName, LaptopFileKind.Other, mode, default, LaptopObstacle.None);
    }

    private static LaptopObstacle ObstacleOf(FileInfo file, FileOwner owner) =>
        !owner.IsSelf ? LaptopObstacle.Foreign
        : IsReadOnly(file) ? LaptopObstacle.ReadOnly
        : ObstacleOfNew(file.FullName);

    private static LaptopObstacle ObstacleOf(string folder) =>
        !FileOwner.CanChange(folder) ? LaptopObstacle.ReadOnly : ObstacleOfNew(folder);

    // Root could write what its owner made read-only, which was somebody's wish all the same.
    private static bool IsReadOnly(FileInfo file) => file.IsReadOnly || !FileOwner.CanWrite(file.FullName);

    private static LaptopObstacle ObstacleOfNew(string path)
    {
        var parent = Path.GetDirectoryName(path);
        while (parent is not null && !Directory.Exists(parent))
        {
            parent = Path.GetDirectoryName(parent);
        }
        return parent is null || !FileOwner.CanChange(parent) ? LaptopObstacle.ReadOnlyFolder : LaptopObstacle.None;
    }

    private static IEnumerable<string> EntriesOf(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
