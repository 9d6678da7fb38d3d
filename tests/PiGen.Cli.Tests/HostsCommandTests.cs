using PiGen.Testing;

namespace PiGen.Cli.Tests;

public class HostsCommandTests
{
    [Theory]
    [InlineData("red[01-03]\n", "fold", "red01", "red02", "red03")]
    [InlineData("red01\nred02\n", "expand", "red[01-02]")]
    [InlineData("red01,red02\n", "expand", "--separator", ",", "red[01-02]")]
    [InlineData("red01\tred02\n", "expand", "red01", "red02", "--separator", @"\t")]
    [InlineData("100\n", "count", "red[001-100]")]
    [InlineData("0\n", "count", "red1!red1")]
    [InlineData("", "expand", "red1!red1")]
    public void Arguments_are_answered_on_standard_output(string expected, params string[] args) =>
        Assert.Equal(new Answer(0, expected, ""), Pigen.Run(["hosts", .. args]));

    [Theory]
    [InlineData("fold", "red01\nred02\n\nred03\n", "red[01-03]\n")]
    [InlineData("expand", "red[1-2]\n", "red1\nred2\n")]
    [InlineData("count", "red[1-2],blue\nblue\n", "3\n")]
    public void Standard_input_is_read_where_there_are_no_arguments(string verb, string input, string expected) =>
        Assert.Equal(new Answer(0, expected, ""), Pigen.RunWith(input, "hosts", verb));

    [Fact]
    public void A_mistake_is_drawn_under_its_characters() =>
        Assert.Equal(
            new Answer(
                1,
                "",
                """
                error PG0103: this range is never closed
                 --> hostlist:1:4
                  |
                1 | red[01-04
                  |    ^
                hint: add ']' after the last number, as in red[01-04]

                """
            ),
            Pigen.Run("hosts", "expand", "red[01-04")
        );
}
