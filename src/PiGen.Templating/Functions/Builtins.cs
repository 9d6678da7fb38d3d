using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary>All that every template sees: the objects with functions, <c>include</c>, <c>raw</c> and <c>empty</c>.</summary>
internal static class Builtins
{
    public static ScriptObject Root { get; } =
        new ScriptObject
        {
            { "array", ArrayFunctions.Create() },
            { "date", DateFunctions.Create() },
            { "html", HtmlFunctions.Create() },
            { "math", MathFunctions.Create() },
            { "object", ObjectFunctions.Create() },
            { "regex", RegexFunctions.Create() },
            { "string", StringFunctions.Create() },
            { "timespan", TimeSpanFunctions.Create() },
            { "empty", Value.From(EmptyObject.Instance) },
            { "include", BuiltinFunction.CreateOpen("include", IncludeFunctions.Include) },
            { "include_join", IncludeFunctions.Join },
            { "raw", BuiltinFunction.Create("raw", "text", static (in FunctionCall call) => Value.Raw(call.Text(0))) },
        }.Freeze();
}
