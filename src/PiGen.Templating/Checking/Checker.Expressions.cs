using PiGen.Templating.Syntax;

namespace PiGen.Templating.Checking;

internal sealed partial class Checker
{
    private Shape Check(Expression expression)
    {
        if (IsTooDeep())
        {
            return Shape.Unknown;
        }
        if (expression.IsPath)
        {
            return Called(CheckPath(expression, isLenient: false), expression);
        }
        switch (expression)
        {
            case Nested nested:
                return CheckNested(nested);
            case Binary binary:
                return CheckBinary(binary);
            case Conditional choice:
                Check(choice.Condition);
                return Check(choice.Then).Or(Check(choice.Otherwise));
            case Call call:
                return CheckCall(CheckCallee(call.Target), call, call.Arguments);
            case Pipe pipe:
                return CheckPipe(pipe);
            default:
                CheckParts(expression);
                return Shape.Unknown;
        }
    }

    // What is made of these is new: nothing is known of it.
    private void CheckParts(Expression expression)
    {
        switch (expression)
        {
            case Unary { Operator: UnaryOperator.Alias } alias:
                CheckAlias(alias.Operand);
                break;
            case Unary unary:
                Check(unary.Operand);
                break;
            case Interpolated text:
                Array.ForEach(text.Parts, part => Check(part));
                break;
            case ArrayInitializer array:
                Array.ForEach(array.Items, item => Check(item));
                break;
            case ObjectInitializer members:
                Array.ForEach(members.Values, value => Check(value));
                break;
            case NamedArgument { Value: { } value }:
                Check(value);
                break;
            case AnonymousFunction function:
                Check(function.Definition);
                break;
            case Increment increment:
                Check(increment.Target);
                Blur(increment.Target);
                break;
            case Assign assign:
                CheckAssign(assign);
                break;
        }
    }

    private Shape CheckNested(Nested nested)
    {
        var piped = _piped;
        _piped = default;
        var shape = Check(nested.Inner);
        _piped = piped;
        return shape;
    }

    private Shape CheckBinary(Binary binary)
    {
        var isLenient = binary.Operator is BinaryOperator.Coalesce or BinaryOperator.CoalesceNot;
        var left = isLenient ? CheckLenient(binary.Left) : Check(binary.Left);
        var right = Check(binary.Right);
        return binary.Operator switch
        {
            BinaryOperator.Coalesce => left.Or(right),
            BinaryOperator.CoalesceNot => right,
            _ => Shape.Unknown,
        };
    }

    private Shape CheckPipe(Pipe pipe)
    {
        var from = Check(pipe.From);
        _piped = new(PipeState.Waiting, pipe.From, from);
        var shape = Check(pipe.To);
        _piped = default;
        return shape;
    }

    /// <summary>An expression that is not called if it is a function.</summary>
    private Shape CheckAlias(Expression expression)
    {
        var shape = expression switch
        {
            { IsPath: true } => CheckPath(expression, isLenient: false),
            Nested nested => CheckAlias(nested.Inner),
            _ => Check(expression),
        };
        if (IsInclude(shape))
        {
            names.Open();
        }
        return shape;
    }

    private Shape CheckLenient(Expression expression) =>
        expression switch
        {
            { IsPath: true } => Called(CheckPath(expression, isLenient: true), expression),
            Nested nested => CheckLenient(nested.Inner),
            _ => Check(expression),
        };

    private void CheckAssign(Assign assign)
    {
        if (assign.Operator is not null)
        {
            Check(assign.Target);
            Check(assign.Value);
            Blur(assign.Target);
            return;
        }
        var isFunction = assign.Value.Kind == ExpressionKind.AnonymousFunction;
        Assign(assign.Target, isFunction ? CheckAlias(assign.Value) : Check(assign.Value));
    }

    // x += 1 does not make an x that was not there.
    private void Blur(Expression target)
    {
        if (target is not Variable variable || Find(variable.Name) is not null)
        {
            Learn(target, Shape.Unknown);
        }
    }

    private void Assign(Expression target, Shape shape)
    {
        if (target is Member member)
        {
            CheckPath(member.Target, isLenient: false);
        }
        else if (target is Syntax.Index index)
        {
            CheckPath(index.Target, isLenient: false);
            Check(index.Key);
        }
        Learn(target, shape);
    }

    private void Learn(Expression target, Shape shape)
    {
        switch (target)
        {
            case Variable variable:
                names.Assign(variable.Name, shape);
                break;
            case Member member:
                Attach(member.Target, member.Name, shape);
                break;
            case Syntax.Index { Key: Literal { Value.AsString: { } name } } index:
                Attach(index.Target, name, shape);
                break;
            case Syntax.Index:
                names.OpenMembers();
                break;
        }
    }

    private void Attach(Expression target, string name, Shape shape)
    {
        names.Attach(name);
        if (target is This)
        {
            names.Assign(name, shape);
        }
    }
}
