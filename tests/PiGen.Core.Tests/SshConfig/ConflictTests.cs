using PiGen.Core.SshConfig;
using PiGen.Testing;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>What of a person's configuration gets into the way of PiGen's, or PiGen's into its way.</summary>
public class ConflictTests
{
    [Theory]
    [InlineData("Host red\n", "PG0721 config \"Host red\"")]
    [InlineData("Host nas red\n  User a\n  Port 1\n", "PG0721 config \"Host nas red\"")]
    [InlineData("Host=red # mine\n", "PG0721 config \"Host=red # mine\"")]
    [InlineData("Match originalhost red001,nas\n", "PG0721 config \"Match originalhost red001,nas\"")]
    [InlineData("Host red\nHost red\n", "PG0721 config \"Host red\"\nPG0721 config \"Host red\"")]
    public void A_section_for_a_name_of_ours_is_shown(string theirs, string mistakes) =>
        Assert.Equal(mistakes, Found(theirs));

    [Theory]
    [InlineData("Host red !red\n")]
    [InlineData("Host RED\n  Port 1\n")]
    [InlineData("Host re\n  Port 1\n")]
    [InlineData("Host red*.lan\n  Port 1\n")]
    [InlineData("Host * !red*\n  Port 1\n")]
    [InlineData("Host *\n  Port 22\n  ProxyJump none\n  ForwardAgent yes\n")]
    [InlineData("Match host nas\n  Port 1\n")]
    [InlineData("Match !all\n  Port 1\n")]
    [InlineData("Host nas\n  ProxyJump reddish,pi@gate:22\n")]
    [InlineData("# Host red\n")]
    public void What_is_for_other_hosts_is_not_shown(string theirs) => Assert.Equal("", Found(theirs));

    [Theory]
    [InlineData(
        "Host nas\n  ProxyJump anna@red:22\n",
        "this ProxyJump leads through red, which means PiGen's host from now on"
    )]
    [InlineData(
        "Host nas\n  ProxyJump gate,red002\n",
        "this ProxyJump leads through red002, which means PiGen's host from now on"
    )]
    [InlineData("Host red*\n  HostName x\n", "this HostName no longer holds for red,red[001-002]: PiGen's comes first")]
    [InlineData("Match host red.local\n  User a\n", "this User no longer holds for red: PiGen's comes first")]
    [InlineData(
        "Host red00?\n  ProxyCommand x\n",
        "this ProxyCommand no longer holds for red[001-002]: PiGen's comes first"
    )]
    [InlineData("User anna\n", "this User no longer holds for red,red[001-002]: PiGen's comes first")]
    [InlineData("Host *\n  Port 2222\n", "this Port holds for red,red[001-002] too")]
    [InlineData("Host * !red00?\n  ProxyJump gate\n", "this ProxyJump holds for red too")]
    [InlineData("Host *\n  HostKeyAlias x\n", "this HostKeyAlias holds for red,red[001-002] too")]
    [InlineData("Host *\n  IdentityFile x\n", "this IdentityFile holds for red,red[001-002] too")]
    [InlineData("Match user pi\n  Port 1\n", "this Port holds for red,red[001-002] too")]
    [InlineData("Match host red.local exec \"true\"\n  Port 1\n", "this Port may hold for red too")]
    [InlineData(
        "Match canonical\n  Port 1\nHost *\n  Port 2\n",
        "this Port may hold for red,red[001-002] too\nthis Port holds for red,red[001-002] too"
    )]
    [InlineData("Host r*\n  Port 1\nHost *\n  Port 2\n", "this Port holds for red,red[001-002] too")]
    public void Each_has_its_sentence(string theirs, string sentences) =>
        Assert.Equal(sentences, string.Join('\n', In(theirs).Select(conflict => conflict.Diagnostic.Message)));

