namespace PiGen.Templating.Syntax;

/// <summary>What a <see cref="Statement"/> is, so that the evaluator can branch without asking for its type.</summary>
internal enum StatementKind
{
    Text,
    Print,
    Evaluate,
    If,
    For,
    While,
    Case,
    Capture,
    With,
    Wrap,
    ReadOnly,
    Import,
    Function,
    Return,
    Break,
    Continue,
}

/// <summary>A part of the tree that does something.</summary>
internal abstract class Statement(StatementKind kind, int start, int end) : Node(start, end)
{
    public StatementKind Kind { get; } = kind;
}

/// <summary>Text of the template that is written as it stands.</summary>
internal sealed class TextStatement(int start, int end) : Statement(StatementKind.Text, start, end);

/// <summary>An expression whose value is printed.</summary>
/// <param name="indent">The blanks that stand alone before its code block: further lines of the value begin with them too.</param>
internal sealed class Print(Expression expression, string? indent)
    : Statement(StatementKind.Print, expression.Start, expression.End)
{
    public Expression Expression { get; } = expression;

    public string? Indent { get; } = indent;
}

/// <summary>An expression evaluated for its effect alone: an assignment.</summary>
internal sealed class Evaluate(Expression expression)
    : Statement(StatementKind.Evaluate, expression.Start, expression.End)
{
    public Expression Expression { get; } = expression;
}

/// <summary>One <c>if</c> with its <c>else if</c>: conditions and the blocks they guard, in order; the last block may have no condition.</summary>
internal sealed class If(Expression[] conditions, Statement[][] blocks, int start, int end)
    : Statement(StatementKind.If, start, end)
{
    public Expression[] Conditions { get; } = conditions;

    public Statement[][] Blocks { get; } = blocks;
}

internal sealed class For(
    Expression variable,
    Expression iterator,
    NamedArgument[] options,
    Statement[] body,
    Statement[]? otherwise,
    bool isTableRow,
    int start,
    int end
) : Statement(StatementKind.For, start, end)
{
    public Expression Variable { get; } = variable;

    public Expression Iterator { get; } = iterator;

    public NamedArgument[] Options { get; } = options;

    public Statement[] Body { get; } = body;

    /// <summary>What is done if there is no turn.</summary>
    public Statement[]? Otherwise { get; } = otherwise;

    public bool IsTableRow { get; } = isTableRow;
}

internal sealed class While(Expression condition, Statement[] body, int start, int end)
    : Statement(StatementKind.While, start, end)
{
    public Expression Condition { get; } = condition;

    public Statement[] Body { get; } = body;
}

internal sealed class When(Expression[] matches, Statement[] body)
{
    public Expression[] Matches { get; } = matches;

    public Statement[] Body { get; } = body;
}

internal sealed class Case(Expression subject, When[] whens, Statement[]? otherwise, int start, int end)
    : Statement(StatementKind.Case, start, end)
{
    public Expression Subject { get; } = subject;

    public When[] Whens { get; } = whens;

    public Statement[]? Otherwise { get; } = otherwise;
}

internal sealed class Capture(Expression target, Statement[] body, int start, int end)
    : Statement(StatementKind.Capture, start, end)
{
    public Expression Target { get; } = target;

    public Statement[] Body { get; } = body;
}

internal sealed class With(Expression subject, Statement[] body, int start, int end)
    : Statement(StatementKind.With, start, end)
{
    public Expression Subject { get; } = subject;

    public Statement[] Body { get; } = body;
}

internal sealed class Wrap(Expression target, Statement[] body, int start, int end)
    : Statement(StatementKind.Wrap, start, end)
{
    public Expression Target { get; } = target;

    public Statement[] Body { get; } = body;
}

internal sealed class ReadOnly(Expression variable, int start, int end) : Statement(StatementKind.ReadOnly, start, end)
{
    public Expression Variable { get; } = variable;
}

internal sealed class Import(Expression subject, int start, int end) : Statement(StatementKind.Import, start, end)
{
    public Expression Subject { get; } = subject;
}

internal sealed class Function(Expression name, FunctionDefinition definition, int start, int end)
    : Statement(StatementKind.Function, start, end)
{
    public Expression Name { get; } = name;

    public FunctionDefinition Definition { get; } = definition;
}

internal sealed class Return(Expression? value, int start, int end) : Statement(StatementKind.Return, start, end)
{
    public Expression? Value { get; } = value;
}

internal sealed class Break(int start, int end) : Statement(StatementKind.Break, start, end);

internal sealed class Continue(int start, int end) : Statement(StatementKind.Continue, start, end);
