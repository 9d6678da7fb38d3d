using System.Text;
using System.Text.Json;
using PiGen.Templating.Engine;
using PiGen.Templating.Text;
using Scriban.Runtime;
using static PiGen.Templating.Text.Diagnostic;

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

/// <summary>The strings of a JSON text with their places, for what the JSON reader refuses without a place.</summary>
internal static class JsonStrings
{
    /// <summary>Says which name is repeated in one object, or which string has half a character.</summary>
    /// <param name="text">JSON with one of the two.</param>
    public static Diagnostic Refuse(SourceText text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text.Content);
        var reader = new Utf8JsonReader(utf8);
        var names = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            var isName = reader.TokenType == JsonTokenType.PropertyName;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                names.Push(new(StringComparer.Ordinal));
            }
            else if (reader.TokenType == JsonTokenType.EndObject)
            {
                names.Pop();
            }
            else if ((isName || reader.TokenType == JsonTokenType.String) && TextOf(reader) is var written)
            {
                if (written is null)
                {
                    return ModelDiagnostics.HalfCharacter(PlaceOf(text, utf8, reader));
                }
                if (isName && !names.Peek().Add(written))
                {
                    return ModelDiagnostics.RepeatedName(PlaceOf(text, utf8, reader));
                }
            }
        }
        return ModelDiagnostics.BrokenJson(text.Span(0, 0));
    }

    private static string? TextOf(Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static SourceSpan PlaceOf(SourceText text, byte[] utf8, Utf8JsonReader reader)
    {
        const int Quotes = 2;
        var start = (int)reader.TokenStartIndex;
        var token = utf8.AsSpan(start, reader.ValueSpan.Length + Quotes);
        return text.Span(Encoding.UTF8.GetCharCount(utf8.AsSpan(0, start)), Encoding.UTF8.GetCharCount(token));
    }
}

/// <summary>What can be wrong with a model that a person wrote, PG0421 and on.</summary>
internal static class ModelDiagnostics
{
    public static Diagnostic NoObject(SourceSpan place) =>
        Error("PG0421", place, "a model is an object, names with values", "write it as in { \"name\": \"red\" }");

    public static Diagnostic BrokenJson(SourceSpan place) =>
        Error(
            "PG0422",
            place,
            "this is not JSON from here on",
            "look for a missing comma, quote or bracket before this place"
        );

    public static Diagnostic BrokenYaml(SourceSpan place, string problem) =>
        Error(
            "PG0423",
            place,
            $"this is not YAML: {problem}",
            "look at the indentation and the quotes before this place"
        );

    public static Diagnostic RepeatedName(SourceSpan name) =>
        Error("PG0424", name, "this name stands here twice", "keep one of them");

    public static Diagnostic NotInAModel(SourceSpan place, string what) =>
        Error("PG0425", place, $"{what} cannot be in a model", "write one document of plain names, lists and values");

    public static Diagnostic HalfCharacter(SourceSpan text) =>
        Error(
            "PG0426",
            text,
            "this has half a character (a lone surrogate)",
            "write both halves, or the character itself"
        );
}
