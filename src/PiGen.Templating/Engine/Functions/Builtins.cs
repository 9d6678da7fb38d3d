using Scriban;
using Scriban.Runtime;
using ScribanSpan = Scriban.Parsing.SourceSpan;

namespace PiGen.Templating.Engine.Functions;

/// <summary>
/// The names that each template sees besides its model; none of it can be changed. Scriban would find the functions of its
/// objects by reflection, which takes longer than to render a unit: they are listed here by hand instead, and an object is
/// made when the first template names it.
/// </summary>
internal sealed class Builtins : ScriptObject
{
    private static readonly Dictionary<string, Func<object>> Makers = new(StringComparer.Ordinal)
    {
        ["array"] = static () => ArrayObject.Functions,
        ["blank"] = static () => EmptyScriptObject.Default,
        ["date"] = static () => new DateObject(),
        ["empty"] = static () => EmptyScriptObject.Default,
        ["html"] = static () => HtmlObject.Functions,
        ["include"] = static () => new IncludeFunction(),
        ["include_join"] = static () => new IncludeJoinFunction(),
        ["math"] = static () => MathObject.Functions,
        ["object"] = static () => ObjectObject.Functions,
        ["raw"] = static () => new RawFunction(),
        ["regex"] = static () => RegexObject.Functions,
        ["string"] = static () => StringObject.Functions,
        ["timespan"] = static () => TimeSpanObject.Functions,
    };

    public Builtins()
        : base(Makers.Count, autoImportStaticsFromThisType: false) { }

    public static IEnumerable<string> Names => Makers.Keys;

    public override bool Contains(string member) => Makers.ContainsKey(member);

    public override bool CanWrite(string member) => false;

    public override bool TryGetValue(TemplateContext? context, ScribanSpan span, string member, out object? value)
    {
        if (base.TryGetValue(context, span, member, out value))
        {
            return true;
        }
        if (!Makers.TryGetValue(member, out var make))
        {
            return false;
        }
        value = make();
        SetValue(member, value, readOnly: true);
        return true;
    }
}
