using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Engine;

internal sealed partial class StrictContext
{
    private const int MaxBits = 65_536;

    // Scriban catches and throws again whatever passes a pipe, which takes some kilobytes of the stack each time.
    private const int MaxPipes = 200;

    // The left side of a '??' or '?!', in which names may be missing.
    private ScriptNode? _mayBeMissing;
    private bool _isLenient;
    private bool _isExplaining;
    private int _pipes;
    private ScriptNode? _returning;

    // The expression whose operator is at work: Scriban does not know of it.
    private ScriptNode? _operating;

    // Characters of the string between quotes that is being put together.
    private long _interpolated;

    public override object? Evaluate(ScriptNode? node, bool aliasReturnedFunction)
    {
        if (node is null)
        {
            return null;
        }
        Work(1);
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new RenderStopped(LimitDiagnostics.Stack(Places.Of(node)));
        }
        var isLenient = ReferenceEquals(node, _mayBeMissing);
        if (isLenient == _isLenient)
        {
            return EvaluateAsIs(node, aliasReturnedFunction);
        }
        SetLenient(isLenient);
        try
        {
            return EvaluateAsIs(node, aliasReturnedFunction);
        }
        finally
        {
            SetLenient(!isLenient);
        }
    }

    private object? ValueOf(ScriptNode? node) => Evaluate(node, false);

    private void SetLenient(bool isLenient)
    {
        _isLenient = isLenient;
        StrictVariables = !isLenient && !_options.Relaxed;
        EnableRelaxedMemberAccess = EnableRelaxedIndexerAccess = isLenient || _options.Relaxed;
        EnableRelaxedTargetAccess = isLenient;
    }

    private object? EvaluateAsIs(ScriptNode node, bool aliasReturnedFunction)
    {
        switch (node)
        {
            case ScriptBinaryExpression { Operator: not (ScriptBinaryOperator.And or ScriptBinaryOperator.Or) } binary:
                return EvaluateBinary(binary);
            case ScriptAssignExpression { EqualToken.TokenType: not TokenType.Equal } assign:
                return EvaluateCompound(assign);
            // Reading beyond the end of a list is a mistake; writing there makes the list longer.
            case ScriptAssignExpression { Target: ScriptIndexerExpression item } assign:
                var assigned = ValueOf(assign.Value);
                EnableRelaxedIndexerAccess = true;
                SetValue(item, assigned);
                SetLenient(_isLenient);
                Made(BytesOfMember);
                return null;
            case ScriptInterpolatedStringExpression:
                _interpolated = 0;
                break;
            case ScriptCaptureStatement capture:
                SetValue(capture.Target, Captured(capture.Body));
                return null;
            case ScriptFunctionCall call when call.Arguments.Any(argument => argument is ScriptNamedArgument):
                // Scriban takes a value whose name it does not know for one without a name.
                CheckArguments(call, call.Target, call.Arguments);
                break;
            case ScriptPipeCall when ++_pipes > MaxPipes:
                throw new RenderStopped(LimitDiagnostics.Stack(Places.Of(node)));
        }
        object? value;
        try
        {
            value = base.Evaluate(node, aliasReturnedFunction);
            if (HoldsOthers(value) && value is not IScriptCustomFunction)
            {
                CheckUse(node);
            }
            value = Measured(node, value);
        }
        catch (ScriptRuntimeException exception)
            when (exception is not (RenderStopped or ScriptAbortException) && !_isExplaining)
        {
            Explain(node);
            // Caught once only: each 'throw' on the way out of a deep recursion takes more of the stack.
            throw new RenderStopped(ScribanMessages.DiagnosticOf(exception));
        }
        _pipes -= node is ScriptPipeCall ? 1 : 0;
        // Its value is written next.
        _printing = node is ScriptExpressionStatement ? node : null;
        _returning = node is ScriptReturnStatement ? node : _returning;
        return value ?? Missing(node);
    }

    // Scriban would spell an object out in its message, and one that contains itself without end.
    private static void CheckUse(ScriptNode value)
    {
        switch (value.Parent)
        {
            case ScriptFunctionCall call when ReferenceEquals(call.Target, value):
                throw new RenderStopped(EngineDiagnostics.NotAFunction(Places.Of(value), "an object"));
            case ScriptUnaryExpression
            {
                Operator: not (
                    ScriptUnaryOperator.Not
                    or ScriptUnaryOperator.FunctionAlias
                    or ScriptUnaryOperator.FunctionParametersExpand
                )
            } unary:
                throw new RenderStopped(EngineDiagnostics.NotOnObjects(Places.Of(value), unary.Operator.ToText()));
        }
    }

    private static bool IsUnfit(ScriptBinaryOperator op, object? value, object? other) =>
        HoldsOthers(value)
        && op is not (ScriptBinaryOperator.CompareEqual or ScriptBinaryOperator.CompareNotEqual)
        && other
            is not (null or string or bool or int or long or float or double or decimal or BigInteger)
                and not EmptyScriptObject
        // A list takes an object for an item.
        && !(other is IList && op is ScriptBinaryOperator.ShiftLeft or ScriptBinaryOperator.ShiftRight);

    // A loop over an object goes through pairs.
    private static bool HoldsOthers(object? value) => value is ScriptObject or KeyValuePair<string, object?>;

    // Counts what Scriban goes through with a value where it stands, without telling.
    private object? Measured(ScriptNode node, object? value)
    {
        switch (node)
        {
            case ScriptInterpolatedExpression when value is not null:
                var part = value as string ?? (value is IEnumerable or BigInteger ? ObjectToString(value) : null);
                _interpolated += SizeOf(part);
                CheckLength(_interpolated);
                return part ?? value;
            case ScriptInterpolatedStringExpression:
                Work(SizeOf(value) / 8);
                return MadeValue(value);
            case ScriptArrayInitializerExpression or ScriptObjectInitializerExpression:
                return MadeValue(value);
            case ScriptAssignExpression { Target: not ScriptVariable }:
                Made(BytesOfMember);
                return value;
            case ScriptExpression
                when node.Parent is ScriptForStatement { NamedArguments.Count: > 0 } loop && loop.Iterator == node:
                Work(SizeOf(value));
                Made(SizeOf(value) * 8);
                return value;
            // It is compared with the value of the 'case', or a name is looked up by its hash.
            case ScriptExpression
                when value is string { Length: > 64 } or IList
                    && (
                        node.Parent?.Parent is ScriptWhenStatement
                        || (node.Parent is ScriptIndexerExpression item && item.Index == node)
                    ):
                Work(SizeWithin(value, MaxDepth) / 8);
                return value;
            default:
                return value;
        }
    }

    private object? EvaluateBinary(ScriptBinaryExpression binary)
    {
        switch (binary.Operator)
        {
            case ScriptBinaryOperator.EmptyCoalescing:
                return EvaluateLenient(binary.Left) ?? ValueOf(binary.Right);
            case ScriptBinaryOperator.NotEmptyCoalescing:
                return EvaluateLenient(binary.Left) is null ? null : ValueOf(binary.Right);
            default:
                var left = ValueOf(binary.Left);
                return Operate(binary, binary.Operator, binary.Left!, left, binary.Right!, ValueOf(binary.Right));
        }
    }

    private object? EvaluateLenient(ScriptExpression? expression)
    {
        var path = expression;
        while (path is ScriptNestedExpression nested)
        {
            path = nested.Expression;
        }
        var outer = _mayBeMissing;
        _mayBeMissing = path is IScriptVariablePath ? path : null;
        try
        {
            return ValueOf(path);
        }
        finally
        {
            _mayBeMissing = outer;
        }
    }

    private object? EvaluateCompound(ScriptAssignExpression assign)
    {
        var value = ValueOf(assign.Value);
        var before = ValueOf(assign.Target);
        var op = assign.EqualToken.TokenType switch
        {
            TokenType.PlusEqual => ScriptBinaryOperator.Add,
            TokenType.MinusEqual => ScriptBinaryOperator.Subtract,
            TokenType.AsteriskEqual => ScriptBinaryOperator.Multiply,
            TokenType.DivideEqual => ScriptBinaryOperator.Divide,
            TokenType.DoubleDivideEqual => ScriptBinaryOperator.DivideRound,
            _ => ScriptBinaryOperator.Modulus,
        };
        SetValue(assign.Target, Operate(assign, op, assign.Target!, before, assign.Value!, value));
        return null;
    }

    /// <summary>What an operator makes of two values, for a function that does the same.</summary>
    public object? Operate(ScriptNode caller, ScriptBinaryOperator op, object? left, object? right) =>
        Operate(caller, op, (ScriptExpression)caller, left, (ScriptExpression)caller, right);

    private object? Operate(
        ScriptNode place,
        ScriptBinaryOperator op,
        ScriptExpression leftPlace,
        object? left,
        ScriptExpression rightPlace,
        object? right
    )
    {
        if (_options.RefusesNull && (left is null || right is null) && op >= ScriptBinaryOperator.Add)
        {
            throw new RenderStopped(
                EngineDiagnostics.NullOperand(Places.Of(left is null ? leftPlace : rightPlace), op.ToText())
            );
        }
        (left, right) = (Rendered.Plain(left), Rendered.Plain(right));
        var span = (place as ScriptBinaryExpression)?.OperatorToken?.Span ?? place.Span;
        if (IsUnfit(op, left, right) || IsUnfit(op, right, left))
        {
            throw new RenderStopped(EngineDiagnostics.NotOnObjects(Places.Of(span), op.ToText()));
        }
        _operating = place;
        var isOfLists = left is IList || right is IList;
        Work((isOfLists ? SizeWithin(left, MaxDepth) + SizeWithin(right, MaxDepth) : SizeOf(left) + SizeOf(right)) / 8);
        CheckGrowth(place, op, left, right);
        var result = Settled(
            ScriptBinaryExpression.Evaluate(this, span, op, leftPlace.Span, left, rightPlace.Span, right)
        );
        _operating = null;
        return result;
    }

    // Before the operator makes it: an object is never larger than what is bounded here.
    private void CheckGrowth(ScriptNode place, ScriptBinaryOperator op, object? left, object? right)
    {
        switch (op)
        {
            case ScriptBinaryOperator.Add when left is string || right is string:
                CheckLength(SizeOf(left) + SizeOf(right));
                break;
            case ScriptBinaryOperator.RangeInclude or ScriptBinaryOperator.RangeExclude:
                CheckItems(
                    Math.Abs(CountOf(right) - CountOf(left)) + (op == ScriptBinaryOperator.RangeInclude ? 1 : 0)
                );
                break;
            case ScriptBinaryOperator.Multiply when left is string:
                CheckLength(SizeOf(left) * CountOf(right));
                break;
            case ScriptBinaryOperator.Multiply when right is string:
                CheckLength(SizeOf(right) * CountOf(left));
                break;
            case ScriptBinaryOperator.Multiply when left is IList:
                CheckItems(SizeOf(left) * CountOf(right));
                break;
            case ScriptBinaryOperator.Multiply when right is IList:
                CheckItems(SizeOf(right) * CountOf(left));
                break;
            case ScriptBinaryOperator.Multiply when BitsOf(left) + BitsOf(right) > MaxBits:
            case ScriptBinaryOperator.Power when BitsOf(left) * (double)Math.Abs(CountOf(right)) > MaxBits:
            case ScriptBinaryOperator.ShiftLeft when BitsOf(left) > 0 && BitsOf(left) + CountOf(right) > MaxBits:
            case ScriptBinaryOperator.ShiftRight when BitsOf(left) > 0 && BitsOf(left) - CountOf(right) > MaxBits:
                throw new RenderStopped(LimitDiagnostics.NumberSize(Places.Of(place)));
        }
    }

    private static long BitsOf(object? value) =>
        value switch
        {
            int small => new BigInteger(small).GetBitLength(),
            long large => new BigInteger(large).GetBitLength(),
            BigInteger big => big.GetBitLength(),
            _ => 0,
        };

    private static long CountOf(object? value) =>
        value switch
        {
            int or long => Convert.ToInt64(value, null),
            BigInteger big => big.Sign * (long)BigInteger.Min(BigInteger.Abs(big), int.MaxValue),
            _ => 0,
        };

    /// <summary>A list as a whole: what a range goes through is made once, not anew whenever it is asked for.</summary>
    public object? Settled(object? value)
    {
        if (value is ScriptRange { Values: not IList } range)
        {
            var items = new ScriptArray();
            foreach (var item in range)
            {
                Work(1);
                CheckItems(items.Count + 1);
                items.Add(item);
            }
            value = new ScriptRange(items);
        }
        return MadeValue(value);
    }

    // Null is an error where something is expected; '??', '?!', '?.' and the word null say that nothing may be there.
    private object? Missing(ScriptNode node)
    {
        switch (node)
        {
            case ScriptExpressionStatement { Expression: { } expression, Parent: not ScriptFunction }:
                WriteNull(expression);
                break;
            case ScriptInterpolatedExpression { Expression: { } expression }
                when _options.RefusesNull && !MayBeNull(expression):
                throw new RenderStopped(EngineDiagnostics.NullPrinted(Places.Of(expression)));
            case ScriptExpression
                when _options.RefusesNull && node.Parent is ScriptForStatement loop && loop.Iterator == node:
                throw new RenderStopped(EngineDiagnostics.NullLoop(Places.Of(node)));
        }
        return null;
    }

    private static bool MayBeNull(ScriptExpression? expression) =>
        expression switch
        {
            ScriptLiteral { Value: null } or ScriptAssignExpression => true,
            ScriptNestedExpression nested => MayBeNull(nested.Expression),
            ScriptMemberExpression member => member.DotToken.TokenType == TokenType.QuestionDot,
            ScriptIndexerExpression index => MayBeNull(index.Target),
            ScriptConditionalExpression choice => MayBeNull(choice.ThenValue) || MayBeNull(choice.ElseValue),
            ScriptBinaryExpression binary => binary.Operator == ScriptBinaryOperator.NotEmptyCoalescing
                || (binary.Operator == ScriptBinaryOperator.EmptyCoalescing && MayBeNull(binary.Right)),
            _ => false,
        };

    // A wrong number of arguments shows in Scriban in many ways.
    private void Explain(ScriptNode node)
    {
        _isExplaining = true;
        if (node is ScriptFunctionCall call)
        {
            CheckArguments(call, call.Target, call.Arguments);
        }
        else if (node is IScriptVariablePath and ScriptExpression path)
        {
            CheckArguments(path, path, []);
        }
        _isExplaining = false;
    }

    private void CheckArguments(
        ScriptExpression call,
        ScriptExpression? target,
        IReadOnlyList<ScriptExpression> arguments
    )
    {
        if (Evaluate(target, true) is IScriptFunctionInfo function)
        {
            var (least, most) = PipedInto(call);
            var given = new GivenArguments(arguments, least, most);
            if (given.MistakesFor(function, Places.TextOf(target!), call).FirstOrDefault() is { } mistake)
            {
                throw new RenderStopped(mistake);
            }
        }
    }

    // How many arguments a call surely gets, and may get, from the left of a '|'. In Scriban's tree, a | f | g is a | (f | g).
    private static (int Least, int Most) PipedInto(ScriptNode call)
    {
        var isFirst = true;
        while (call.Parent is ScriptList or (ScriptExpression and not ScriptNestedExpression))
        {
            if (call.Parent is ScriptPipeCall pipe && ReferenceEquals(pipe.To, call))
            {
                return (isFirst ? 1 : 0, 1);
            }
            isFirst &= call.Parent is ScriptPipeCall;
            call = call.Parent;
        }
        return (0, 0);
    }
}
