using System.Text;
using System.Text.Json;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary>Values as JSON, and JSON as values.</summary>
internal static class Json
{
    private const int MaxDepth = 64;

    public static Value Read(in FunctionCall call)
    {
        try
        {
            using var document = JsonDocument.Parse(call.Text(0), new JsonDocumentOptions { MaxDepth = MaxDepth });
            return ValueOf(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw call.Refused(
                $"this is no JSON from line {exception.LineNumber + 1} on",
                "pass one complete JSON value"
            );
        }
    }

    /// <summary>The value of a JSON element: objects and arrays are copied, numbers are integers where they can be.</summary>
    public static Value ValueOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => ObjectOf(element),
            JsonValueKind.Array => ArrayOf(element),
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => NumberOf(element),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null or JsonValueKind.Undefined => default,
        };

    private static Value NumberOf(JsonElement element)
    {
        if (element.TryGetInt64(out var small))
        {
            return small;
        }
        var text = element.GetRawText();
        return
            System.Numerics.BigInteger.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var big)
            && text.Length < 1000
            ? Value.FromBig(big)
            : element.GetDouble();
    }

    private static ScriptObject ObjectOf(JsonElement element)
    {
        var members = new ScriptObject();
        foreach (var property in element.EnumerateObject())
        {
            members.Set(property.Name, ValueOf(property.Value));
        }
        return members;
    }

    private static ScriptArray ArrayOf(JsonElement element)
    {
        var array = new ScriptArray(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            array.Add(ValueOf(item));
        }
        return array;
    }

    public static Value Write(in FunctionCall call)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, call, call[0], 0);
        }
        return call.Made(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void Write(Utf8JsonWriter writer, in FunctionCall call, Value value, int depth)
    {
        call.Evaluator.Step(call.Place);
        if (depth > MaxDepth)
        {
            throw Evaluator.Fail(LimitDiagnostics.ValueDepth(call.Evaluator.Span(call.Place)));
        }
        switch (value.Kind)
        {
            case ValueKind.Array or ValueKind.Range:
                WriteItems(writer, call, value, depth);
                break;
            case ValueKind.Object:
                WriteMembers(writer, call, value.AsObject!, depth);
                break;
            default:
                WriteScalar(writer, call, value);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, in FunctionCall call, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null or ValueKind.Function:
                writer.WriteNullValue();
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(value.IsTrue);
                break;
            case ValueKind.Integer or ValueKind.BigInteger:
                writer.WriteRawValue(value.ToString());
                break;
            case ValueKind.Float when double.IsFinite(value.AsFloat):
                writer.WriteNumberValue(value.AsFloat);
                break;
            case ValueKind.Date:
                writer.WriteStringValue(value.AsDate);
                break;
            default:
                writer.WriteStringValue(call.Evaluator.TextOf(value, call.Place));
                break;
        }
    }

    private static void WriteItems(Utf8JsonWriter writer, in FunctionCall call, Value value, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in ArrayArithmetic.Copied(call.Evaluator, value, call.Place))
        {
            Write(writer, call, item, depth + 1);
        }
        writer.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter writer, in FunctionCall call, IScriptObject members, int depth)
    {
        writer.WriteStartObject();
        foreach (var name in members.MemberNames)
        {
            writer.WritePropertyName(name);
            Write(writer, call, members.TryGetMember(name, out var value) ? value : default, depth + 1);
        }
        writer.WriteEndObject();
    }
}
