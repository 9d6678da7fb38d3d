using System.Text;
using System.Text.Json;
using PiGen.Templating.Text;

namespace PiGen.Core.Rendering;

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
