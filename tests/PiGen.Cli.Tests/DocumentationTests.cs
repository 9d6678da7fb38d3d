using System.Text.Json;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>What README.md and docs/ show of the program is what it does.</summary>
public sealed class DocumentationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Commands =>
        [.. CommandsOf("../README.md"), .. CommandsOf("render.md"), .. CommandsOf("templates.md")];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_prints_what_is_shown(string commandAndOutput)
    {
        var (command, output) = Halves(commandAndOutput);
        var words = Words(command);
        var answer = Pigen.Run(words[0] == "render" ? [.. words, "--output", _folder["output"]] : words);
        Assert.Equal(output, answer.Out + answer.Error);
    }

    [Fact]
    public void The_templates_of_the_guide_make_the_artifacts_shown()
    {
        var blocks = CodeBlock.In("templates.md");
        foreach (var template in blocks.Where(block => block.Note.EndsWith(".scriban", StringComparison.Ordinal)))
        {
            _folder.Write("mine/" + template.Note, template.Text);
        }
        Pigen.Render(_folder["output"], "--templates", _folder["mine"]);
        var shown = blocks.Where(block => block.Note.StartsWith("output/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(shown);
        Assert.Equal(shown.Select(block => block.Text), shown.Select(block => _folder.Read(block.Note)));
    }

    /// <summary>The lab holds the tour against what happens.</summary>
    [Fact]
    public void The_tour_in_the_README_is_the_one_of_the_guide()
    {
        var shown = Assert.Single(CodeBlock.In("../README.md"), block => block.Note == "tour");
        Assert.Equal(CodeBlock.In("tour.md")[0].Text, shown.Text);
    }

    [Fact]
    public void The_guide_names_every_member_of_the_model()
    {
        var model = Pigen.Run("template", "model", "--workers", "red00[1-2]", "--wlan", "192.168.1.24");
        using var json = JsonDocument.Parse(model.Out);
        var guide = CodeBlock.TextOf("templates.md");
        Assert.Equal([], MembersOf(json.RootElement).Where(name => !guide.Contains($"\n| `{name}` |")));
    }

    private static IEnumerable<string> CommandsOf(string document) =>
        CodeBlock
            .In(document)
            .Where(block => block is { Language: "console", Note: "" })
            .SelectMany(block => block.Text.Split("$ pigen ", StringSplitOptions.RemoveEmptyEntries));

    // Lists are named as a whole; what is in them is named by what one of them is called.
    private static IEnumerable<string> MembersOf(JsonElement model) =>
        model
            .EnumerateObject()
            .SelectMany(one =>
                one.Value.ValueKind switch
                {
                    JsonValueKind.Object => NamesOf(one.Name, one.Value),
                    JsonValueKind.Array => NamesOf(one.Name[..^1], one.Value[0])
                        .Where(name => one.Name == "artifacts")
                        .Prepend(one.Name),
                    _ => [one.Name],
                }
            );

    private static IEnumerable<string> NamesOf(string name, JsonElement value) =>
        value.EnumerateObject().Select(member => $"{name}.{member.Name}");

    private static (string Command, string Output) Halves(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (text[..end], text[(end + 1)..]);
    }

    // Single quotes are all that the documents' commands need of a shell.
    private static string[] Words(string command) =>
        [
            .. command
                .Split('\'')
                .SelectMany(
                    (part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                ),
        ];
}
