using System.Collections;
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
        arguments[0] is { } value ? new Rendered(context.ObjectToString(value) ?? "", Place: null) : null;
}

/// <summary><c>include "name" values…</c>: another template of the pack, which sees the values as <c>$1</c>, <c>$name</c>.</summary>
internal sealed class IncludeFunction()
    : OwnFunction("include", 1, Text("template_name"), new ScriptParameterInfo(typeof(object), "value"))
{
    public override ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

    protected override object? Invoke(StrictContext context, ScriptNode caller, ScriptArray arguments) =>
        context.InPlace(() =>
            context.Include(context.ObjectToString(arguments.Count > 0 ? arguments[0] : null), arguments, caller)
        );
}

/// <summary><c>include_join names separator begin end</c>: many templates. A separator <c>tpl:name</c> is a template too.</summary>
internal sealed class IncludeJoinFunction()
    : OwnFunction(
        "include_join",
        2,
        new ScriptParameterInfo(typeof(IList), "template_names"),
        new ScriptParameterInfo(typeof(object), "separator"),
        new ScriptParameterInfo(typeof(object), "prefix"),
        new ScriptParameterInfo(typeof(object), "suffix")
    )
{
    public const string TemplatePrefix = "tpl:";

    public override ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

    protected override object? Invoke(StrictContext context, ScriptNode caller, ScriptArray arguments)
    {
        var names = (arguments.Count > 0 ? arguments[0] : null) as IEnumerable ?? Array.Empty<object>();
        return context.InPlace(() =>
        {
            var isFirst = true;
            foreach (var name in names)
            {
                WritePart(isFirst ? 2 : 1);
                context.Include(context.ObjectToString(name), arguments, caller);
                isFirst = false;
            }
            WritePart(isFirst ? arguments.Count : 3);
        });

        // It is a value like others, escaped unless its author vouches for it.
        void WritePart(int index)
        {
            var part = index < arguments.Count ? arguments[index] : null;
            if (part is string text && text.StartsWith(TemplatePrefix, StringComparison.Ordinal))
            {
                context.Include(text[TemplatePrefix.Length..], arguments, caller);
            }
            else
            {
                context.Write(caller.Span, part);
            }
        }
    }
}

/// <summary>Looks for a <c>ret</c> with a value.</summary>
internal sealed class ReturnSearch : ScriptVisitor
{
    private bool _isFound;

    /// <summary>Whether a function with this body gives back what it does not print.</summary>
    public static bool GivesBack(ScriptNode? body)
    {
        var search = new ReturnSearch();
        search.Visit(body);
        return search._isFound;
    }

    public override void Visit(ScriptReturnStatement node) => _isFound |= node.Expression is not null;
}
