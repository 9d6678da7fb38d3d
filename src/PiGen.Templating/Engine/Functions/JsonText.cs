using System.Buffers;
using System.Collections;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Scriban.Runtime;

namespace PiGen.Templating.Engine.Functions;

/// <summary>Values as JSON. Scriban's own function serializes them by reflection, which a native program cannot.</summary>
internal sealed class JsonText(StrictContext context)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public static string Of(FunctionCall call)
    {
        var text = new JsonText(call.Context);
        using (var writer = new Utf8JsonWriter(text._bytes))
        {
            text.Write(writer, call[0], 0);
        }
        return Encoding.UTF8.GetString(text._bytes.WrittenSpan);
    }

    private void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        context.Work(4);
        context.CheckLength(writer.BytesCommitted + writer.BytesPending);
        if (depth > StrictContext.MaxDepth)
        {
            throw new RenderStopped(LimitDiagnostics.ValueDepth(context.Here));
        }
        switch (value)
        {
            case IScriptCustomFunction:
                throw context.Refuse("a function cannot be written as JSON", "call it, or leave it out");
            case IDictionary<string, object?> members:
                WriteMembers(writer, members, depth);
                break;
            case IScriptObject and not IEnumerable:
                WriteMembers(writer, [], depth);
                break;
            case KeyValuePair<string, object?> pair:
                WriteMembers(writer, [new("key", pair.Key), new("value", pair.Value)], depth);
                break;
            case IEnumerable items and not string:
                WriteItems(writer, items, depth);
                break;
            default:
                WriteScalar(writer, value);
                break;
        }
    }

    private void WriteMembers(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            context.Work(name.Length / 8);
            writer.WritePropertyName(name);
            Write(writer, value, depth + 1);
        }
        writer.WriteEndObject();
    }

    private void WriteItems(Utf8JsonWriter writer, IEnumerable items, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(writer, item, depth + 1);
        }
        writer.WriteEndArray();
    }

    private void WriteScalar(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or long or decimal:
                writer.WriteNumberValue(Convert.ToDecimal(value, null));
                break;
            case BigInteger number:
                context.Work((long)number.GetByteCount() * number.GetByteCount() / 64);
                writer.WriteRawValue($"{number}");
                break;
            case float number when float.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case float or double:
                throw context.Refuse(
                    $"the number {context.ObjectToString(value)} cannot be written as JSON",
                    "leave it out"
                );
            case DateTime date:
                writer.WriteStringValue(date);
                break;
            case TimeSpan span:
                writer.WriteStringValue(span.ToString("c"));
                break;
            default:
                WriteText(writer, value as string ?? context.ObjectToString(value) ?? "");
                break;
        }
    }

    // Each character may become \uXXXX.
    private void WriteText(Utf8JsonWriter writer, string text)
    {
        context.Work(text.Length / 8);
        context.CheckLength(writer.BytesCommitted + writer.BytesPending + 6L * text.Length);
        writer.WriteStringValue(text);
    }
}
