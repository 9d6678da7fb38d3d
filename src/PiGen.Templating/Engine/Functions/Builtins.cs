using Scriban;
using Scriban.Functions;
using Scriban.Runtime;
using ScribanSpan = Scriban.Parsing.SourceSpan;

namespace PiGen.Templating.Engine.Functions;

/// <summary>
/// The names that each template sees besides its model. Scriban finds the functions of its objects by reflection, which takes
/// longer than to render a unit: an object is made when a template names it. None of it can be changed.
/// </summary>
internal sealed class Builtins : ScriptObject
{
    private const string SameText = "the same input must give the same text";
    private const string NoClock = "there is no clock, so that the same input gives the same text";
    private const string InTheTemplate = "a template says itself what it does";

    private static readonly Dictionary<string, Func<object>> Made = new(StringComparer.Ordinal)
    {
        ["array"] = () => Counted("array", new ArrayFunctions()),
        ["blank"] = () => EmptyScriptObject.Default,
        ["date"] = () => Counted("date", new DateTimeFunctions()),
        ["empty"] = () => EmptyScriptObject.Default,
        ["html"] = () => Counted("html", new HtmlFunctions()),
        ["include"] = () => new IncludeFunction(),
        ["include_join"] = () => new IncludeJoinFunction(),
        ["math"] = () => Counted("math", new MathFunctions()),
        ["object"] = () => Counted("object", new ObjectFunctions()),
        ["raw"] = () => new RawFunction(),
        ["regex"] = () => Counted("regex", new RegexFunctions()),
        ["string"] = () => Counted("string", new StringFunctions()),
        ["timespan"] = () => Counted("timespan", new TimeSpanFunctions()),
    };

    // An artifact is a function of its input, and what a template does can be read in it.
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["date.now"] = NoClock,
        ["date.utc_now"] = NoClock,
        ["math.random"] = SameText,
        ["math.uuid"] = SameText,
        ["object.eval"] = InTheTemplate,
        ["object.eval_template"] = InTheTemplate,
    };

    public static IEnumerable<string> Names => Made.Keys;

    public override bool Contains(string member) => Made.ContainsKey(member);

    public override bool CanWrite(string member) => false;

    public override bool TryGetValue(TemplateContext? context, ScribanSpan span, string member, out object? value)
    {
        if (base.TryGetValue(context, span, member, out value))
        {
            return true;
        }
        if (!Made.TryGetValue(member, out var make))
        {
            return false;
        }
        value = make();
        SetValue(member, value, readOnly: true);
        return true;
    }

    private static ScriptObject Counted(string prefix, ScriptObject functions)
    {
        foreach (var member in functions.GetMembers().ToArray())
        {
            var name = $"{prefix}.{member}";
            if (Refused.TryGetValue(name, out var reason))
            {
                functions.SetValue(member, new RefusedFunction(name, reason), readOnly: true);
            }
            else if (functions[member] is IScriptCustomFunction function)
            {
                functions.SetValue(member, new CountedFunction(name, function), readOnly: true);
            }
        }
        functions.IsReadOnly = true;
        return functions;
    }
}
