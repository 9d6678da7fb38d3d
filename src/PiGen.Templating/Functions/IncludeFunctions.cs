using System.Text;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary><c>include</c> and <c>include_join</c>: other templates as text.</summary>
internal static class IncludeFunctions
{
    /// <summary>What a delimiter begins with that is the name of a template.</summary>
    public const string TemplatePrefix = "tpl:";

    public static readonly BuiltinFunction Join = BuiltinFunction.Create(
        "include_join",
        "names separator begin? end?",
        Joined
    );

    public static Value Include(in FunctionCall call)
    {
        if (call.Values.IsEmpty)
        {
            throw call.Refused("'include' needs the name of a template", "write include 'name'");
        }
        return call.Evaluator.Include(call.Text(0), new ScriptArray(call.Values) { Members = call.Named }, call.Place);
    }

    private static Value Joined(in FunctionCall call)
    {
        var names = call.Items(0);
        var builder = new StringBuilder();
        var separator = PartOf(call, 1);
        foreach (var name in names)
        {
            var part = Included(call, call.Evaluator.TextOf(name, call.Place));
            builder.Append(builder.Length > 0 ? separator : "").Append(part);
            call.Evaluator.Charge(call.Place, builder.Length);
        }
        return builder.Length == 0 ? "" : Value.Raw(PartOf(call, 2) + builder + PartOf(call, 3));
    }

    // A delimiter is text, or with the prefix the name of a template.
    private static string PartOf(in FunctionCall call, int index)
    {
        var text = call.TextOrNull(index) ?? "";
        return text.StartsWith(TemplatePrefix, StringComparison.Ordinal)
            ? Included(call, text[TemplatePrefix.Length..])
            : text;
    }

    private static string Included(in FunctionCall call, string name) =>
        call.Evaluator.Include(name, new ScriptArray { name }, call.Place).ToString();
}
