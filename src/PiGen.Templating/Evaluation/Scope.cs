using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

/// <summary>An object whose members are seen as variables: the page's, that of a <c>with</c>, or the parameters of a function.</summary>
internal struct Scope
{
    public IScriptObject Members;

    /// <summary>Whether it holds a function's parameters: other functions do not see them.</summary>
    public bool IsOfFunction;
}

/// <summary>What belongs to one call of a function or one page: its arguments, its <c>$</c> variables, the block it wraps.</summary>
internal struct LocalFrame
{
    public ScriptObject? Locals;
    public ScriptArray? Arguments;
    public Statement[]? Block;
}

/// <summary>A loop under way.</summary>
internal struct LoopFrame
{
    public string? Variable;
    public bool IsLocal;
    public bool IsWhile;
    public int Scope;
    public int Local;
    public Value Value;
    public Value Previous;
    public long Index;
    public long Count;
}
