using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Escaping;

/// <summary>YAML: within quotes a value is part of that string; elsewhere it is quoted unless it is plainly a word.</summary>
internal sealed class YamlEscaper : Escaper
{
    private static readonly HashSet<string> NoStrings = new(StringComparer.OrdinalIgnoreCase)
    {
        "true",
        "false",
        "null",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
    };

    public override string? Write(OutputBuffer output, Value value, string text)
    {
        var line = LineOf(output);
        var quote = OpenQuote(line);
        if (quote == '"')
        {
            output.Append(JsonEscaper.Escaped(text));
            return null;
        }
        if (quote == '\'')
        {
            output.Append(text.Replace("'", "''", StringComparison.Ordinal));
            return HasLineEnd(text) ? NoLineEnd : null;
        }
        if (line.TrimStart() is ['#', ..] || line.Contains(" #", StringComparison.Ordinal))
        {
            output.Append(text);
            return HasLineEnd(text) ? NoLineEnd : null;
        }
        return WritePlain(output, value, text, line.IsEmpty || line[^1] is ' ' or '[' or '{' or ',');
    }

    private static string? WritePlain(OutputBuffer output, Value value, string text, bool startsScalar)
    {
        var isSafe = text.Length > 0 && !text.AsSpan().ContainsAnyExcept(SafeNames.InYaml);
        if (!startsScalar)
        {
            output.Append(text);
            return isSafe ? null : "this value must stand in quotes: put \"\" round the whole";
        }
        if (value.Kind is ValueKind.Array or ValueKind.Range or ValueKind.Object or ValueKind.Function)
        {
            return "write '| object.to_json | raw' for an array or an object";
        }
        var isWord =
            value.Kind != ValueKind.String || (isSafe && char.IsAsciiLetter(text[0]) && !NoStrings.Contains(text));
        output.Append(isWord ? text : $"\"{JsonEscaper.Escaped(text)}\"");
        return null;
    }
}
