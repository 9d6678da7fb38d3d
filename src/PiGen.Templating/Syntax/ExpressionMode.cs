namespace PiGen.Templating.Syntax;

/// <summary>Where an expression stands, which decides what may follow its first operand.</summary>
internal enum ExpressionMode
{
    Default,

    /// <summary>A whole statement: the only place of an assignment.</summary>
    Statement,

    /// <summary>What follows <c>in</c>: a name after it is an option of the loop, no argument.</summary>
    Iterator,

    /// <summary>What follows <c>when</c>: <c>||</c> separates matches.</summary>
    When,

    /// <summary>A branch of <c>a ? b : c</c>: <c>:</c> makes no named argument.</summary>
    Branch,

    /// <summary>One operand with its members and indexes, no operators: the value of a named argument.</summary>
    Basic,

    /// <summary>What follows <c>|</c>: a name is called.</summary>
    PipeTarget,
}
