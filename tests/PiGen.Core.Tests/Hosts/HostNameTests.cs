using PiGen.Core.Hosts;

namespace PiGen.Core.Tests.Hosts;

public class HostNameTests
{
    private static readonly string LongestLabel = new('a', 63);

    [Theory]
    [InlineData("red")]
    [InlineData("Red001")]
    [InlineData("7")]
    [InlineData("10.1.1.2")]
    [InlineData("red-1.local")]
    [InlineData("a--b")]
    public void A_name_is_kept_as_written(string text) => Assert.Equal(text, HostName.TryParse(text)?.Value);

    [Theory]
    [InlineData("")]
    [InlineData("-red")]
    [InlineData("red-")]
    [InlineData("red.")]
    [InlineData(".red")]
    [InlineData("red..local")]
    [InlineData("red-.local")]
    [InlineData("red_1")]
    [InlineData("red 1")]
    [InlineData("red\n")]
    [InlineData("rëd")]
    [InlineData("red１")]
    [InlineData("pi@red")]
    [InlineData("red:22")]
    [InlineData("red[1-2]")]
    public void What_no_host_is_called_is_no_name(string text) => Assert.Null(HostName.TryParse(text));

    [Fact]
    public void A_label_has_63_characters() => Assert.NotNull(HostName.TryParse($"{LongestLabel}.local"));

    [Fact]
    public void A_label_has_no_64_characters() => Assert.Null(HostName.TryParse($"a{LongestLabel}.local"));

    [Fact]
    public void A_name_has_253_characters() => Assert.NotNull(HostName.TryParse(NameOf(253)));

    [Fact]
    public void A_name_has_no_254_characters() => Assert.Null(HostName.TryParse(NameOf(254)));

    [Fact]
    public void Letters_of_either_case_are_two_names() =>
        Assert.NotEqual(HostName.TryParse("Red"), HostName.TryParse("red"));

    private static string NameOf(int length) =>
        string.Join('.', LongestLabel, LongestLabel, LongestLabel, new string('b', length - 192));
}
