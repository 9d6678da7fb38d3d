using System.Text;
using PiGen.Core;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Files;

/// <summary>A file with a password, which only its owner may read.</summary>
internal static class SecretFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>Its first line.</summary>
    /// <exception cref="Failure">There is no such file, it is empty, or others can read it.</exception>
    public static string Read(string path)
    {
        var file = new LaptopFiles(PersonsSshFolder.Home).Look(Path.GetFullPath(path));
        if (!file.IsFile)
        {
            throw new Failure($"{path} cannot be read", "name a file of yours that holds the password, mode 0600");
        }
        if (!OperatingSystem.IsWindows() && (file.Obstacle == LaptopObstacle.Foreign || (file.Mode & Others) != 0))
        {
            throw new Failure(
                $"{path} is not yours alone: others can read or change it",
                $"make it so: chmod 600 {path}"
            );
        }
        var line = Encoding.UTF8.GetString(file.Content.Span).Split('\n')[0].TrimEnd('\r');
        return line.Length > 0 ? line : throw new Failure($"{path} is empty", "write the password into its first line");
    }
}
