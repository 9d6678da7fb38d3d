namespace PiGen.Core.Tests.Hosts;

public class HostlistFoldTests
{
    [Theory]
    [InlineData("red", "red")]
    [InlineData("red1", "red1")]
    [InlineData("red1,red2", "red[1-2]")]
    [InlineData("red1,red2,red3,red7", "red[1-3,7]")]
    [InlineData("red1,blue1,red2", "red1,blue1,red2")]
    [InlineData("1red,2red,3red", "[1-3]red")]
    [InlineData("red-1,red-2", "red-[1-2]")]
    [InlineData("10.1.1.2,10.1.1.3", "10.1.1.[2-3]")]
    [InlineData("red1.local,red2.local", "red[1-2].local")]
    [InlineData("red1.lan2,red2.lan2,red3.lan2", "red[1-3].lan2")]
    public void Neighbours_that_differ_in_a_number_share_a_name(string text, string folded) =>
        Assert.Equal(folded, Written.FoldedAgain(text));

    [Theory]
    [InlineData("red01,red02,red03,red04", "red[01-04]")]
    [InlineData("red001,red002", "red[001-002]")]
    [InlineData("red08,red09,red10", "red[08-10]")]
    [InlineData("red98,red99,red100", "red[98-100]")]
    [InlineData("red098,red099,red100", "red[098-100]")]
    [InlineData("red1,red01,red001", "red[1,01,001]")]
    [InlineData("red9,red010", "red[9,010]")]
    [InlineData("red1,red02,red3", "red[1,02,3]")]
    public void Padding_stays_as_it_was(string text, string folded) => Assert.Equal(folded, Written.FoldedAgain(text));

    [Theory]
    [InlineData("red3,red1,red2", "red[3,1-2]")]
    [InlineData("red3,red2,red1", "red[3,2,1]")]
    [InlineData("red2,red10,red1", "red[2,10,1]")]
    public void The_order_stays_as_it_was(string text, string folded) =>
        Assert.Equal(folded, Written.FoldedAgain(text));

    [Theory]
    [InlineData("red1,red3,red5", "red[1,3,5]")]
    [InlineData("red1,red3,red5,red7", "red[1-7/2]")]
    [InlineData("red10,red12,red14", "red[10-14/2]")]
    [InlineData("red1,red3,red4,red5", "red[1,3-5]")]
    [InlineData("red01,red04,red07,red10", "red[01-10/3]")]
    public void A_step_is_written_where_it_is_shorter(string text, string folded) =>
        Assert.Equal(folded, Written.FoldedAgain(text));

    [Theory]
    [InlineData("rack[1-2]node[01-03]", "rack[1-2]node[01-03]")]
    [InlineData("a[1-2]b[1-2]c[1-2]", "a[1-2]b[1-2]c[1-2]")]
    [InlineData("a[1-3,5]b[2,4]", "a[1-3,5]b[2,4]")]
    [InlineData("rack1node1,rack[2-3]node[1-3]", "rack1node1,rack[2-3]node[1-3]")]
    [InlineData("rack[1-2]node[1-3],rack3node[1-2]", "rack[1-2]node[1-3],rack3node[1-2]")]
    [InlineData("a1b1,a2b1,a1b2,a2b2", "a[1-2]b1,a[1-2]b2")]
    public void Several_numbers_of_a_name_share_it(string text, string folded) =>
        Assert.Equal(folded, Written.FoldedAgain(text));

    [Theory]
    [InlineData("1,2", "1,2")]
    [InlineData("1,2,3", "[1-3]")]
    [InlineData("a1,a3", "a1,a3")]
    [InlineData("a1,a2", "a1,a2")]
    [InlineData("a1,a2,a3", "a[1-3]")]
    public void Names_without_brackets_are_written_where_they_are_shorter(string text, string folded) =>
        Assert.Equal(folded, Written.FoldedAgain(text));

    [Theory]
    [InlineData("red18446744073709551615", "red18446744073709551615")]
    [InlineData("red[18446744073709551614-18446744073709551615]", "red18[446744073709551614-446744073709551615]")]
    public void The_front_of_a_huge_number_is_text(string text, string folded) =>
        Assert.Equal(folded, Written.FoldedAgain(text));

    [Fact]
    public void No_host_folds_to_nothing() => Assert.Equal("", Written.FoldedAgain("red1!red1"));
}
