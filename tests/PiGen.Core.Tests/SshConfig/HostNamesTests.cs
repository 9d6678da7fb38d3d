using PiGen.Core.SshConfig;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>The names of which ssh can be asked.</summary>
public class HostNamesTests
{
    [Theory]
    [InlineData("Host a b *.c ?d !e\nHost b f\n", "a b f")]
    [InlineData("Host a !a b\n", "b")]
    [InlineData("Match host c,*.d,!e\nMatch originalhost=f user x\nMatch !host g\n", "c f")]
    [InlineData("Host \"a b\" a@b -c ssh://d \"\" ü\n", "ü")]
    [InlineData("HostName a\nUser Host\n# Host b\n", "")]
    public void Names_are_those_that_stand_there_by_themselves(string config, string names) =>
        Assert.Equal(names, string.Join(' ', HostNames.Of(Read(config))));

    [Theory]
    [InlineData("Host *\nHost *.lan a?c\nHost a !b*\n", "any any.lan axc")]
    [InlineData("Host *@x -*\n", "")]
    public void Patterns_have_an_example_each(string config, string names) =>
        Assert.Equal(names, string.Join(' ', HostNames.ExamplesOf(Read(config))));

    [Fact]
    public void A_name_that_is_no_UTF_8_cannot_be_asked_for()
    {
        byte[] config = [.. "Host "u8, 0xfc, .. " a\n"u8];
        Assert.Equal(["a"], HostNames.Of(ConfigTree.Read(ConfigFile.Parse("config", config), _ => [])));
    }

    [Fact]
    public void Names_of_included_files_count_in_their_order()
    {
        var tree = ConfigTree.Read(
            Ours.Parse("Host a\nInclude x\nHost c\n"),
            path => path == "~/.ssh/x" ? [Ours.Parse("Host b\n")] : []
        );
        Assert.Equal(["a", "b", "c"], HostNames.Of(tree));
    }

    private static ConfigTree Read(string config) => ConfigTree.Read(Ours.Parse(config), _ => []);
}
