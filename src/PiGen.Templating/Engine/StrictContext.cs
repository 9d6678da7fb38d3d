using PiGen.Templating.Escaping;
using PiGen.Templating.Text;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;
using SourceSpan = PiGen.Templating.Text.SourceSpan;

namespace PiGen.Templating.Engine;

/// <summary>
/// Scriban's context made strict, bounded and escaping. One context serves one render at a time and is kept for the
/// thread's next, because making one costs more than rendering a unit.
/// </summary>
internal sealed partial class StrictContext : TemplateContext
{
    /// <summary>Values within one another, printed, compared or as JSON.</summary>
    public const int MaxDepth = 64;

    [ThreadStatic]
    private static StrictContext? _idle;

    private readonly ScriptObject _page = [];
    private readonly OutputBuffer _output;
    private RenderOptions _options = RenderOptions.Default;

    private StrictContext()
        : base(new Functions.Builtins())
    {
        NewLine = "\n";
        ObjectRecursionLimit = MaxDepth;
        // What is bounded is bounded here: Scriban counts a value within others once for each of them, and cuts it silently.
        LimitToString = int.MaxValue;
        OnStringLimit = ScriptLimitBehavior.Throw;
        // The output counts for itself: Scriban counts on over all renders of a context.
        OutputLimit = 0;
        TryGetVariable = FindVariable;
        TryGetMember = FindMember;
        _output = new OutputBuffer(this);
        PushOutput(_output);
    }

    /// <summary>Does some work with a context; false if that meets a mistake, which is then in <paramref name="diagnostics"/>.</summary>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool Run<T>(
        ScriptObject globals,
        RenderOptions options,
        DiagnosticBag diagnostics,
        Func<StrictContext, T> work,
        out T? result
    )
    {
        var context = _idle ?? new StrictContext();
        _idle = null;
        context.Begin(globals, options);
        try
        {
            result = work(context);
        }
        catch (ScriptAbortException) when (options.Cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(options.Cancellation);
        }
        catch (ScriptRuntimeException exception)
        {
            // The context is in the middle of something: another one serves the next render.
            diagnostics.Add(ScribanMessages.DiagnosticOf(exception));
            result = default;
            return false;
        }
        context.End();
        _idle = context;
        return true;
    }

    public string Render(ScriptPage page)
    {
        EvaluatePage(page);
        CheckLastEscaped(isEnd: true);
        return _output.CutFrom(0);
    }

    /// <summary>A mistake of the template's author at the place that is evaluated now.</summary>
    public RenderStopped Refuse(string message, string hint) => new(EngineDiagnostics.BadArgument(Here, message, hint));

    public SourceSpan Here => Places.Of((_printing ?? _operating ?? CurrentNode)?.Span ?? default);

    private void Begin(ScriptObject globals, RenderOptions options)
    {
        _options = options;
        _escaper = Escaper.For(options.Language);
        CancellationToken = options.Cancellation;
        LoopLimit = options.Limits.LoopTurns;
        RecursiveLimit = options.Limits.Nesting;
        (_steps, _made) = (0, 0);
        SetLenient(false);
        foreach (var (name, value) in globals)
        {
            _page.SetValue(name, value, readOnly: false);
        }
        PushGlobal(_page);
    }

    private void End()
    {
        PopGlobal();
        _page.Clear();
        _output.Clear();
        Tags.Clear();
    }

    private void EvaluatePage(ScriptPage page)
    {
        if (Evaluate(page) is { } returned)
        {
            Write(_returning?.Span ?? page.Span, returned);
        }
    }
}
