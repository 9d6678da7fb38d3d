using PiGen.Testing;

namespace PiGen.Cli.Tests;

public class CommandLineTests
{
    [Fact]
    public void An_unknown_option_is_pointed_at_with_the_nearest_one() =>
        Assert.Equal(
            """
            error PG0001: '--wokers' is not known here
             --> command line:1:14
              |
            1 | pigen render --wokers red1
              |              ^^^^^^^^
            hint: did you mean '--workers'?
            error PG0001: 'red1' is not known here
             --> command line:1:23
              |
            1 | pigen render --wokers red1
              |                       ^^^^
            hint: 'pigen render --help' lists what there is

            """,
            Pigen.Run("render", "--wokers", "red1").Error
        );

    [Theory]
    [InlineData("PG0001", "frobnicate")]
    [InlineData("PG0001", "hosts", "expand", "a", "--seperator", "x")]
    [InlineData("PG0001", "template", "render", "--modle", "x", "FILE")]
    [InlineData("PG0003", "render", "--workers", "--wlan")]
    [InlineData("PG0002", "hosts")]
    [InlineData("PG0002", "render", "--workers")]
    [InlineData("PG0002", "render", "--workers", "red1", "--workers", "red2")]
    [InlineData("PG0004", "--color", "sometimes", "hosts", "count", "red1")]
    [InlineData("PG0001", "render", "--json=maybe")]
    public void What_cannot_be_understood_is_refused(string code, params string[] args)
    {
        var answer = Pigen.Run(args);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.StartsWith($"error {code}: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_begins_with_an_at_sign_is_no_file_to_read() =>
        Assert.StartsWith("error PG0", Pigen.Run("hosts", "count", "@/etc/hostname").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("--help")]
    [InlineData("render", "--help")]
    [InlineData("hosts", "fold", "-h")]
    [InlineData("--version")]
    public void Help_and_version_are_answers(params string[] args)
    {
        var answer = Pigen.Run(args);
        Assert.Equal((0, "", true), (answer.ExitCode, answer.Error, answer.Out.Length > 0));
    }

    [Fact]
    public void Colours_are_drawn_when_asked_for() =>
        Assert.StartsWith(
            "\e[31merror PG0101\e[0m",
            Pigen.Run("hosts", "count", "", "--color", "always").Error,
            StringComparison.Ordinal
        );
}
