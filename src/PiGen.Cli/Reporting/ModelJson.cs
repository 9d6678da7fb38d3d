using System.Text;
using System.Text.Json;
using PiGen.Templating.Evaluation;

namespace PiGen.Cli.Reporting;

/// <summary>What templates see, as JSON: objects, arrays, strings, integers, booleans and null, which is all that a model is made of.</summary>
internal static class ModelJson
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n" };

    public static string Write(Value model)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            Write(writer, model);
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, Value value)
    {
        if (value.AsArray is { } array)
        {
            writer.WriteStartArray();
            foreach (var item in array)
            {
                Write(writer, item);
            }
            writer.WriteEndArray();
        }
        else if (value.AsObject is { } members)
        {
            WriteMembers(writer, members);
        }
        else
        {
            WriteScalar(writer, value);
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, IScriptObject members)
    {
        writer.WriteStartObject();
        foreach (var name in members.MemberNames)
        {
            if (members.TryGetMember(name, out var member))
            {
                writer.WritePropertyName(name);
                Write(writer, member);
            }
        }
        writer.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter writer, Value value)
    {
        if (value.IsNull)
        {
            writer.WriteNullValue();
        }
        else if (value.Kind == ValueKind.Boolean)
        {
            writer.WriteBooleanValue(value.IsTrue);
        }
        else if (value.Kind == ValueKind.Integer)
        {
            writer.WriteNumberValue(value.AsInteger);
        }
        else
        {
            writer.WriteStringValue(value.ToString());
        }
    }
}
