using PiGen.Templating.Engine;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Checking;

// Of what an expression makes anew, nothing is known.
internal sealed partial class Checker
{
    public override object? Visit(ScriptLiteral node) => node.Value;

    public override object? Visit(ScriptNestedExpression node) => Apart(() => Called(Visit(node.Expression), node));

    public override object? Visit(ScriptInterpolatedExpression node) => Apart(() => Visit(node.Expression));

    public override object? Visit(ScriptNamedArgument node) => Visit(node.Value);

    public override object? Visit(ScriptAnonymousFunction node) => Visit(node.Function!);

    public override object? Visit(ScriptConditionalExpression node)
    {
        Visit(node.Condition);
        // One of the two takes it, or neither.
        _mayBeTaken |= _piped.Count > 0;
        return Shapes.Or(Visit(node.ThenValue), Visit(node.ElseValue));
    }

    public override object? Visit(ScriptBinaryExpression node)
    {
        var isLenient =
            node.Operator is ScriptBinaryOperator.EmptyCoalescing or ScriptBinaryOperator.NotEmptyCoalescing;
        var left = isLenient ? Lenient(node.Left) : Visit(node.Left);
        var right = Visit(node.Right);
        return node.Operator switch
        {
            ScriptBinaryOperator.EmptyCoalescing => Shapes.Or(left, right),
            ScriptBinaryOperator.NotEmptyCoalescing => right,
            _ => null,
        };
    }

    private object? Lenient(ScriptExpression? expression) =>
        expression switch
        {
            ScriptNestedExpression nested => Apart(() => Lenient(nested.Expression)),
            IScriptVariablePath => Called(PathOf(expression, isLenient: true), expression),
            _ => Visit(expression),
        };

    public override object? Visit(ScriptUnaryExpression node)
    {
        var isAlias = node.Operator == ScriptUnaryOperator.FunctionAlias;
        var shape = isAlias ? Uncalled(node.Right) : DefaultVisit(node);
        if (shape is IncludeFunction or IncludeJoinFunction)
        {
            // What it is called with later is not seen here.
            names.Open(Openness.Variables);
        }
        return shape;
    }

    /// <summary>An expression that is not called if it is a function.</summary>
    private object? Uncalled(ScriptExpression? expression) =>
        expression switch
        {
            ScriptNestedExpression nested => Apart(() => Visit(nested.Expression)),
            IScriptVariablePath => PathOf(expression, isLenient: false),
            _ => Visit(expression),
        };

    // Its members are in reach of those that follow, and of the functions that these call.
    public override object? Visit(ScriptObjectInitializerExpression node)
    {
        var made = new ScriptObject();
        _frames.Add(new(null, made));
        foreach (var member in node.Members)
        {
            Visit(member.Value);
            made[NameOf(member)] = null;
            names.Bind(NameOf(member), null);
        }
        _frames.RemoveAt(_frames.Count - 1);
        return null;
    }

    private static string NameOf(ScriptObjectMember member) =>
        (member.Name as ScriptVariable)?.Name ?? (member.Name as ScriptLiteral)?.Value?.ToString() ?? "";

    public override object? Visit(ScriptIncrementDecrementExpression node) => CheckChange(node.Right);

    public override object? Visit(ScriptAssignExpression node)
    {
        var value = Visit(node.Value);
        return node.EqualToken.TokenType == TokenType.Equal ? Assign(node.Target, value) : CheckChange(node.Target);
    }

    // x += 1 does not make an x that was not there.
    private object? CheckChange(ScriptExpression? target)
    {
        Visit(target);
        if (target is not ScriptVariable variable || TryFind(variable.Name, out _))
        {
            Learn(target, null);
        }
        return null;
    }

    private object? Assign(ScriptExpression? target, object? shape)
    {
        var (owner, name) = PartsOf(target);
        Visit((target as ScriptIndexerExpression)?.Index);
        if (
            owner is not null
            && OwnerOf(owner, isLenient: false) is IScriptObject members
            && (members.IsReadOnly || (members is ScriptObject && name is not null && !members.CanWrite(name)))
        )
        {
            Report(EngineDiagnostics.ReadOnly(Places.Of(target!)));
        }
        Learn(target, shape);
        return null;
    }

    private void Learn(ScriptExpression? target, object? shape)
    {
        var (owner, name) = PartsOf(target);
        if (owner is not null && name is null)
        {
            names.Open(Openness.Members);
        }
        else if (owner is not null)
        {
            names.Attach(name!);
        }
        if (owner is null or ScriptThisExpression && name is not null)
        {
            names.Assign(name, shape);
        }
    }

    private static (ScriptExpression? Owner, string? Name) PartsOf(ScriptExpression? target) =>
        target switch
        {
            ScriptNestedExpression nested => PartsOf(nested.Expression),
            ScriptVariableGlobal variable => (null, variable.Name),
            ScriptMemberExpression member => (member.Target, member.Member?.Name),
            ScriptIndexerExpression index => (index.Target, TextIn(index.Index)),
            _ => default,
        };

    private static string? TextIn(ScriptNode? literal) => (literal as ScriptLiteral)?.Value as string;
}
