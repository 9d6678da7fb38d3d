using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Scriban.Runtime;

namespace PiGen.Templating.Engine;

/// <summary>JSON as Scriban's values.</summary>
public static class JsonValues
{
    /// <summary>The value of a JSON element: objects and arrays are copied, numbers are integers where they can be.</summary>
    /// <exception cref="JsonException">A string has half a character, such as <c>\ud800</c> alone.</exception>
    public static object? Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => ObjectOf(element),
            JsonValueKind.Array => ArrayOf(element),
            JsonValueKind.String => TextOf(element.GetString),
            JsonValueKind.Number => NumberOf(element),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null or JsonValueKind.Undefined => null,
        };

    /// <summary>An integer in the smallest of the types that Scriban has for it.</summary>
    public static object Fit(BigInteger number) =>
        number >= int.MinValue && number <= int.MaxValue ? (int)number
        : number >= long.MinValue && number <= long.MaxValue ? (long)number
        : number;

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

    private static object NumberOf(JsonElement element)
    {
        if (element.TryGetInt32(out var small))
        {
            return small;
        }
        var text = element.GetRawText();
        return text.Length < 1000 && BigInteger.TryParse(text, CultureInfo.InvariantCulture, out var big)
            ? Fit(big)
            : element.GetDouble();
    }

    private static ScriptObject ObjectOf(JsonElement element)
    {
        var members = new ScriptObject();
        foreach (var property in element.EnumerateObject())
        {
            members[TextOf(() => property.Name)!] = Of(property.Value);
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
