using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace PiGen.Templating.Evaluation;

/// <summary>JSON as values of the template language: a model that a file holds.</summary>
public static class JsonValues
{
    /// <summary>The value of a JSON element: objects and arrays are copied, numbers are integers where they can be.</summary>
    /// <exception cref="JsonException">A string has half a character, such as <c>\ud800</c> alone.</exception>
    public static Value Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => ObjectOf(element),
            JsonValueKind.Array => ArrayOf(element),
            JsonValueKind.String => TextOf(element.GetString),
            JsonValueKind.Number => NumberOf(element),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null or JsonValueKind.Undefined => default,
        };

    private static string? TextOf(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("a string has half a character", half);
        }
    }

    private static Value NumberOf(JsonElement element)
    {
        if (element.TryGetInt64(out var small))
        {
            return small;
        }
        var text = element.GetRawText();
        return BigInteger.TryParse(text, CultureInfo.InvariantCulture, out var big) && text.Length < 1000
            ? Value.FromBig(big)
            : element.GetDouble();
    }

    private static ScriptObject ObjectOf(JsonElement element)
    {
        var members = new ScriptObject();
        foreach (var property in element.EnumerateObject())
        {
            members.Set(TextOf(() => property.Name)!, Of(property.Value));
        }
        return members;
    }

    private static ScriptArray ArrayOf(JsonElement element)
    {
        var array = new ScriptArray(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            array.Add(Of(item));
        }
        return array;
    }
}
