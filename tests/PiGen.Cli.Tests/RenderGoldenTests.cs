using System.Text;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>Every artifact, whole, as a person has read it.</summary>
public class RenderGoldenTests
{
    [Fact]
    public void Two_workers() => GoldenFile.Verify(Tree());

    [Fact]
    public void Two_workers_in_the_tutorials_own_words() => GoldenFile.Verify(Tree("--kind", "tutorial"));

    [Fact]
    public void Three_exposed_ports() => GoldenFile.Verify(Tree("--expose", "80,443:8080", "--expose", "5900:5901"));

    [Fact]
    public void An_IPv6_manager() =>
        GoldenFile.Verify(Tree("--wlan", "fd00::24", "--manager-address", "fd00::24", "--expose", "80:8080"));

    [Fact]
    public void No_ssh_and_one_exposed_port() => GoldenFile.Verify(Tree("--no-ssh", "--expose", "80:8080"));

    private static string Tree(params string[] more)
    {
        using var folder = new TemporaryFolder();
        string[] wlan = more.Contains("--wlan") ? [] : ["--wlan", "192.168.1.24"];
        var answer = Pigen.Run(["render", "--workers", "red00[1-2]", .. wlan, "--output", folder.Path, .. more]);
        var tree = new StringBuilder($"$ pigen render {string.Join(' ', more)}\n{answer.Out}{answer.Error}");
        foreach (var file in folder.Files())
        {
            tree.Append($"\n==> {Convert.ToString((int)File.GetUnixFileMode(folder[file]), 8)} {file} <==\n")
                .Append(folder.Read(file));
        }
        return tree.ToString();
    }
}
