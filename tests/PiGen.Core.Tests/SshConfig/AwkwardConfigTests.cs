using PiGen.Core.SshConfig;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>What PiGen puts into awkward files comes out of them again, and changes nothing there for the real ssh.</summary>
public class AwkwardConfigTests
{
    private static readonly string[] WithBrokenMarkers =
    [
        "block-twice",
        "block-within-block",
        "block-without-begin",
        "block-without-end",
        "block-without-name",
    ];

    public static TheoryData<string> All => new(AwkwardConfigs.Names);

    public static TheoryData<string> ReadBySsh => new(AwkwardConfigs.ReadBySsh);

    [Fact]
    public void There_are_more_than_fifty_of_them() => Assert.InRange(AwkwardConfigs.Names.Count(), 50, 500);

    [Theory]
    [MemberData(nameof(All))]
    public void A_file_is_written_as_it_was_read(string name) =>
        Assert.Equal(AwkwardConfigs.Bytes(name), AwkwardConfigs.Parse(name).ToBytes());

    [Theory]
    [MemberData(nameof(All))]
    public void An_Include_goes_without_a_trace(string name)
    {
        var with = ConfigEdit.AddInclude(AwkwardConfigs.Parse(name), IncludeLine.Default).Bytes!;
        var after = ConfigEdit.RemoveInclude(ConfigFile.Parse(name, with), IncludeLine.Default, []).Bytes;
        Assert.Equal(AwkwardConfigs.Bytes(name), after);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_Include_is_added_once(string name)
    {
        var once = ConfigEdit.AddInclude(AwkwardConfigs.Parse(name), IncludeLine.Default).Bytes!;
        Assert.Equal(once, ConfigEdit.AddInclude(ConfigFile.Parse(name, once), IncludeLine.Default).Bytes);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_block_goes_without_a_trace_or_is_refused_where_markers_are_broken(string name)
    {
        var with = ConfigEdit.AddBlock(AwkwardConfigs.Parse(name), Ours.Block, evenIfEdited: false, [])?.Bytes;
        var after = with is null
            ? null
            : ConfigEdit.RemoveBlock(ConfigFile.Parse(name, with), "red", evenIfEdited: false, [])?.Bytes;
        Assert.Equal(WithBrokenMarkers.Contains(name) ? null : AwkwardConfigs.Bytes(name), after);
    }

    // Both at once, so that ssh is asked half as often: the block comes first and the Include after it, then what is theirs,
    // which suffers from whichever of the two does not end where it should.
    [Theory]
    [MemberData(nameof(ReadBySsh))]
    public void With_an_Include_and_a_block_all_their_hosts_are_to_ssh_what_they_were_and_ours_what_was_meant(
        string name
    )
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        var before = AwkwardAnswers.Of(name);
        using var home = Installed(AwkwardConfigs.Parse(name), Ours.Block);
        var with = home.Ask([.. before.Theirs, "red001"]);
        Assert.Equal("red001 pi red", Said(EffectiveSettings.Parse(with["red001"])));
        Assert.All(before.Theirs, their => Assert.Equal(before.Answers[their], with[their]));
    }

    [Theory]
    [InlineData("options-before-any-host")]
    [InlineData("star-first")]
    [InlineData("names-of-ours")]
    [InlineData("crlf-without-final-newline")]
    [InlineData("trailing-backslashes")]
    public void With_an_Include_alone_ours_are_what_was_meant(string name)
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        using var home = Installed(AwkwardConfigs.Parse(name));
        var said = home.Ask(Ours.Names).Select(answer => Said(EffectiveSettings.Parse(answer.Value)));
        Assert.Equal(["red.local pi ", "red001 pi red", "red002 pi red"], said);
    }

    [Fact]
    public void Files_that_ssh_refuses_are_refused_as_before()
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        Assert.All(
            AwkwardConfigs.Names.Except(AwkwardConfigs.ReadBySsh),
            name =>
            {
                using var home = Installed(AwkwardConfigs.Parse(name));
                Assert.EndsWith("exit 255", home.Ask(["alpha"])["alpha"]);
            }
        );
    }

    [Fact]
    public void Among_five_thousand_hosts_none_is_changed()
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        using var before = new SshHome(ManyHosts.Bytes);
        using var with = Installed(ConfigFile.Parse("config", ManyHosts.Bytes));
        // ssh reads all of the file for each: a few of the hosts are asked, from the first to the last.
        string[] some = [.. HostNames.Of(before.Tree).Where((_, index) => index % 714 == 0)];
        Assert.Equal(8, some.Length);
        Assert.Equal(before.Ask(some), with.Ask(some));
    }

    private static SshHome Installed(ConfigFile file, InlineBlock? block = null)
    {
        var with = ConfigEdit.AddInclude(file, IncludeLine.Default).Bytes!;
        if (block is not null)
        {
            var included = ConfigFile.Parse("config", with);
            with = ConfigEdit.AddBlock(included, block, evenIfEdited: false, [])?.Bytes ?? with;
        }
        var home = new SshHome(with);
        home.Write("config.d/pigen-red.conf", Ours.Sections);
        return home;
    }

    private static string Said(EffectiveSettings settings) =>
        $"{settings.First("hostname")} {settings.First("user")} {settings.First("proxyjump")}";
}
