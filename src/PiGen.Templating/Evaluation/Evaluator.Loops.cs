using System.Globalization;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    private void ExecuteFor(For loop)
    {
        Step(loop);
        var iterated = Evaluate(loop.Iterator);
        var items =
            Iteration.Over(iterated)
            ?? throw Fail(EvaluationDiagnostics.NotIterable(Span(loop.Iterator), NameOf(iterated)));
        var columns = loop.Options.Length > 0 ? ApplyOptions(loop, ref items) : 0;
        if (items.Count == 0)
        {
            Execute(loop.Otherwise ?? []);
            return;
        }
        if (items.Count > _limits.LoopTurns)
        {
            throw Fail(LimitDiagnostics.LoopTurns(Span(loop.Iterator), _limits.LoopTurns));
        }
        var at = OpenLoop(loop.Variable, items.Count, isWhile: false);
        for (var turn = 0L; turn < items.Count; turn++)
        {
            Step(loop);
            BeginTurn(at, turn, items[turn], loop);
            ExecuteTurn(loop, turn, items.Count, columns);
            if (!ContinuesLoop())
            {
                break;
            }
        }
        _loops[--_loopCount] = default;
    }

    private int OpenLoop(Expression? variable, long count, bool isWhile)
    {
        ref var frame = ref Push(ref _loops, ref _loopCount);
        frame.Variable = (variable as Variable)?.Name ?? (variable as Local)?.Name;
        frame.IsLocal = variable is Local;
        frame.IsWhile = isWhile;
        frame.Scope = _scopeCount - 1;
        frame.Local = _localCount - 1;
        frame.Count = count;
        return _loopCount - 1;
    }

    private void BeginTurn(int at, long turn, Value value, For loop)
    {
        ref var frame = ref _loops[at];
        frame.Previous = frame.Value;
        frame.Index = turn;
        frame.Value = value;
        if (frame.Variable is null)
        {
            Assign(loop.Variable, value);
        }
    }

    private bool ContinuesLoop()
    {
        if (_flow == Flow.Return)
        {
            return false;
        }
        var goesOn = _flow != Flow.Break;
        _flow = Flow.Next;
        return goesOn;
    }

    private void ExecuteTurn(For loop, long turn, long count, long columns)
    {
        if (!loop.IsTableRow)
        {
            Execute(loop.Body);
            return;
        }
        var width = columns > 0 ? columns : 1;
        var (row, column) = (turn / width + 1, turn % width + 1);
        if (column == 1)
        {
            _output.Append(string.Create(CultureInfo.InvariantCulture, $"<tr class=\"row{row}\">"));
        }
        _output.Append(string.Create(CultureInfo.InvariantCulture, $"<td class=\"col{column}\">"));
        Execute(loop.Body);
        _output.Append("</td>");
        if (column == width || turn == count - 1)
        {
            _output.Append("</tr>\n");
        }
    }

    private long ApplyOptions(For loop, ref Iteration items)
    {
        long columns = 0;
        long limit = 0;
        var isReversed = false;
        foreach (var option in loop.Options)
        {
            switch (option.Name)
            {
                case "offset":
                    items.Skip(OptionOf(option));
                    break;
                case "limit":
                    limit = OptionOf(option);
                    break;
                case "reversed":
                    isReversed = true;
                    break;
                case "cols" when loop.IsTableRow:
                    columns = OptionOf(option);
                    break;
                default:
                    throw Fail(EvaluationDiagnostics.UnknownOption(Span(option), option.Name));
            }
        }
        items.Arrange(isReversed, limit);
        return columns;
    }

    private long OptionOf(NamedArgument option) => option.Value is { } value ? IntegerOf(Evaluate(value), value) : 0;

    private void ExecuteWhile(While loop)
    {
        var at = OpenLoop(null, 0, isWhile: true);
        for (var turn = 0L; Evaluate(loop.Condition).IsTrue; turn++)
        {
            Step(loop);
            if (turn >= _limits.LoopTurns)
            {
                throw Fail(LimitDiagnostics.LoopTurns(Span(loop.Condition), _limits.LoopTurns));
            }
            _loops[at].Index = turn;
            Execute(loop.Body);
            if (!ContinuesLoop())
            {
                break;
            }
        }
        _loops[--_loopCount] = default;
    }

    private Value EvaluateLoopVariable(LoopVariable variable)
    {
        for (var at = _loopCount - 1; at >= 0 && _loops[at].Local == _localCount - 1; at--)
        {
            if (_loops[at].IsWhile == variable.OfWhile)
            {
                return MemberOf(in _loops[at], variable.Member);
            }
        }
        return _options.Relaxed
            ? default
            : throw Fail(EvaluationDiagnostics.OutsideOfLoop(Span(variable), Span(variable).Text.ToString()));
    }

    private static Value MemberOf(in LoopFrame loop, LoopMember member) =>
        member switch
        {
            LoopMember.Index => loop.Index,
            LoopMember.Rindex => loop.Count - loop.Index - 1,
            LoopMember.First => loop.Index == 0,
            LoopMember.Last => loop.Index == loop.Count - 1,
            LoopMember.Even => loop.Index % 2 == 0,
            LoopMember.Odd => loop.Index % 2 != 0,
            LoopMember.Changed => loop.Index == 0 || !Comparison.IsSame(loop.Previous, loop.Value),
            LoopMember.Length => loop.Count,
        };
}
