using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>Whoever starts the program may have closed its standard streams, or send them where there is no room.</summary>
public sealed class StandardStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"$@\" hosts expand red >&-", 1, "", "error: nothing was done: standard output is closed")]
    [InlineData(
        "\"$@\" hosts expand red >/dev/full",
        1,
        "",
        "error: what was asked is done, but the answer could not be printed: No space left on device"
    )]
    [InlineData("\"$@\" hosts expand red <&-", 0, "red\n", "")]
    [InlineData("\"$@\" hosts expand red 2>&-", 0, "red\n", "")]
    [InlineData("\"$@\" hosts expand 'red[' 2>&-", 1, "", "")]
    [InlineData("\"$@\" hosts expand 'red[' <&- 2>&-", 1, "", "")]
    [InlineData("\"$@\" hosts expand red <&- >&- 2>&-", 1, "", "")]
    [InlineData("\"$@\" hosts expand 'red[' 2>/dev/full", 1, "", "")]
    [InlineData(
        "mkdir gone; cd gone; rmdir ../gone; \"$@\" hosts expand red",
        1,
        "",
        "error: the folder that you are in has been deleted"
    )]
    [InlineData(
        "mkdir gone; cd gone; rmdir ../gone; \"$@\" render --workers red001",
        1,
        "",
        "error: the folder that you are in has been deleted"
    )]
    public void It_says_so_in_a_sentence_and_nothing_goes_elsewhere(
        string script,
        int exitCode,
        string printed,
        string error
    )
    {
        var answer = Run(script);
        Assert.Equal((exitCode, printed, error), (answer.ExitCode, answer.Out, answer.Error.Split('\n')[0]));
    }

    [Fact]
    public void A_file_that_is_opened_where_standard_error_was_is_not_written_into()
    {
        var answer = Run(
            "\"$@\" render --workers red001 --wlan .. --output out 2>&-; \"$@\" render --workers red001 --wlan 10.0.0.1 --output out 2>&- <&-"
        );
        Assert.Equal(0, answer.ExitCode);
        Assert.DoesNotContain("PG0204", string.Concat(_folder.Files().Select(_folder.Read)), StringComparison.Ordinal);
    }

    private Answer Run(string script) =>
        RealProgram.Run("sh", ["-c", $"cd '{_folder.Path}' || exit; {script}", "sh", .. PigenProgram.Command()], []);
}
