using PiGen.Templating.Text;

namespace PiGen.Templating.Tests;

public class FrontMatterTests
{
    [Fact]
    public void Entries_are_read_in_order_and_the_text_begins_after_them()
    {
        var template = Parse(
            "+++\n# about\nfor = \"forward\"\nmode = 0x1ff\nname = unit + \".service\"\n+++\ntext {{ port }}\n"
        )!;
        var entries = template.FrontMatter.Select(entry =>
            $"{entry.Name}={entry.Constant?.ToString() ?? entry.ValueSpan.Text.ToString()}"
        );
        var text = template.Render(Rendered.Model, RenderOptions.Default, new DiagnosticBag());
        Assert.Equal(
            "for=forward mode=511 name=unit + \".service\" | text 8001\n",
            $"{string.Join(' ', entries)} | {text}"
        );
    }

    [Fact]
    public void An_entry_is_evaluated_against_a_model()
    {
        var entry = Parse("+++\npath = name + \".service\"\n+++\n")!.FrontMatter.Single();
        TemplateText.TryEvaluate(entry, Rendered.Model, RenderOptions.Default, new DiagnosticBag(), out var value);
        Assert.Equal("red001.service", value);
    }

    [Theory]
    [InlineData("+++\na = 1\n", "PG0319 1:1 this front matter is never closed")]
    [InlineData("+++\na = 1\nb\n+++\n", "PG0320 3:1 front matter holds only lines 'name = expression'")]
    [InlineData("+++\na += 1\n+++\n", "PG0320 2:1 front matter holds only lines 'name = expression'")]
    [InlineData("+++\na = 1\na = 2\n+++\n", "PG0321 3:1 'a' is given twice")]
    [InlineData("+++\na = 1\n+++\n\n{{ nowhere }}", "PG0331 5:4 the variable 'nowhere' does not exist")]
    public void Mistakes_count_lines_from_the_beginning_of_the_file(string text, string expected) =>
        Assert.Equal(expected, Rendered.Strict(text));

    private static TemplateText? Parse(string text) =>
        TemplateText.Parse(new SourceText("t", text), new DiagnosticBag());
}
