using System.Globalization;
using PiGen.Core.Deployment;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Ssh;

/// <summary>What a laptop's shell says of a path.</summary>
internal sealed record FoundPath(
    LaptopFileKind Kind,
    bool IsOwn,
    bool CanBeWritten,
    bool LiesInWritable,
    int Names,
    string RealPath
)
{
    /// <param name="line"><c>File ow- 1 /home/anthony/.ssh/config</c>; null for anything else.</param>
    public static FoundPath? TryParse(string line) =>
        line.Split(' ', 4) is [var kind, { Length: 3 } flags, var names, { Length: > 0 } real]
        && Enum.GetNames<LaptopFileKind>().Contains(kind, StringComparer.Ordinal)
        && int.TryParse(names, CultureInfo.InvariantCulture, out var count)
            ? new(Enum.Parse<LaptopFileKind>(kind), flags[0] == 'o', flags[1] == 'w', flags[2] == 'a', count, real)
            : null;

    /// <param name="file">Null unless it is a plain file.</param>
    public LaptopFile With(string path, RemoteFile? file) =>
        file is { Kind: RemoteFileKind.File }
            ? new(path, RealPath, Kind, file.Mode, file.Content, ObstacleOf(file.Mode)) { Names = Names }
            : new(
                path,
                RealPath,
                Kind == LaptopFileKind.File ? LaptopFileKind.Unreadable : Kind,
                UnixFileMode.None,
                default,
                LiesInWritable ? LaptopObstacle.None : LaptopObstacle.ReadOnlyFolder
            );

    private LaptopObstacle ObstacleOf(UnixFileMode mode) =>
        !IsOwn ? LaptopObstacle.Foreign
        : !CanBeWritten || (mode & UnixFileMode.UserWrite) == 0 ? LaptopObstacle.ReadOnly
        : !LiesInWritable ? LaptopObstacle.ReadOnlyFolder
        : LaptopObstacle.None;
}
