using PiGen.Core.SshConfig;
using PiGen.Templating.Text;
using PiGen.Testing;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>How PiGen's line or block comes into a person's file and out of it.</summary>
public class ConfigEditTests
{
    private const string Line = "Include ~/.ssh/config.d/pigen-*.conf";
    private const string Made = "# made by pigen ssh-config, and removed with its last cluster\n";

    private static readonly InlineBlock Blue = new("blue", "Host blue\n    User pi\n");
    private static readonly string BlueText = Blue.Text("\n");

    [Theory]
    [InlineData("", Line + "\n")]
    [InlineData("Host nas", Line + "\nHost nas")]
    [InlineData("User anna\nHost nas\n", Line + "\nUser anna\nHost nas\n")]
    [InlineData("Host nas\r\n  Port 1\r\n", Line + "\r\nHost nas\r\n  Port 1\r\n")]
    [InlineData("# mine\nHost nas\n", Line + "\n# mine\nHost nas\n")]
    public void The_Include_is_the_first_line(string before, string after) => Assert.Equal(after, Added(before));

    [Theory]
    [InlineData(Line + "\nHost nas\n")]
    [InlineData("# mine\n\n  " + Line + "  \nHost nas\n")]
    [InlineData("Include other/*\n" + Line + "\nUser anna\n")]
    public void An_Include_that_ssh_reads_first_stays_where_it_is(string before) => Assert.Equal(before, Added(before));

    [Theory]
    [InlineData("Host nas\n" + Line + "\n", Line + "\nHost nas\n")]
    [InlineData("User anna\n" + Line + "\nHost nas\n", Line + "\nUser anna\nHost nas\n")]
    [InlineData(Line + "\nHost nas\n" + Line + "\n", Line + "\nHost nas\n")]
    public void An_Include_that_was_moved_or_repeated_by_hand_comes_first_again(string before, string after) =>
        Assert.Equal(after, Added(before));

    [Fact]
    public void A_file_that_did_not_exist_is_made_with_a_note_of_it() =>
        Assert.Equal(Made + Line + "\n", Ours.Text(ConfigEdit.AddInclude(file: null, IncludeLine.Default)));

    [Theory]
    [InlineData(Made + Line + "\n", "no file")]
    [InlineData(Made + Line, "no file")]
    [InlineData(Line + "\n", "")]
    [InlineData(Made + Line + "\nHost nas\n", "Host nas\n")]
    [InlineData("Host nas\n" + Line + "\n  Port 1\n", "Host nas\n  Port 1\n")]
    [InlineData("Host nas\n", "Host nas\n")]
    [InlineData(Made, Made)]
    [InlineData(Made + Line + "\nInclude /elsewhere/pigen-*.conf\n", Made + "Include /elsewhere/pigen-*.conf\n")]
    public void Without_the_Include_all_else_is_left(string before, string after) =>
        Assert.Equal(after, Ours.Text(ConfigEdit.RemoveInclude(Ours.Parse(before), IncludeLine.Default, [])));

    [Theory]
    [InlineData("Include ~/.ssh/config.d/pigen-*.conf more.conf\n")]
    [InlineData("Include more.conf ~/.ssh/config.d/pigen-*.conf\n")]
    [InlineData("include ~/.ssh/config.d/pigen-*.conf\n")]
    [InlineData("Include ~/.ssh/config.d/pigen-*.conf # mine\n")]
    public void An_Include_that_was_edited_is_left_with_a_warning(string config)
    {
        var diagnostics = new DiagnosticBag();
        var after = Ours.Text(ConfigEdit.RemoveInclude(Ours.Parse(config), IncludeLine.Default, diagnostics));
        Assert.Equal((config, "PG0702 config"), (after, string.Join(' ', Mistakes.Of(diagnostics).Split(' ').Take(2))));
    }

    [Fact]
    public void A_block_says_for_whom_it_is_and_gives_the_file_back_to_all_hosts() =>
        Assert.Equal(
            """
            # pigen begin blue c41c7ca582ffd6fa
            Host blue
                User pi
            Host *
            # pigen end blue
            User anna

            """,
            AddedBlock("User anna\n")
        );

    [Fact]
    public void A_block_ends_its_lines_as_the_file_does() =>
        Assert.Equal(Blue.Text("\r\n") + "User anna\r\n", AddedBlock("User anna\r\n"));

