using System.Text.Json;
using PiGen.Templating.Engine;
using PiGen.Templating.Text;
using Scriban.Runtime;

namespace PiGen.Core.Rendering;

/// <summary>A model that a person wrote for a template: an object as JSON (RFC 8259), or the same as YAML 1.2.</summary>
public static class ModelText
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads YAML where the text's name ends in .yaml or .yml, else JSON; null, with an error, for anything but one object.</summary>
    public static ScriptObject? Read(SourceText text, DiagnosticBag diagnostics) =>
        text.Name.EndsWith(".yaml", StringComparison.Ordinal) || text.Name.EndsWith(".yml", StringComparison.Ordinal)
            ? YamlModel.Read(text, diagnostics)
            : ReadJson(text, diagnostics);

    /// <inheritdoc cref="Read"/>
    public static ScriptObject? ReadJson(SourceText text, DiagnosticBag diagnostics)
    {
        try
        {
            using var document = JsonDocument.Parse(text.Content, Strict);
            if (JsonValues.Of(document.RootElement) is ScriptObject model)
            {
                return model;
            }
            diagnostics.Add(ModelDiagnostics.NoObject(text.Span(0, 0)));
        }
        catch (JsonException e)
        {
            diagnostics.Add(
                e.LineNumber is { } line ? BrokenAt(line, e.BytePositionInLine ?? 0) : JsonStrings.Refuse(text)
            );
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for a name with half a character, while it compares names.
            diagnostics.Add(JsonStrings.Refuse(text));
        }
        return null;

        Diagnostic BrokenAt(long line, long bytes) =>
            ModelDiagnostics.BrokenJson(text.SpanAt(line, CharactersOf(text, line, bytes)));
    }

    // The JSON reader counts a column in bytes of UTF-8.
    private static long CharactersOf(SourceText text, long line, long bytes)
    {
        var (column, start) = (0, text.SpanAt(line, 0).Start);
        foreach (var rune in text.Content.AsSpan(start).EnumerateRunes())
        {
            if ((bytes -= rune.Utf8SequenceLength) < 0)
            {
                break;
            }
            column += rune.Utf16SequenceLength;
        }
        return column;
    }
}
