using System.Text;
using PiGen.Core.SshConfig;
using PiGen.Testing;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>A home folder with an ~/.ssh of its own, of which the real ssh is asked what it reads there.</summary>
internal sealed class SshHome : IDisposable
{
    // Between the answers of one run; ssh -G prints none.
    private const char End = '\x1e';

    private const string AskEach =
        "for name do ssh -T -G -F ~/.ssh/config -- \"$name\" 2>&1; printf 'exit %s\\036' $?; done";

    private readonly TemporaryFolder _folder = new();

    public SshHome(byte[] config)
    {
        foreach (var file in Directory.GetFiles(AwkwardConfigs.Included))
        {
            Write($"included/{System.IO.Path.GetFileName(file)}", File.ReadAllBytes(file));
        }
        Write("config", config);
    }

    public string Path => _folder.Path;

    public static string? WhyNot => RealProgram.Missing("ssh", "sh");

    public ConfigTree Tree => ConfigTree.Read(Parse(_folder[".ssh/config"]), Included);

    public void Dispose() => _folder.Dispose();

    public void Write(string relative, byte[] bytes)
    {
        var path = _folder[$".ssh/{relative}"];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    public void Write(string relative, string text) => Write(relative, Encoding.UTF8.GetBytes(text));

    /// <summary>What ssh says of each name: all of its answer, complaints included.</summary>
    public Dictionary<string, string> Ask(IEnumerable<string> names)
    {
        string[] asked = [.. names];
        var answer = RealProgram.Run("sh", ["-c", AskEach, "sh", .. asked], new() { ["HOME"] = _folder.Path });
        var answers = answer.Out.Replace(_folder.Path, "", StringComparison.Ordinal).Split(End)[..^1];
        return asked.Zip(answers).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    /// <summary>The names of the configuration, one for each pattern, and one that nothing is said of.</summary>
    public string[] AllNames()
    {
        var tree = Tree;
        return [.. HostNames.Of(tree).Concat(HostNames.ExamplesOf(tree)).Append("nobody").Distinct()];
    }

    private static ConfigFile Parse(string path) => ConfigFile.Parse(path, File.ReadAllBytes(path));

    private IEnumerable<ConfigFile> Included(string anchored) =>
        IncludeGlob
            .Paths(
                anchored,
                user => user.Length == 0 ? _folder.Path : null,
                folder =>
                    Directory.Exists(folder)
                        ? Directory
                            .EnumerateFileSystemEntries(folder)
                            .Select(entry => System.IO.Path.GetFileName(entry))
                        : []
            )
            .Where(File.Exists)
            .Select(Parse);
}
