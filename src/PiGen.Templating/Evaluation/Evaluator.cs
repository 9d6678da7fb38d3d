using System.Runtime.CompilerServices;
using PiGen.Templating.Escaping;
using PiGen.Templating.Syntax;
using PiGen.Templating.Text;

namespace PiGen.Templating.Evaluation;

/// <summary>
/// Walks a tree and writes what it makes. One evaluator serves one render at a time and is kept for the thread's next,
/// so that a render allocates little but its text.
/// </summary>
internal sealed partial class Evaluator
{
    private enum Flow
    {
        Next,
        Break,
        Continue,
        Return,
    }

    [ThreadStatic]
    private static Evaluator? _idle;

    private readonly OutputBuffer _output = new();
    private readonly PageScope _page = new();
    private Scope[] _scopes = new Scope[8];
    private LocalFrame[] _locals = new LocalFrame[8];
    private LoopFrame[] _loops = new LoopFrame[8];
    private Value[] _stack = new Value[32];
    private int _scopeCount;
    private int _localCount;
    private int _loopCount;
    private int _stackCount;
    private int _stackPeak;
    private int _visibleFunctions;
    private int _nesting;
    private int _captures;
    private long _steps;
    private long _nextCheck;
    private long _made;
    private bool _hasPipe;
    private Value _pipe;
    private Flow _flow;
    private Value _returned;
    private SourceText _source = null!;
    private RenderOptions _options = null!;
    private Limits _limits = null!;
    private Escaper? _escaper;
    private SourceSpan _lastEscaped;
    private Dictionary<string, int>? _cycles;

    public static string? Render(
        Template template,
        IScriptObject globals,
        RenderOptions options,
        DiagnosticBag diagnostics
    )
    {
        var evaluator = Take();
        try
        {
            evaluator.Begin(template.Source, globals, options);
            evaluator.Execute(template.Page);
            evaluator.CheckLastEscaped(isEnd: true);
            return evaluator._output.CutFrom(0);
        }
        catch (RenderStopped stopped)
        {
            diagnostics.Add(stopped.Diagnostic);
            return null;
        }
        finally
        {
            evaluator.GiveBack();
        }
    }

    public static Value? Evaluate(
        Expression expression,
        SourceText source,
        IScriptObject globals,
        RenderOptions options,
        DiagnosticBag diagnostics
    )
    {
        var evaluator = Take();
        try
        {
            evaluator.Begin(source, globals, options);
            return evaluator.Evaluate(expression);
        }
        catch (RenderStopped stopped)
        {
            diagnostics.Add(stopped.Diagnostic);
            return null;
        }
        finally
        {
            evaluator.GiveBack();
        }
    }

    // A model's member may itself render: then the thread's evaluator is in use, and a second one serves.
    private static Evaluator Take()
    {
        var evaluator = _idle ?? new Evaluator();
        _idle = null;
        return evaluator;
    }

    private void Begin(SourceText source, IScriptObject globals, RenderOptions options)
    {
        _source = source;
        _options = options;
        _limits = options.Limits;
        _escaper = Escaper.For(options.Language);
        _page.Model = globals;
        _scopes[0] = new Scope { Members = _page };
        _scopeCount = 1;
        _localCount = 1;
    }

    private void GiveBack()
    {
        _output.Clear();
        _page.Clear();
        _page.Model = EmptyObject.Instance;
        // What a render ends in order it has cleared itself; only a mistake leaves frames open.
        if (_scopeCount > 1 || _localCount > 1 || _loopCount > 0 || _stackCount > 0)
        {
            _stackPeak = _stack.Length;
            Array.Clear(_scopes);
            Array.Clear(_locals);
            Array.Clear(_loops);
        }
        (_scopes[0], _locals[0]) = (default, default);
        Array.Clear(_stack, 0, _stackPeak);
        (_scopeCount, _localCount, _loopCount, _stackCount, _stackPeak, _visibleFunctions) = (0, 0, 0, 0, 0, 0);
        (_nesting, _captures, _steps, _nextCheck, _made, _hasPipe, _flow) = (0, 0, 0, 0, 0, false, Flow.Next);
        (_pipe, _returned, _cycles) = (default, default, null);
        _idle = this;
    }

    public RenderOptions Options => _options;

    public SourceSpan Span(Node node) => _source.Span(node.Start, node.End - node.Start);

    public static Exception Fail(Diagnostic diagnostic) => new RenderStopped(diagnostic);

    /// <summary>Counts work done, so that a template that never ends is stopped.</summary>
    public void Step(Node place, long count = 1)
    {
        _steps += count;
        if (_steps >= _nextCheck)
        {
            CheckSteps(place);
        }
    }

    private void CheckSteps(Node place)
    {
        const int StepsBetweenChecks = 256;
        if (_steps > _limits.Steps)
        {
            throw Fail(LimitDiagnostics.Steps(Span(place), _limits.Steps));
        }
        _options.Cancellation.ThrowIfCancellationRequested();
        _nextCheck = Math.Min(_steps + StepsBetweenChecks, _limits.Steps + 1);
    }

    /// <summary>Counts characters of a string about to be made: neither one string nor all together may fill the memory.</summary>
    public void Charge(Node place, long length)
    {
        const int AllTogether = 8;
        _made += length;
        CheckLength(place, Math.Max(length, _made / AllTogether));
    }

    /// <summary>Refuses a string that is about to grow too long.</summary>
    public void CheckLength(Node place, long length)
    {
        if (length > _limits.OutputSize)
        {
            throw Fail(LimitDiagnostics.OutputSize(Span(place), _limits.OutputSize));
        }
    }

    /// <summary>Counts the items that a function goes through, as if in a loop.</summary>
    public void CheckTurns(long count, Expression place)
    {
        if (count > _limits.LoopTurns)
        {
            throw Fail(LimitDiagnostics.LoopTurns(Span(place), _limits.LoopTurns));
        }
        Step(place, count);
    }

    private void CheckStack(Node place)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Fail(LimitDiagnostics.Stack(Span(place)));
        }
    }

    private static ref T Push<T>(ref T[] items, ref int count)
    {
        if (count == items.Length)
        {
            Array.Resize(ref items, count * 2);
        }
        items[count] = default!;
        return ref items[count++];
    }

    public string TextOf(Value value, Node place)
    {
        if (value.AsString is { } text)
        {
            return text;
        }
        if (value.Kind == ValueKind.Date)
        {
            return Dates.Format(value.AsDate, Dates.DefaultFormat);
        }
        if (!ValueText.TryText(value, _limits.OutputSize, out var made))
        {
            throw Fail(
                made.Length > _limits.OutputSize
                    ? LimitDiagnostics.OutputSize(Span(place), _limits.OutputSize)
                    : LimitDiagnostics.ValueDepth(Span(place))
            );
        }
        return made;
    }
}
