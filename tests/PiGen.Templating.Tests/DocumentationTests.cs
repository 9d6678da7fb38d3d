using PiGen.Testing;

namespace PiGen.Templating.Tests;

/// <summary>What docs/ shows of the template language is what the engine does.</summary>
public class DocumentationTests
{
    private static readonly Dictionary<string, DocumentedExample> All = new(
        [.. Named("templates.md"), .. Named("template-language.md")],
        StringComparer.Ordinal
    );

    private static readonly Dictionary<string, DocumentedExample> Rows = DocumentedExample
        .InTables(
            CodeBlock.TextOf("template-language.md"),
            CodeBlock.In("template-language.md").Last(block => block.Language == "json").Text
        )
        .ToDictionary(row => row.Block.Text, StringComparer.Ordinal);

    public static TheoryData<string> Examples => [.. All.Keys];

    public static TheoryData<string> Templates => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_renders_to_the_text_shown(string name) =>
        Assert.Equal(WithoutLastLineEnd(All[name].Expected), WithoutLastLineEnd(All[name].Render()));

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_row_of_a_table_renders_to_its_last_column(string template) =>
        Assert.Equal(Rows[template].Expected, Rows[template].RenderShort());

    private static IEnumerable<KeyValuePair<string, DocumentedExample>> Named(string document) =>
        DocumentedExample
            .In(CodeBlock.In(document))
            .GroupBy(example => example.Block.Heading)
            .SelectMany(group =>
                group.Select((example, index) => KeyValuePair.Create($"{document}: {group.Key} {index + 1}", example))
            );

    // A file ends with a line end, which an example's last line may or may not stand for.
    private static string WithoutLastLineEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;
}