    [Fact]
    public void A_block_of_other_words_takes_the_place_of_the_old_one() =>
        Assert.Equal(
            BlueText + "Host nas\n",
            AddedBlock(new InlineBlock("blue", "Host blue\n    User root\n").Text("\n") + "Host nas\n")
        );

    [Fact]
    public void A_block_below_another_clusters_stays_where_it_is() =>
        Assert.Equal(
            Ours.Block.Text("\n") + BlueText + "Host nas\n",
            AddedBlock(Ours.Block.Text("\n") + BlueText + "Host nas\n")
        );

    [Fact]
    public void A_block_below_a_persons_own_sections_comes_first_again() =>
        Assert.Equal(BlueText + "Host nas\n", AddedBlock("Host nas\n" + BlueText));

    [Fact]
    public void The_last_block_of_a_file_that_PiGen_made_takes_the_file_with_it()
    {
        var one = ConfigEdit.AddBlock(file: null, Blue, evenIfEdited: false, []);
        var two = ConfigEdit.AddBlock(Ours.Parse(Ours.Text(one)), Ours.Block, evenIfEdited: false, []);
        var oneAgain = Removed(Ours.Text(two), "red");
        Assert.Equal((Ours.Text(one), "no file"), (oneAgain, Removed(oneAgain, "blue")));
    }

    [Fact]
    public void Without_a_block_another_clusters_stays()
    {
        var both = BlueText + Ours.Block.Text("\n") + "Host nas\n";
        Assert.Equal(Ours.Block.Text("\n") + "Host nas\n", Removed(both, "blue"));
    }

    [Fact]
    public void A_block_that_does_not_exist_is_removed_without_a_word() =>
        Assert.Equal("Host nas\n", Removed("Host nas\n", "blue"));

    [Fact]
    public void A_block_that_was_edited_is_refused()
    {
        var diagnostics = new DiagnosticBag();
        var edited = Ours.Parse("User anna\n" + BlueText.Replace("User pi", "User root"));
        var after = ConfigEdit.RemoveBlock(edited, "blue", evenIfEdited: false, diagnostics);
        Assert.Equal(
            ("refused", $"PG0715 config \"{BlueText.Split('\n')[0]}\""),
            (Ours.Text(after), Mistakes.Of(diagnostics))
        );
    }

    [Fact]
    public void A_block_that_was_edited_is_removed_on_request()
    {
        var edited = Ours.Parse("User anna\n" + BlueText.Replace("User pi", "User root"));
        Assert.Equal("User anna\n", Ours.Text(ConfigEdit.RemoveBlock(edited, "blue", evenIfEdited: true, [])));
    }

    [Theory]
    [InlineData("block-without-end", "PG0711 ~/.ssh/config \"# pigen begin red 0011223344556677\"")]
    [InlineData("block-without-begin", "PG0712 ~/.ssh/config \"# pigen end red\"")]
    [InlineData(
        "block-within-block",
        """
            PG0713 ~/.ssh/config "# pigen begin blue 0011223344556677"
            PG0712 ~/.ssh/config "# pigen end blue"
            """
    )]
    [InlineData("block-twice", "PG0714 ~/.ssh/config \"# pigen begin red 0011223344556677\"")]
    [InlineData(
        "block-without-name",
        """
            PG0716 ~/.ssh/config "# pigen begin"
            PG0716 ~/.ssh/config "# pigen end"
            """
    )]
    public void Broken_markers_are_shown_and_nothing_is_touched(string config, string mistakes)
    {
        var added = new DiagnosticBag();
        var removed = new DiagnosticBag();
        var after = ConfigEdit.AddBlock(AwkwardConfigs.Parse(config), Blue, evenIfEdited: true, added);
        var without = ConfigEdit.RemoveBlock(AwkwardConfigs.Parse(config), "red", evenIfEdited: true, removed);
        Assert.Equal((mistakes, mistakes, null, null), (Mistakes.Of(added), Mistakes.Of(removed), after, without));
    }

    private static string Added(string config) =>
        Ours.Text(ConfigEdit.AddInclude(Ours.Parse(config), IncludeLine.Default));

    private static string AddedBlock(string config) =>
        Ours.Text(ConfigEdit.AddBlock(Ours.Parse(config), Blue, evenIfEdited: false, []));

    private static string Removed(string config, string cluster) =>
        Ours.Text(ConfigEdit.RemoveBlock(Ours.Parse(config), cluster, evenIfEdited: false, []));
}
