using PiGen.Cli.Reporting;

namespace PiGen.Cli.Tests;

public class RedrawnTests
{
    [Fact]
    public void On_a_terminal_the_last_page_is_left() => Assert.Equal("c\n", Screen.After(Shown(isTerminal: true)));

    [Fact]
    public void Elsewhere_pages_follow_each_other() => Assert.Equal("a\nb\n\nc\n", Shown(isTerminal: false));

    private static string Shown(bool isTerminal)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var pages = new Redrawn(new(TextReader.Null, output, TextWriter.Null) { OutIsTerminal = isTerminal });
        pages.Show("a\nb\n");
        pages.Show("c\n");
        return output.ToString();
    }
}
