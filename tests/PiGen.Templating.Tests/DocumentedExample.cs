using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using PiGen.Templating.Engine;
using PiGen.Templating.Escaping;
using PiGen.Templating.Text;
using PiGen.Testing;
using Scriban.Runtime;

namespace PiGen.Templating.Tests;

/// <summary>
/// An example of a document: a block <c>scriban</c> with the block <c>text</c> that follows it, or a row of a table that begins
/// with a template and ends with what it makes. The last block <c>json</c> before is the model; a block <c>scriban</c> with a
/// file's name can be included by what stands below that heading.
/// </summary>
internal sealed partial record DocumentedExample(
    CodeBlock Block,
    string Model,
    ImmutableArray<CodeBlock> Parts,
    string Expected
)
{
    // Of a table whose first column has this heading, rows are rendered as in a pack.
    private const string Pack = "template of a pack";

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

    /// <summary>The rows of a document's tables; all see its last model.</summary>
    public static IEnumerable<DocumentedExample> InTables(string text, string model)
    {
        var (heading, note) = ("", "");
        foreach (var line in text.Split('\n'))
        {
            heading = line.StartsWith('#') ? line.TrimStart('#').Trim() : heading;
            note = line.StartsWith("| template", StringComparison.Ordinal) ? Cells(line)[0] : note;
            if (line.StartsWith("| `{{", StringComparison.Ordinal) && Cells(line) is [var template, .., var expected])
            {
                yield return new(new(heading, "scriban", note, template.Trim('`')), model, [], expected.Trim('`'));
            }
        }
    }

    /// <summary>The text, or the mistakes as the first and the last line of what the program prints.</summary>
    public string Render()
    {
        var diagnostics = new DiagnosticBag();
        return Render(diagnostics)
            ?? string.Concat(diagnostics.Select(d => $"error {d.Code}: {d.Message}\nhint: {d.Hint}\n"));
    }

    /// <summary>The text, or the code and the sentence of the first mistake.</summary>
    public string RenderShort()
    {
        var diagnostics = new DiagnosticBag();
        return Render(diagnostics) ?? $"{diagnostics.First().Code}: {diagnostics.First().Message}";
    }

    private string? Render(DiagnosticBag diagnostics)
    {
        var source = new SourceText("example.scriban", Block.Text);
        var template = TemplateText.Parse(source, diagnostics, isScript: Block.Note == "script");
        using var json = JsonDocument.Parse(Model);
        var model = (ScriptObject)JsonValues.Of(json.RootElement)!;
        if (Block.Note == Pack)
        {
            Freeze(model.Values);
        }
        return template?.Render(model, Options(), diagnostics);
    }

    private RenderOptions Options() =>
        new()
        {
            Relaxed = Block.Note == "relaxed",
            RefusesNull = Block.Note == Pack,
            Language = OutputLanguages.TryParse(Block.Note) ?? OutputLanguage.Text,
            Includes = name =>
                Parts.FirstOrDefault(part => part.Note == name) is { } part ? new SourceText(name, part.Text) : null,
        };

    private static void Freeze(IEnumerable<object?> values)
    {
        foreach (var value in values)
        {
            Freeze(value is ScriptObject members ? members.Values : value as ScriptArray ?? []);
            (value as IScriptObject)?.IsReadOnly = true;
        }
    }

    private static bool IsTemplate(CodeBlock block) => block.Language == "scriban" && !IsFile(block);

    private static bool IsFile(CodeBlock block) => block.Note.Contains('.');

    private static ImmutableArray<CodeBlock> PartsFor(CodeBlock example, ImmutableArray<CodeBlock> blocks) =>
        [.. blocks.Where(block => block.Heading == example.Heading && block.Language == "scriban" && IsFile(block))];

    private static string[] Cells(string row) =>
        [.. CellEnd.Split(row)[1..^1].Select(cell => cell.Trim().Replace(@"\|", "|", StringComparison.Ordinal))];

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd { get; }
}
