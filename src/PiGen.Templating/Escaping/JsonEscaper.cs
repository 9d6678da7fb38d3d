using System.Text.Encodings.Web;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Escaping;

/// <summary>JSON: within quotes a value is part of that string, elsewhere it is a value of its own.</summary>
internal sealed class JsonEscaper : Escaper
{
    public override string? Write(OutputBuffer output, Value value, string text)
    {
        var isQuoted = OpenQuote(LineOf(output)) == '"';
        if (!isQuoted && value.Kind is ValueKind.Boolean or ValueKind.Integer or ValueKind.BigInteger)
        {
            output.Append(text);
            return null;
        }
        if (!isQuoted && value.IsFloat)
        {
            output.Append(text);
            return double.IsFinite(value.AsFloat) ? null : "JSON has no infinite numbers";
        }
        if (!isQuoted && value.Kind is not (ValueKind.String or ValueKind.Date or ValueKind.TimeSpan))
        {
            return "write '| object.to_json | raw' for an array or an object";
        }
        output.Append(isQuoted ? Escaped(text) : $"\"{Escaped(text)}\"");
        return null;
    }

    /// <summary>What stands between the quotes of a JSON string, which is a double-quoted YAML string too.</summary>
    public static string Escaped(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
}
