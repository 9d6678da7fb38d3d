using PiGen.Core.Hosts;

namespace PiGen.Core.Tests.Hosts;

public class HostlistExpandTests
{
    [Theory]
    [InlineData("red", "red")]
    [InlineData("red.local", "red.local")]
    [InlineData("red[1-3]", "red1 red2 red3")]
    [InlineData("red[7]", "red7")]
    [InlineData("[1-3]red", "1red 2red 3red")]
    [InlineData("[5]", "5")]
    [InlineData("10.1.1.[2-3,10]", "10.1.1.2 10.1.1.3 10.1.1.10")]
    [InlineData("red1[2-3]4", "red124 red134")]
    public void A_range_stands_for_its_numbers(string text, string hosts) =>
        Assert.Equal(hosts, Written.Expanded(text));

    [Theory]
    [InlineData("red[01-03]", "red01 red02 red03")]
    [InlineData("red[08-11]", "red08 red09 red10 red11")]
    [InlineData("red[8-11]", "red8 red9 red10 red11")]
    [InlineData("red[098-102]", "red098 red099 red100 red101 red102")]
    [InlineData("red[99-101]", "red99 red100 red101")]
    [InlineData("red[01-3]", "red01 red02 red03")]
    [InlineData("red[00-01]", "red00 red01")]
    [InlineData("red[00-0]", "red00")]
    [InlineData("red[1,01,001]", "red1 red01 red001")]
    public void The_width_of_the_start_pads_all(string text, string hosts) =>
        Assert.Equal(hosts, Written.Expanded(text));

    [Fact]
    public void A_padded_range_may_outgrow_its_width() =>
        Assert.Equal(
            ["red01", "red99", "red100"],
            Written.Hosts("red[01-100]").Where((_, at) => at is 0 or 98 or 99).Select(host => host.Value)
        );

    [Theory]
    [InlineData("red[1-9/2]", "red1 red3 red5 red7 red9")]
    [InlineData("red[01-09/3]", "red01 red04 red07")]
    [InlineData("red[1-2/5]", "red1")]
    [InlineData("red[7-12/05]", "red7 red12")]
    [InlineData("red[1-99999999999999999999/99999999999999999998]", "red1 red99999999999999999999")]
    public void A_step_leaves_numbers_out(string text, string hosts) => Assert.Equal(hosts, Written.Expanded(text));

    [Theory]
    [InlineData("rack[1-2]node[01-03]", "rack1node01 rack1node02 rack1node03 rack2node01 rack2node02 rack2node03")]
    [InlineData("[1-2][4-5]", "14 15 24 25")]
    [InlineData("rack[1-2]-red[1,4].local", "rack1-red1.local rack1-red4.local rack2-red1.local rack2-red4.local")]
    [InlineData("a[1-2]b[3-4]c[5-6]", "a1b3c5 a1b3c6 a1b4c5 a1b4c6 a2b3c5 a2b3c6 a2b4c5 a2b4c6")]
    public void The_leftmost_range_is_the_slowest(string text, string hosts) =>
        Assert.Equal(hosts, Written.Expanded(text));

    [Theory]
    [InlineData("red2,red10,red1", "red2 red10 red1")]
    [InlineData("red[3,1,2]", "red3 red1 red2")]
    [InlineData("red001,red001", "red001")]
    [InlineData("red[1-3,2,5-6,1]", "red1 red2 red3 red5 red6")]
    [InlineData("Red1,red1", "Red1 red1")]
    [InlineData("[1-2][1,11]", "11 111 21 211")]
    [InlineData("[1,11][11,1]", "111 11 1111")]
    public void The_order_written_is_kept_and_a_repeated_host_counts_once(string text, string hosts) =>
        Assert.Equal(hosts, Written.Expanded(text));

    [Theory]
    [InlineData("red[1-5]!red[2-3]", "red1 red4 red5")]
    [InlineData("red[1-5]&red[4-9]", "red4 red5")]
    [InlineData("red[1-3]^red[3-5]", "red1 red2 red4 red5")]
    [InlineData("red[1-3]^red[3,3]", "red1 red2")]
    [InlineData("red[1-5],blue1!red3", "red1 red2 red4 red5 blue1")]
    [InlineData("red[1-5]!red3&red[1-3]", "red1 red2")]
    [InlineData("red[1-2]!red1,red1", "red2 red1")]
    [InlineData("red[5,3,1]&red[1-9]", "red5 red3 red1")]
    [InlineData("red[1-3]!blue1", "red1 red2 red3")]
    [InlineData("red1!red1", "")]
    public void Set_operators_work_from_left_to_right(string text, string hosts) =>
        Assert.Equal(hosts, Written.Expanded(text));

    [Theory]
    [InlineData(" red1 , red2\t", "red1 red2")]
    [InlineData("red[ 1-2 , 4 ]", "red1 red2 red4")]
    [InlineData("red[1-3] ! red2", "red1 red3")]
    public void Blanks_round_commas_and_operators_mean_nothing(string text, string hosts) =>
        Assert.Equal(hosts, Written.Expanded(text));

    [Theory]
    [InlineData("red1\nred2\n", "red1 red2")]
    [InlineData("\r\nred1\r\n\r\n  red2", "red1 red2")]
    [InlineData("red1,\nred2", "red1 red2")]
    [InlineData("red[1-3]\n!red2", "red1 red3")]
    public void A_line_break_separates_as_a_comma_does(string text, string hosts) =>
        Assert.Equal(hosts, Written.Expanded(text));

    [Theory]
    [InlineData("red18446744073709551615", "red18446744073709551615")]
    [InlineData("red[18446744073709551615]", "red18446744073709551615")]
    [InlineData("red[9999999999999999999-10000000000000000000]", "red9999999999999999999 red10000000000000000000")]
    [InlineData(
        "red[099999999999999999999-100000000000000000000]",
        "red099999999999999999999 red100000000000000000000"
    )]
    public void Numbers_may_be_as_long_as_a_name_allows(string text, string hosts) =>
        Assert.Equal(hosts, Written.Expanded(text));

    [Fact]
    public void A_million_hosts_are_not_too_many() => Assert.Equal(1_000_000, Written.Hosts("red[1-1000000]").Count);

    [Fact]
    public void A_node_set_of_given_hosts_keeps_the_first_of_each() =>
        Assert.Equal(
            "red2 red1",
            string.Join(' ', NodeSet.Of([.. Written.Hosts("red2,red1"), .. Written.Hosts("red2")]))
        );
}
