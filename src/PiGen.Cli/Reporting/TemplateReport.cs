using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PiGen.Core.Rendering;
using PiGen.Templating.Escaping;
using Scriban.Runtime;

namespace PiGen.Cli.Reporting;

/// <summary>A template pack as a table, or as JSON.</summary>
internal sealed class TemplateReport(TextWriter writer)
{
    public void Print(TemplatePack pack)
    {
        var rows = pack.Templates.Select(TemplateDocument.Of).ToList();
        var cells = rows.Select(row =>
                new Cell[]
                {
                    row.Name,
                    row.Each,
                    row.Kind ?? "",
                    row.Mode,
                    row.Language,
                    row.From,
                    $"{row.Host} : {row.Path}",
                }
            )
            .Prepend(["NAME", "EACH", "KIND", "MODE", "LANGUAGE", "FROM", "HOST : PATH"])
            .ToList();
        Table.Print(writer, cells);
    }

    public void PrintJson(TemplatePack pack)
    {
        ImmutableArray<TemplateDocument> documents = [.. pack.Templates.Select(TemplateDocument.Of)];
        writer.WriteLine(JsonSerializer.Serialize(documents, AnswerJson.Default.ImmutableArrayTemplateDocument));
    }
}

/// <summary>One template of <c>pigen template list --json</c>; host and path are the expressions of its front matter.</summary>
internal sealed record TemplateDocument(
    string Name,
    string Each,
    string? Kind,
    string Mode,
    string Language,
    string From,
    string Host,
    string Path
)
{
    public static TemplateDocument Of(PackTemplate template) =>
        new(
            template.Name,
            template.Each.ToString().ToLowerInvariant(),
            template.Kind,
            FileModes.Format(template.Mode),
            OutputLanguages.NameOf(template.Options.Language),
            template.Template.Source.Name == template.Name ? "built-in" : template.Template.Source.Name,
            template.Host.ValueSpan.Text.ToString(),
            template.Path.ValueSpan.Text.ToString()
        );
}

/// <summary>What templates see, as JSON: objects, arrays, strings, integers, booleans and null, which is all that a model is made of.</summary>
internal static class ModelJson
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n" };

    public static string Write(object? model)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            Write(writer, model);
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case ScriptArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }
                writer.WriteEndArray();
                break;
            case ScriptObject members:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }
                writer.WriteEndObject();
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            default:
                writer.WriteStringValue(value as string);
                break;
        }
    }
}
