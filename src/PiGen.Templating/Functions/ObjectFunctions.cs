using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary>The object <c>object</c>.</summary>
internal static class ObjectFunctions
{
    private const string NoEval = "a template says itself what it does";

    public static ScriptObject Create() =>
        new FunctionTable("object")
            .Add(
                "default",
                "value default",
                static (in FunctionCall c) => c[0].IsNull || c[0].AsString is "" ? c[1] : c[0]
            )
            .LeaveOut("eval", NoEval)
            .LeaveOut("eval_template", NoEval)
            .Add("format", "value format culture?", static (in FunctionCall c) => Formatting.Format(c))
            .Add(
                "has_key",
                "value key",
                static (in FunctionCall c) => c[0].AsObject?.TryGetMember(c.Text(1), out _) == true
            )
            .Add(
                "has_value",
                "value key",
                static (in FunctionCall c) =>
                    c[0].AsObject is { } o && o.TryGetMember(c.Text(1), out var v) && !v.IsNull
            )
            .Add("keys", "value", Keys)
            .Add("values", "value", Values)
            .Add("size", "value", Size)
            .Add("typeof", "value", static (in FunctionCall c) => TypeOf(c[0]))
            .Add("kind", "value", static (in FunctionCall c) => KindOf(c[0]))
            .Add("from_json", "json", static (in FunctionCall c) => Json.Read(c))
            .Add("to_json", "value", static (in FunctionCall c) => Json.Write(c))
            .Build();

    private static Value Keys(in FunctionCall call)
    {
        var names = new ScriptArray();
        foreach (var name in call[0].AsObject?.MemberNames ?? [])
        {
            names.Add(name);
        }
        return names;
    }

    private static Value Values(in FunctionCall call)
    {
        var values = new ScriptArray();
        foreach (var name in call[0].AsObject?.MemberNames ?? [])
        {
            values.Add(call[0].AsObject!.TryGetMember(name, out var value) ? value : default);
        }
        return values;
    }

    private static Value Size(in FunctionCall call) =>
        call[0].Kind switch
        {
            ValueKind.String => call.Text(0).Length,
            ValueKind.Array => call[0].AsArray!.Count,
            ValueKind.Range => call[0].AsRange!.Count,
            ValueKind.Object => call[0].AsObject!.MemberNames.Count,
            _ => 0,
        };

    private static string? TypeOf(Value value) =>
        value.Kind switch
        {
            ValueKind.Null => null,
            ValueKind.String => "string",
            ValueKind.Boolean => "boolean",
            ValueKind.Integer or ValueKind.BigInteger or ValueKind.Float => "number",
            ValueKind.Range => "iterator",
            ValueKind.Array => "array",
            ValueKind.Object or ValueKind.Function or ValueKind.Date or ValueKind.TimeSpan => "object",
        };

    private static string? KindOf(Value value) =>
        value.Kind switch
        {
            ValueKind.Null => null,
            ValueKind.String => "string",
            ValueKind.Boolean => "bool",
            ValueKind.Integer => value.AsInteger is >= int.MinValue and <= int.MaxValue ? "int" : "long",
            ValueKind.BigInteger => "bigint",
            ValueKind.Float => "double",
            ValueKind.Range => "range",
            ValueKind.Array => "array",
            ValueKind.Function => "function",
            ValueKind.Object or ValueKind.Date or ValueKind.TimeSpan => "object",
        };
}
