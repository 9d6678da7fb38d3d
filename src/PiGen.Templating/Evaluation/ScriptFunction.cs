using PiGen.Templating.Syntax;
using PiGen.Templating.Text;

namespace PiGen.Templating.Evaluation;

/// <summary>A value that can be called.</summary>
public abstract class ScriptFunction
{
    private protected ScriptFunction(string name) => Name = name;

    public string Name { get; }

    /// <summary>None if it takes whatever it is given, as a simple <c>func</c> does.</summary>
    internal abstract Parameter[]? Parameters { get; }
}

/// <summary>A function that a template defines, with the source it stands in.</summary>
internal sealed class TemplateFunction(FunctionDefinition definition, SourceText source)
    : ScriptFunction(definition.Name)
{
    public FunctionDefinition Definition { get; } = definition;

    public SourceText Source { get; } = source;

    internal override Parameter[]? Parameters => Definition.Parameters;
}
