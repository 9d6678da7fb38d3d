using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Engine.Functions;

/// <summary>One of Scriban's functions, whose work is counted by what it reads and makes.</summary>
internal sealed class CountedFunction(string name, IScriptCustomFunction function) : IScriptCustomFunction
{
    // Scriban would spell an object out in its message, and one that contains itself without end.
    private readonly bool _isOfNumbers = name == "object.format" || name.StartsWith("math.", StringComparison.Ordinal);

    /// <summary>As templates write it: <c>string.slice</c>.</summary>
    public string Name { get; } = name;

    public int RequiredParameterCount => function.RequiredParameterCount;

    public int ParameterCount => function.ParameterCount;

    public ScriptVarParamKind VarParamKind => function.VarParamKind;

    public Type ReturnType => function.ReturnType;

    public ScriptParameterInfo GetParameterInfo(int index) => function.GetParameterInfo(index);

    public object? Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    )
    {
        var strict = (StrictContext)context;
        long read = 1;
        for (var at = 0; at < arguments.Count; at++)
        {
            arguments[at] = Rendered.Plain(arguments[at]);
            if (_isOfNumbers && arguments[at] is ScriptObject)
            {
                throw strict.Refuse($"'{Name}' does not work on an object", "pass a number");
            }
            read += StrictContext.SizeOf(arguments[at]);
        }
        strict.Work(read / 4);
        var result = strict.Settled(function.Invoke(context, callerContext, arguments, blockStatement));
        strict.Work(StrictContext.SizeOf(result) / 4);
        return result;
    }

    public ValueTask<object?> InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => new(Invoke(context, callerContext, arguments, blockStatement));
}

/// <summary>A function of Scriban's that is left out on purpose.</summary>
internal sealed class RefusedFunction(string name, string reason) : OwnFunction(name, 0, Text("value"))
{
    public string Reason { get; } = reason;

    public override ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

    protected override object? Invoke(StrictContext context, ScriptNode caller, ScriptArray arguments) =>
        throw new RenderStopped(EngineDiagnostics.LeftOut(Places.Of(caller), Name, Reason));
}