    [Fact]
    public void A_ProxyJump_for_all_is_shadowed_where_ours_has_one_and_reaches_in_where_it_has_none() =>
        Assert.Equal(
            "ReachesIn red\nShadowed red[001-002]",
            string.Join(
                '\n',
                In("Host *\n  ProxyJump gate\n").Select(conflict => $"{conflict.Kind} {conflict.FoldedNames}")
            )
        );

    [Theory]
    [InlineData("Host red\n", true)]
    [InlineData("Host nas\n  ProxyJump red\n", true)]
    [InlineData("Host *\n  HostName x\n", true)]
    [InlineData("Host *\n  Port 1\n", true)]
    [InlineData("Port 1\n", true)]
    [InlineData("Host red*\n  User anna\n", true)]
    [InlineData("Host red00?\n  ProxyJump none\n", true)]
    [InlineData("Host *\n  User anna\n", false)]
    [InlineData("User anna\n", false)]
    [InlineData("Match all\n  User anna\n", false)]
    [InlineData("Host *\n  IdentityFile ~/.ssh/id\n", false)]
    [InlineData("Host red*\n  IdentityFile ~/.ssh/id\n", false)]
    public void Who_a_person_is_and_their_key_need_no_agreement(string theirs, bool needsAgreement) =>
        Assert.Equal(needsAgreement, In(theirs).Single().NeedsAgreement);

    [Fact]
    public void What_is_included_is_read_where_it_stands_and_shown_with_its_own_file()
    {
        var (tree, own) = Ours.Before(
            "Host *\n  Include work.conf\nMatch host nas\n  Include ~/other.conf\n",
            ("~/.ssh/work.conf", "Port 1\nHost red\n"),
            ("~/other.conf", "Port 2\n")
        );
        Assert.Equal(
            "PG0721 ~/.ssh/work.conf \"Host red\"\nPG0725 ~/.ssh/work.conf \"Port 1\"",
            Mistakes.Of(Conflicts.In(tree, own).Select(conflict => conflict.Diagnostic))
        );
    }

    [Fact]
    public void What_stands_before_ours_shadows_it()
    {
        const string Included = "Include ~/other.conf\nInclude ~/.ssh/config.d/pigen-*.conf\n";
        var (tree, own) = Ours.Before(Included, ("~/other.conf", "Host r*\n  User anna\n"));
        Assert.Equal(
            "PG0724 ~/other.conf \"User anna\"",
            Mistakes.Of(Conflicts.In(tree, own).Select(conflict => conflict.Diagnostic))
        );
    }

    [Fact]
    public void In_a_block_ours_is_ours_and_the_rest_is_theirs()
    {
        var with = ConfigEdit.AddBlock(Ours.Parse("Port 1\nHost red\n"), Ours.Block, evenIfEdited: false, [])!.Bytes!;
        var file = ConfigFile.Parse("config", with);
        var own = OwnLines.Of(InlineBlocks.Read(file, [])!.Of("red")!);
        Assert.Equal(
            "PG0721 config \"Host red\"\nPG0725 config \"Port 1\"",
            Mistakes.Of(Conflicts.In(ConfigTree.Read(file, _ => []), own).Select(conflict => conflict.Diagnostic))
        );
    }

    [Fact]
    public void What_was_so_before_is_not_new_wherever_it_stands_now()
    {
        var before = In("Host red\nHost *\n  Port 1\n");
        var now = In("\n\nHost red\nHost *\n  ProxyCommand x\n  Port 1\n");
        Assert.Equal(
            ["ProxyCommand x", "ProxyCommand x"],
            Conflicts.Besides(before, now).Select(conflict => conflict.Line.Directive.Text.ToString())
        );
    }

    private static System.Collections.Immutable.ImmutableArray<Conflict> In(string theirs)
    {
        var (tree, own) = Ours.Before(theirs);
        return Conflicts.In(tree, own);
    }

    private static string Found(string theirs) => Mistakes.Of(In(theirs).Select(conflict => conflict.Diagnostic));
}
