using System.Text;
using System.Text.Json;
using Scriban.Functions;
using Scriban.Runtime;

namespace PiGen.Templating.Engine.Functions;

/// <summary>The object <c>object</c>.</summary>
internal static class ObjectObject
{
    private const string InTheTemplate = "a template says itself what it does";

    public static ScriptObject Functions { get; } = Create();

    private static ScriptObject Create() =>
        new FunctionTable("object")
            .Add("default", "value:any default:any", static c => ObjectFunctions.Default(c[0], c[1]), picks: true)
            .Refuse("eval", InTheTemplate)
            .Refuse("eval_template", InTheTemplate)
            .Add(
                "format",
                "value:any format culture?",
                static c => Formatting.Format(c, c[0] is IFormattable and not IScriptObject)
            )
            .Add(
                "has_key",
                "value:members key",
                static c => ObjectFunctions.HasKey(c[0] as IDictionary<string, object?>, c.Text(1))
            )
            .Add(
                "has_value",
                "value:members key",
                static c => ObjectFunctions.HasValue(c[0] as IDictionary<string, object?>, c.Text(1))
            )
            .Add("keys", "value:any", static c => ObjectFunctions.Keys(c.Context, Whole(c)))
            .Add("values", "value:any", static c => ObjectFunctions.Values(c.Context, Whole(c)))
            .Add("size", "value:any", static c => FunctionCall.CountOf(c.List(0)))
            .Add("typeof", "value:any", static c => ObjectFunctions.Typeof(Rendered.Plain(c[0])))
            .Add("kind", "value:any", static c => ObjectFunctions.Kind(c.Context, Rendered.Plain(c[0])))
            .Add("from_json", "json", FromJson)
            .Add("to_json", "value:any", static c => JsonText.Of(c))
            .Build();

    private static object? Whole(FunctionCall call) => call.List(0) ?? call[0];

    private static object? FromJson(FunctionCall call)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(call.Given(0));
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
                call.Context.Work(6);
                call.Context.Made(64);
            }
            using var document = JsonDocument.Parse(bytes);
            return JsonValues.Of(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw call.Context.Refuse(
                exception.LineNumber is { } line ? $"this is no JSON from line {line + 1} on" : "this is no JSON",
                "pass one complete JSON value"
            );
        }
    }
}
