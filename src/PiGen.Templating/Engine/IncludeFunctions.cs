using System.Text;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Engine;

/// <summary>A function of PiGen's own that templates call like those of Scriban.</summary>
internal abstract class OwnFunction(string name, int required, params ScriptParameterInfo[] parameters)
    : IScriptCustomFunction
{
    public string Name { get; } = name;

    public int RequiredParameterCount => required;

    public int ParameterCount => parameters.Length;

    public virtual ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(object);

    public ScriptParameterInfo GetParameterInfo(int index) => parameters[Math.Min(index, parameters.Length - 1)];

    public object? Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => Invoke((StrictContext)context, callerContext ?? context.CurrentNode!, arguments);

    public ValueTask<object?> InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => new(Invoke(context, callerContext, arguments, blockStatement));

    protected abstract object? Invoke(StrictContext context, ScriptNode caller, ScriptArray arguments);

    protected static ScriptParameterInfo Text(string name) => new(typeof(string), name);
}

/// <summary><c>value | raw</c>: the author vouches for it, so it is printed as it is.</summary>
internal sealed class RawFunction() : OwnFunction("raw", 1, new ScriptParameterInfo(typeof(object), "value"))
{
    protected override object? Invoke(StrictContext context, ScriptNode caller, ScriptArray arguments) =>
        arguments[0] switch
        {
            null => null,
            Rendered rendered => rendered,
            var value => new Rendered(context.ObjectToString(value) ?? ""),
        };
}

/// <summary><c>include "name" values…</c>: another template of the pack, which sees the values as <c>$1</c>, <c>$name</c>.</summary>
internal sealed class IncludeFunction()
    : OwnFunction("include", 1, Text("template_name"), new ScriptParameterInfo(typeof(object), "value"))
{
    public override ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

    protected override object? Invoke(StrictContext context, ScriptNode caller, ScriptArray arguments) =>
        context.Include(context.ObjectToString(arguments.Count > 0 ? arguments[0] : null), arguments, caller);
}

/// <summary><c>include_join names separator begin end</c>: many templates. A separator <c>tpl:name</c> is a template too.</summary>
internal sealed class IncludeJoinFunction()
    : OwnFunction(
        "include_join",
        2,
        new ScriptParameterInfo(typeof(System.Collections.IList), "template_names"),
        Text("separator"),
        Text("prefix"),
        Text("suffix")
    )
{
    public const string TemplatePrefix = "tpl:";

    public override ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

    protected override object? Invoke(StrictContext context, ScriptNode caller, ScriptArray arguments)
    {
        var separator = Part(1);
        var (begin, end) = (Part(2), Part(3));
        var text = new StringBuilder();
        foreach (
            var name in arguments.Count > 0 && arguments[0] is System.Collections.IEnumerable names
                ? names
                : Array.Empty<string>()
        )
        {
            text.Append(text.Length > 0 ? separator : "")
                .Append(context.Include(context.ObjectToString(name), arguments, caller));
            context.CheckLength(text.Length);
        }
        return text.Length == 0 ? "" : new Rendered(begin + text + end);

        string Part(int index)
        {
            var part = index < arguments.Count ? context.ObjectToString(arguments[index]) ?? "" : "";
            return part.StartsWith(TemplatePrefix, StringComparison.Ordinal)
                ? context.Include(part[TemplatePrefix.Length..], arguments, caller).Text
                : part;
        }
    }
}
