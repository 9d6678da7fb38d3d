using System.Text;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    private Value Evaluate(Expression expression)
    {
        switch (expression.Kind)
        {
            case ExpressionKind.Literal:
                return ((Literal)expression).Value;
            case ExpressionKind.Variable:
            case ExpressionKind.Local:
            case ExpressionKind.Arguments:
            case ExpressionKind.This:
            case ExpressionKind.LoopVariable:
            case ExpressionKind.Member:
            case ExpressionKind.Index:
            case ExpressionKind.IsEmpty:
                return CallIfFunction(Resolve(expression, isLenient: false), expression);
            default:
                CheckStack(expression);
                return EvaluateComposite(expression);
        }
    }

    private Value EvaluateComposite(Expression expression)
    {
        switch (expression.Kind)
        {
            case ExpressionKind.Interpolated:
                return EvaluateInterpolated((Interpolated)expression);
            case ExpressionKind.Nested:
                return EvaluateNested((Nested)expression);
            case ExpressionKind.Unary:
                return EvaluateUnary((Unary)expression);
            case ExpressionKind.Increment:
                return EvaluateIncrement((Increment)expression);
            case ExpressionKind.Binary:
                return EvaluateBinary((Binary)expression);
            case ExpressionKind.Conditional:
                var choice = (Conditional)expression;
                return Evaluate(Evaluate(choice.Condition).IsTrue ? choice.Then : choice.Otherwise);
            case ExpressionKind.Assign:
                EvaluateAssign((Assign)expression);
                return default;
            case ExpressionKind.Array:
                return EvaluateArray((ArrayInitializer)expression);
            case ExpressionKind.Object:
                return EvaluateObject((ObjectInitializer)expression);
            case ExpressionKind.Call:
                var call = (Call)expression;
                return Invoke(EvaluateCallee(call.Target), call, call.Arguments, null);
            case ExpressionKind.Pipe:
                return EvaluatePipe((Pipe)expression);
            case ExpressionKind.AnonymousFunction:
                return EvaluateAlias(expression);
            case ExpressionKind.NamedArgument:
            case ExpressionKind.BlockDelegate:
            default:
                throw Fail(EvaluationDiagnostics.BadOperand(Span(expression), "this has no value of its own"));
        }
    }

    private Value CallIfFunction(Value value, Expression expression) =>
        value.AsFunction is { } function ? Invoke(function, expression, [], null) : value;

    /// <summary>The value of an expression without calling it if it is a function: <c>@f</c>, or what is about to be called.</summary>
    private Value EvaluateAlias(Expression expression) =>
        expression switch
        {
            { IsPath: true } => Resolve(expression, isLenient: false),
            AnonymousFunction function => new TemplateFunction(function.Definition, _source),
            Nested nested => EvaluateAlias(nested.Inner),
            _ => Evaluate(expression),
        };

    /// <summary>The left side of <c>??</c> and <c>?!</c>: there a name may be unknown.</summary>
    private Value EvaluateLenient(Expression expression) =>
        expression switch
        {
            { IsPath: true } => CallIfFunction(Resolve(expression, isLenient: true), expression),
            Nested nested => EvaluateLenient(nested.Inner),
            _ => Evaluate(expression),
        };

    // What is piped into a group from outside is not meant for the first function within it.
    private Value EvaluateNested(Nested nested)
    {
        var (hasPipe, pipe) = (_hasPipe, _pipe);
        _hasPipe = false;
        var value = Evaluate(nested.Inner);
        if (nested.Inner.Kind == ExpressionKind.AnonymousFunction)
        {
            value = CallIfFunction(value, nested.Inner);
        }
        (_hasPipe, _pipe) = (hasPipe, pipe);
        return value;
    }

    private Value EvaluatePipe(Pipe pipe)
    {
        var from = Evaluate(pipe.From);
        (_hasPipe, _pipe) = (true, from);
        var value = Evaluate(pipe.To);
        if (_hasPipe)
        {
            throw Fail(EvaluationDiagnostics.UnusedPipe(Span(pipe.To)));
        }
        return value;
    }

    private Value EvaluateInterpolated(Interpolated text)
    {
        var builder = new StringBuilder();
        foreach (var part in text.Parts)
        {
            builder.Append(TextOf(Evaluate(part), part));
            Charge(text, builder.Length);
        }
        return builder.ToString();
    }

    private Value EvaluateArray(ArrayInitializer initializer)
    {
        var array = new ScriptArray(initializer.Items.Length);
        foreach (var item in initializer.Items)
        {
            array.Add(Evaluate(item));
        }
        Step(initializer, array.Count);
        return array;
    }

    private Value EvaluateObject(ObjectInitializer initializer)
    {
        var members = new ScriptObject();
        for (var at = 0; at < initializer.Names.Length; at++)
        {
            members.Set(initializer.Names[at], Evaluate(initializer.Values[at]));
        }
        return members;
    }

    private Value EvaluateUnary(Unary unary)
    {
        if (unary.Operator == UnaryOperator.Alias)
        {
            return EvaluateAlias(unary.Operand);
        }
        var value = Evaluate(unary.Operand);
        return unary.Operator switch
        {
            UnaryOperator.Not => !value.IsTrue,
            UnaryOperator.Negate => Negated(value, unary),
            UnaryOperator.Plus => Arithmetic.IsNumeric(value)
                ? value
                : throw Fail(EvaluationDiagnostics.BadOperand(Span(unary), $"'+' does not work on {NameOf(value)}")),
            UnaryOperator.Expand or UnaryOperator.Alias => value,
        };
    }

    private Value Negated(Value value, Unary unary) =>
        value.IsNull ? default
        : value.IsFloat ? -value.AsFloat
        : Arithmetic.IsNumeric(value) ? Value.FromBig(-value.AsBigInteger)
        : throw Fail(EvaluationDiagnostics.BadOperand(Span(unary), $"'-' does not work on {NameOf(value)}"));

    private Value EvaluateIncrement(Increment increment)
    {
        var before = Evaluate(increment.Target);
        var after = Operate(BinaryOperator.Add, before, increment.Step, increment);
        Assign(increment.Target, after);
        return increment.IsPostfix ? before : after;
    }

    private void EvaluateAssign(Assign assign)
    {
        if (assign.Operator is { } op)
        {
            var before = Evaluate(assign.Target);
            Assign(assign.Target, Operate(op, before, Evaluate(assign.Value), assign));
            return;
        }
        Assign(
            assign.Target,
            assign.Value.Kind == ExpressionKind.AnonymousFunction ? EvaluateAlias(assign.Value) : Evaluate(assign.Value)
        );
    }

    private Value EvaluateBinary(Binary binary)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.And:
                return Evaluate(binary.Left).IsTrue && Evaluate(binary.Right).IsTrue;
            case BinaryOperator.Or:
                return Evaluate(binary.Left).IsTrue || Evaluate(binary.Right).IsTrue;
            case BinaryOperator.Coalesce:
                var left = EvaluateLenient(binary.Left);
                return left.IsNull ? Evaluate(binary.Right) : left;
            case BinaryOperator.CoalesceNot:
                var tested = EvaluateLenient(binary.Left);
                return tested.IsNull ? tested : Evaluate(binary.Right);
            default:
                var first = Evaluate(binary.Left);
                return Operate(binary.Operator, first, Evaluate(binary.Right), binary);
        }
    }

    /// <summary>How a message names what a value is.</summary>
    public static string NameOf(Value value) =>
        value.Kind switch
        {
            ValueKind.Null => "null",
            ValueKind.Boolean => "a boolean",
            ValueKind.Integer or ValueKind.BigInteger => "an integer",
            ValueKind.Float => "a number",
            ValueKind.String => "a string",
            ValueKind.Array => "an array",
            ValueKind.Range => "a range",
            ValueKind.Object => "an object",
            ValueKind.Function => "a function",
            ValueKind.Date => "a date",
            ValueKind.TimeSpan => "a time span",
        };
}
