using System.Runtime.CompilerServices;
using PiGen.Core.SshConfig;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>The files under configs/: what people have in their ~/.ssh/config, and what they might.</summary>
internal static class AwkwardConfigs
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "configs");

    /// <summary>What the files include, relative to ~/.ssh.</summary>
    public static string Included => Path.Combine(Folder, "included");

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order();

    /// <summary>Those that ssh reads, of which it can be asked what they mean.</summary>
    public static IEnumerable<string> ReadBySsh => Names.Where(name => !name.StartsWith("refused-"));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static ConfigFile Parse(string name) => ConfigFile.Parse("~/.ssh/config", Bytes(name));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
