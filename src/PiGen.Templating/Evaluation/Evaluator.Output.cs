using PiGen.Templating.Escaping;
using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    private void ExecutePrint(Print print)
    {
        var expression = print.Expression;
        if (expression.Kind == ExpressionKind.BlockDelegate)
        {
            Execute(_locals[_localCount - 1].Block ?? []);
            return;
        }
        var value = Evaluate(expression);
        if (!value.IsNull)
        {
            Write(value, print);
        }
        else if (
            _options.RefusesNull
            && expression.IsPath
            && expression is not (Member { IsConditional: true } or Syntax.Index { IsConditional: true })
        )
        {
            throw Fail(EvaluationDiagnostics.NullPrinted(Span(expression)));
        }
        else if (_escaper is { WritesNull: true } escaper && _captures == 0 && expression.Kind != ExpressionKind.Assign)
        {
            WriteEscaped(escaper, value, "", print);
        }
    }

    private void Write(Value value, Print place)
    {
        if (_escaper is null && value.IsInteger)
        {
            _output.Append(value.AsInteger);
            CheckSize(place);
            return;
        }
        var text = TextOf(value, place);
        if (_escaper is not null && _captures == 0 && !value.IsRaw)
        {
            WriteEscaped(_escaper, value, text, place);
        }
        else
        {
            WriteIndented(text, place.Indent);
        }
        CheckSize(place);
    }

    private void WriteEscaped(Escaper escaper, Value value, string text, Print place)
    {
        CheckLastEscaped(isEnd: false);
        _lastEscaped = Span(place);
        if (escaper.Write(_output, value, text) is { } problem)
        {
            throw Fail(EvaluationDiagnostics.Unescapable(_lastEscaped, problem));
        }
    }

    // Some values are right or wrong by what follows them, which is known at the next one or at the end.
    private void CheckLastEscaped(bool isEnd)
    {
        if (_escaper?.ProblemOfLast(_output, isEnd) is { } problem)
        {
            throw Fail(EvaluationDiagnostics.Unescapable(_lastEscaped, problem));
        }
    }

    private void CheckSize(Node place)
    {
        if (_output.Length > _limits.OutputSize)
        {
            throw Fail(LimitDiagnostics.OutputSize(Span(place), _limits.OutputSize));
        }
    }

    private void WriteIndented(ReadOnlySpan<char> text, string? indent)
    {
        if (indent is null || text.IsEmpty)
        {
            _output.Append(text);
            return;
        }
        if (_output.Length > 0 && _output.Text[^1] == '\n')
        {
            _output.Append(indent);
        }
        for (var end = text.IndexOf('\n'); end >= 0 && end + 1 < text.Length; end = text.IndexOf('\n'))
        {
            _output.Append(text[..(end + 1)]);
            _output.Append(indent);
            text = text[(end + 1)..];
        }
        _output.Append(text);
    }

    private string Captured(Statement[] body)
    {
        var mark = _output.Length;
        _captures++;
        Execute(body);
        _captures--;
        return _output.CutFrom(mark);
    }
}
