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
            return JsonValues.Of(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw call.Refused(
                exception.LineNumber is { } line
                    ? $"this is no JSON from line {line + 1} on"
                    : "this JSON has half a character in a string",
                "pass one complete JSON value"
            );
        }
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
