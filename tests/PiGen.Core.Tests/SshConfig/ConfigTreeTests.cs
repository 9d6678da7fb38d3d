using PiGen.Core.SshConfig;
using PiGen.Testing;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>How far includes are followed.</summary>
public class ConfigTreeTests
{
    [Fact]
    public void A_file_that_includes_itself_is_refused_where_ssh_gives_up()
    {
        var file = Ours.Parse("Host a\n  Include config # again\n");
        Assert.Equal(
            "PG0701 config \"Include config # again\"",
            Mistakes.Of(ConfigTree.Read(file, _ => [file]).Diagnostics)
        );
    }

    [Fact]
    public void A_file_that_includes_itself_a_thousand_times_is_refused_at_once()
    {
        var file = Ours.Parse(string.Concat(Enumerable.Repeat("Include config\n", 1000)));
        Assert.Single(ConfigTree.Read(file, _ => [file, file]).Diagnostics);
    }

    [Theory]
    [InlineData(16, "")]
    [InlineData(17, "PG0701 16 \"Include 17\"")]
    public void Sixteen_files_may_include_one_another_as_ssh_allows(int deep, string mistakes)
    {
        var tree = ConfigTree.Read(Chained("0"), path => [Chained(Path.GetFileName(path))]);
        ConfigFile Chained(string name)
        {
            var next = int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) + 1;
            return ConfigFile.Parse(name, System.Text.Encoding.UTF8.GetBytes(next <= deep ? $"Include {next}\n" : ""));
        }
        Assert.Equal(mistakes, Mistakes.Of(tree.Diagnostics));
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(17, 255)]
    public void Ssh_allows_sixteen(int deep, int exitCode)
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        using var home = new SshHome("Include chain/1\n"u8.ToArray());
        for (var at = 1; at <= deep; at++)
        {
            home.Write($"chain/{at}", at < deep ? $"Include chain/{at + 1}\n" : "");
        }
        Assert.EndsWith($"exit {exitCode}", home.Ask(["alpha"])["alpha"]);
    }
}
