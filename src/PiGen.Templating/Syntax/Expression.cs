using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Syntax;

/// <summary>What an <see cref="Expression"/> is, so that the evaluator can branch without asking for its type.</summary>
internal enum ExpressionKind
{
    Literal,
    Interpolated,
    Variable,
    Local,
    This,
    Arguments,
    LoopVariable,
    BlockDelegate,
    Nested,
    Member,
    IsEmpty,
    Index,
    Unary,
    Increment,
    Binary,
    Conditional,
    Assign,
    Array,
    Object,
    Call,
    NamedArgument,
    Pipe,
    AnonymousFunction,
}

/// <summary>A part of the tree that has a value.</summary>
internal abstract class Expression(ExpressionKind kind, int start, int end) : Node(start, end)
{
    public ExpressionKind Kind { get; } = kind;

    /// <summary>Whether it names a place: something that can be assigned to, and that is called when it holds a function.</summary>
    public bool IsPath { get; } =
        kind
        is ExpressionKind.Variable
            or ExpressionKind.Local
            or ExpressionKind.Member
            or ExpressionKind.Index
            or ExpressionKind.This
            or ExpressionKind.Arguments
            or ExpressionKind.LoopVariable
            or ExpressionKind.IsEmpty;
}

internal sealed class Literal(Value value, int start, int end) : Expression(ExpressionKind.Literal, start, end)
{
    public Value Value { get; } = value;
}

internal sealed class Interpolated(Expression[] parts, int start, int end)
    : Expression(ExpressionKind.Interpolated, start, end)
{
    public Expression[] Parts { get; } = parts;
}

internal sealed class Variable(string name, int start, int end) : Expression(ExpressionKind.Variable, start, end)
{
    public string Name { get; } = name;
}

/// <summary><c>$name</c>: seen only in the function or page that sets it.</summary>
internal sealed class Local(string name, int start, int end) : Expression(ExpressionKind.Local, start, end)
{
    /// <summary>The name without <c>$</c>.</summary>
    public string Name { get; } = name;
}

internal sealed class This(int start, int end) : Expression(ExpressionKind.This, start, end);

/// <summary><c>$</c>: the arguments that the function or page was called with.</summary>
internal sealed class Arguments(int start, int end) : Expression(ExpressionKind.Arguments, start, end);

/// <summary><c>$$</c>: the block that <c>wrap</c> hands to a function.</summary>
internal sealed class BlockDelegate(int start, int end) : Expression(ExpressionKind.BlockDelegate, start, end);

internal sealed class Nested(Expression inner, int start, int end) : Expression(ExpressionKind.Nested, start, end)
{
    public Expression Inner { get; } = inner;
}

internal sealed class Member(Expression target, string name, int nameStart, bool isConditional, int start, int end)
    : Expression(ExpressionKind.Member, start, end)
{
    public Expression Target { get; } = target;

    public string Name { get; } = name;

    public int NameStart { get; } = nameStart;

    /// <summary>Whether a <c>?.</c> stands here or further left: null then passes through.</summary>
    public bool IsConditional { get; } = isConditional;
}

internal sealed class IsEmpty(Expression target, int start, int end) : Expression(ExpressionKind.IsEmpty, start, end)
{
    public Expression Target { get; } = target;
}

internal sealed class Index(Expression target, Expression key, bool isConditional, int start, int end)
    : Expression(ExpressionKind.Index, start, end)
{
    public Expression Target { get; } = target;

    public Expression Key { get; } = key;

    public bool IsConditional { get; } = isConditional;
}

internal sealed class Unary(UnaryOperator op, Expression operand, int start, int end)
    : Expression(ExpressionKind.Unary, start, end)
{
    public UnaryOperator Operator { get; } = op;

    public Expression Operand { get; } = operand;
}

/// <summary><c>++x</c>, <c>x++</c>, <c>--x</c>, <c>x--</c>.</summary>
internal sealed class Increment(Expression target, int step, bool isPostfix, int start, int end)
    : Expression(ExpressionKind.Increment, start, end)
{
    public Expression Target { get; } = target;

    public int Step { get; } = step;

    public bool IsPostfix { get; } = isPostfix;
}

internal sealed class Binary(BinaryOperator op, Expression left, Expression right, int start, int end)
    : Expression(ExpressionKind.Binary, start, end)
{
    public BinaryOperator Operator { get; } = op;

    public Expression Left { get; } = left;

    public Expression Right { get; } = right;
}

internal sealed class Conditional(Expression condition, Expression then, Expression otherwise, int start, int end)
    : Expression(ExpressionKind.Conditional, start, end)
{
    public Expression Condition { get; } = condition;

    public Expression Then { get; } = then;

    public Expression Otherwise { get; } = otherwise;
}

/// <summary><c>target = value</c>, or with an operator <c>target += value</c>.</summary>
internal sealed class Assign(Expression target, BinaryOperator? op, Expression value, int start, int end)
    : Expression(ExpressionKind.Assign, start, end)
{
    public Expression Target { get; } = target;

    public BinaryOperator? Operator { get; } = op;

    public Expression Value { get; } = value;
}

internal sealed class ArrayInitializer(Expression[] items, int start, int end)
    : Expression(ExpressionKind.Array, start, end)
{
    public Expression[] Items { get; } = items;
}

internal sealed class ObjectInitializer(string[] names, Expression[] values, int start, int end)
    : Expression(ExpressionKind.Object, start, end)
{
    public string[] Names { get; } = names;

    public Expression[] Values { get; } = values;
}

internal sealed class Call(Expression target, Expression[] arguments, bool isExplicit, int start, int end)
    : Expression(ExpressionKind.Call, start, end)
{
    public Expression Target { get; } = target;

    public Expression[] Arguments { get; } = arguments;

    /// <summary>Whether it is written with parentheses.</summary>
    public bool IsExplicit { get; } = isExplicit;
}

internal sealed class NamedArgument(string name, Expression? value, int start, int end)
    : Expression(ExpressionKind.NamedArgument, start, end)
{
    public string Name { get; } = name;

    /// <summary>None for a flag, such as <c>reversed</c> of <c>for</c>.</summary>
    public Expression? Value { get; } = value;
}

internal sealed class Pipe(Expression from, Expression to, int start, int end)
    : Expression(ExpressionKind.Pipe, start, end)
{
    public Expression From { get; } = from;

    public Expression To { get; } = to;
}

internal sealed class AnonymousFunction(FunctionDefinition definition, int start, int end)
    : Expression(ExpressionKind.AnonymousFunction, start, end)
{
    public FunctionDefinition Definition { get; } = definition;
}
