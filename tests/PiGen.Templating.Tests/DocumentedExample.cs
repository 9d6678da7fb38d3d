using System.Collections.Immutable;
using System.Text.Json;
using PiGen.Templating.Engine;
using PiGen.Templating.Escaping;
using PiGen.Templating.Text;
using PiGen.Testing;
using Scriban.Runtime;

namespace PiGen.Templating.Tests;

/// <summary>
/// An example of a document: a block <c>scriban</c> with the block <c>text</c> that follows it. A block <c>json</c> before
/// is the model from there on; a block <c>scriban</c> with a file's name can be included by what stands below that heading.
/// </summary>
internal sealed record DocumentedExample(
    CodeBlock Block,
    string Model,
    ImmutableArray<CodeBlock> Parts,
    string Expected
)
{
    public static IEnumerable<DocumentedExample> In(ImmutableArray<CodeBlock> blocks)
    {
        var model = "{}";
        for (var at = 0; at < blocks.Length; at++)
        {
            var block = blocks[at];
            model = block.Language == "json" ? block.Text : model;
            if (IsTemplate(block) && at + 1 < blocks.Length && blocks[at + 1].Language == "text")
            {
                yield return new(block, model, PartsFor(block, blocks), blocks[at + 1].Text);
            }
        }
    }

    /// <summary>The text, or the mistakes as the first and the last line of what the program prints.</summary>
    public string Render()
    {
        var diagnostics = new DiagnosticBag();
        var source = new SourceText("example.scriban", Block.Text);
        var template = TemplateText.Parse(source, diagnostics, isScript: Block.Note == "script");
        using var json = JsonDocument.Parse(Model);
        return template?.Render((ScriptObject)JsonValues.Of(json.RootElement)!, Options(), diagnostics)
            ?? string.Concat(diagnostics.Select(d => $"error {d.Code}: {d.Message}\nhint: {d.Hint}\n"));
    }

    private RenderOptions Options() =>
        new()
        {
            Relaxed = Block.Note == "relaxed",
            Language = OutputLanguages.TryParse(Block.Note) ?? OutputLanguage.Text,
            Includes = name =>
                Parts.FirstOrDefault(part => part.Note == name) is { } part ? new SourceText(name, part.Text) : null,
        };

    private static bool IsTemplate(CodeBlock block) => block.Language == "scriban" && !IsFile(block);

    private static bool IsFile(CodeBlock block) => block.Note.Contains('.');

    private static ImmutableArray<CodeBlock> PartsFor(CodeBlock example, ImmutableArray<CodeBlock> blocks) =>
        [.. blocks.Where(block => block.Heading == example.Heading && block.Language == "scriban" && IsFile(block))];
}
