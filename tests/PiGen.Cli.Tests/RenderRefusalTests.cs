using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>What a render refuses: nothing is written, and nothing is lost.</summary>
public sealed class RenderRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Output => _folder["output"];

    [Fact]
    public void A_foreign_file_in_the_way_is_refused_and_nothing_is_written()
    {
        _folder.Write("output/red/install.sh", "mine");
        AssertRefused("PG0514");
    }

    [Fact]
    public void An_edited_file_is_refused_and_nothing_is_written()
    {
        Pigen.Render(Output);
        File.AppendAllText(Path.Combine(Output, "red/install.sh"), "# edited\n");
        AssertRefused("PG0513", "--expose", "80:8080");
    }

    [Fact]
    public void An_edited_file_that_is_no_longer_wanted_is_refused_too()
    {
        Pigen.Render(Output);
        File.AppendAllText(Path.Combine(Output, "red/install.sh"), "# edited\n");
        AssertRefused("PG0513", "--manager", "blue");
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        _folder.Write("output", "mine");
        AssertRefused("PG0511");
    }

    [Fact]
    public void A_link_in_the_place_of_the_folder_is_refused()
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        File.CreateSymbolicLink(Output, _folder["elsewhere"]);
        AssertRefused("PG0512");
    }

    [Fact]
    public void A_link_inside_that_leads_elsewhere_is_refused()
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        Directory.CreateDirectory(Output);
        Directory.CreateSymbolicLink(Path.Combine(Output, "red"), _folder["elsewhere"]);
        AssertRefused("PG0514");
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_refused()
    {
        _folder.Write("output/red/install.sh/x", "mine");
        AssertRefused("PG0514");
    }

    [Fact]
    public void A_link_with_a_slash_behind_it_is_still_a_link()
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        File.CreateSymbolicLink(Output, _folder["elsewhere"]);
        var answer = Pigen.Run("render", "--workers", "red1", "--wlan", "10.0.0.1", "--output", Output + "/");
        Assert.StartsWith("error PG0512: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_under_a_file_is_refused_and_leaves_no_folder_behind()
    {
        _folder.Write("file", "mine");
        var answer = Pigen.Run("render", "--workers", "red1", "--wlan", "10.0.0.1", "--output", _folder["file/a/b"]);
        Assert.StartsWith("error PG0517: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["file"], _folder.Files());
    }

    [Theory]
    [InlineData("output/.pigen-lock")]
    [InlineData("output/.pigen-staging/precious")]
    [InlineData("output/.pigen-done/precious")]
    [InlineData("output/pigen.json/precious")]
    public void A_name_that_PiGen_needs_and_somebody_else_has_used_is_refused(string file)
    {
        _folder.Write(file, "precious");
        AssertRefused("PG0516");
    }

    [Fact]
    public void The_mistakes_of_all_options_are_told_at_once()
    {
        _folder.Write("file", "mine");
        var answer = Pigen.Run(
            "render",
            "--workers",
            "red[1",
            "--output",
            _folder["file"],
            "--kind",
            "nope",
            "--port",
            "x"
        );
        Assert.Equal(
            ["PG0511", "PG0103", "PG0231", "PG0203", "PG0410"],
            answer
                .Error.Split('\n')
                .Where(line => line.StartsWith("error", StringComparison.Ordinal))
                .Select(line => line[6..12])
        );
    }

    [Fact]
    public void A_broken_manifest_is_refused()
    {
        Pigen.Render(Output);
        _folder.Write("output/pigen.json", "{");
        AssertRefused("PG0501", "--expose", "80:8080");
    }

    [Fact]
    public void A_mistake_writes_nothing() => AssertRefused("PG0221", "--user", "x y");

    [Fact]
    public void A_folder_that_was_not_there_is_not_left_behind()
    {
        Pigen.Run("render", "--workers", "red[1", "--output", Output);
        Assert.False(Directory.Exists(Output));
    }

    private void AssertRefused(string code, params string[] more)
    {
        var before = _folder.Snapshot();
        var answer = Pigen.Run([
            "render",
            "--workers",
            "red00[1-2]",
            "--wlan",
            "192.168.1.24",
            "--output",
            Output,
            .. more,
        ]);
        Assert.Equal((1, "", before), (answer.ExitCode, answer.Out, _folder.Snapshot()));
        Assert.StartsWith($"error {code}: ", answer.Error, StringComparison.Ordinal);
    }
}
