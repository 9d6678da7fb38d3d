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
    /// <param name="line"><c>File ow- 1 /home/anthony/.ssh/config</c>.</param>
    public static FoundPath Parse(string line)
    {
        var words = line.Split(' ', 4);
        return new(
            Enum.Parse<LaptopFileKind>(words[0]),
            words[1].Contains('o', StringComparison.Ordinal),
            words[1].Contains('w', StringComparison.Ordinal),
            words[1].Contains('a', StringComparison.Ordinal),
            int.Parse(words[2], CultureInfo.InvariantCulture),
            words[3]
        );
    }

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
