using System.Collections;
using PiGen.Templating.Escaping;
using PiGen.Templating.Text;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;
using ScribanSpan = Scriban.Parsing.SourceSpan;

namespace PiGen.Templating.Engine;

internal sealed partial class StrictContext
{
    private Escaper? _escaper;
    private ScriptNode? _printing;

    // Characters so far of the value that is turned into text.
    private long _shown;
    private SourceSpan _lastEscaped;

    // What a capture keeps is escaped when it is printed.
    private bool IsEscaping => _escaper is not null && ReferenceEquals(Output, _output);

    public override TemplateContext Write(ScribanSpan span, object? value)
    {
        if (value is Rendered rendered && (rendered.Place is null || rendered.Place == _output.Changes || !IsEscaping))
        {
            return Write(rendered.Text);
        }
        value = Rendered.Plain(value);
        if (ObjectToString(value) is { } text)
        {
            if (!IsEscaping)
            {
                return Write(text);
            }
            WriteEscaped(span, value, text);
        }
        return this;
    }

    /// <inheritdoc/>
    public override string? ObjectToString(object? value, bool nested = false)
    {
        _shown = nested ? _shown : 0;
        // As Scriban prints it, which finds the two members by reflection.
        if (value is KeyValuePair<string, object?> pair)
        {
            return ObjectToString(new ScriptObject { { "key", pair.Key }, { "value", pair.Value } }, nested: true);
        }
        try
        {
            var text = base.ObjectToString(value, nested);
            Work(CostOfText(value, text));
            return text is null ? null : CountShown(value, text, nested);
        }
        catch (InvalidOperationException)
        {
            throw new RenderStopped(LimitDiagnostics.ValueDepth(Places.Of(_printing?.Span ?? CurrentSpan)));
        }
    }

    // What is within a value is copied into its text, and the same one may be in it many times: Scriban counts lists only.
    private string CountShown(object? value, string text, bool isNested)
    {
        var isWhole = value is string or not IEnumerable;
        if (isNested && isWhole)
        {
            CheckLength(_shown += text.Length);
        }
        Made(isNested || !isWhole ? sizeof(char) * (long)text.Length : 0);
        return text;
    }

    // The digits of a large number cost the square of their count.
    private static long CostOfText(object? value, string? text) =>
        text is null ? 0
        : value is System.Numerics.BigInteger ? text.Length * (long)text.Length / 256
        : value is string ? 1
        : 1 + text.Length / 4;

    private void WriteNull(ScriptExpression expression)
    {
        var isRefused = _options.RefusesNull && !MayBeNull(expression);
        var isWritten = IsEscaping && _escaper!.WritesNull && expression is not ScriptAssignExpression;
        if (!(isRefused || isWritten) || PrintsByItself(expression))
        {
            return;
        }
        if (isRefused)
        {
            throw new RenderStopped(EngineDiagnostics.NullPrinted(Places.Of(expression)));
        }
        WriteEscaped(expression.Span, null, "");
    }

    // A function of the template's own prints what it has to say, and gives back null. So does the block of a 'wrap'.
    private bool PrintsByItself(ScriptExpression? expression) =>
        expression switch
        {
            ScriptNestedExpression nested => PrintsByItself(nested.Expression),
            ScriptPipeCall pipe => PrintsByItself(pipe.To),
            ScriptFunctionCall call => PrintsByItself(call.Target),
            IScriptVariablePath => Evaluate(expression, true) switch
            {
                ScriptBlockStatement => true,
                ScriptFunction function => function.EqualToken is null && !ReturnSearch.GivesBack(function.Body),
                _ => false,
            },
            _ => false,
        };

    private void WriteEscaped(ScribanSpan span, object? value, string text)
    {
        CheckLastEscaped(isEnd: false);
        _lastEscaped = Places.Of(_printing?.Span ?? span);
        if (_escaper!.Write(_output, ScalarKinds.Of(value), text) is { } problem)
        {
            throw new RenderStopped(EngineDiagnostics.Unescapable(_lastEscaped, problem));
        }
        ResetPreviousNewLine();
        CheckLength(_output.Length);
    }

    // Some values are right or wrong by what follows them, which is known at the next one or at the end.
    private void CheckLastEscaped(bool isEnd)
    {
        if (_escaper?.ProblemOfLast(_output, isEnd) is { } problem)
        {
            throw new RenderStopped(EngineDiagnostics.Unescapable(_lastEscaped, problem));
        }
    }

    /// <summary>What a block prints, kept instead of printed.</summary>
    private string Captured(ScriptNode? body)
    {
        var output = new OutputBuffer(this);
        PushOutput(output);
        try
        {
            ValueOf(body);
        }
        finally
        {
            PopOutput();
        }
        var text = output.CutFrom(0);
        Made(text.Length * sizeof(char));
        return text;
    }

    /// <summary>
    /// What is written in place, so that values in it are escaped for where they will stand, and then taken away and given
    /// back: Scriban's includes are values.
    /// </summary>
    public Rendered InPlace(Action write)
    {
        var (output, indent) = ((OutputBuffer)Output, CurrentIndent);
        var mark = output.Length;
        CurrentIndent = null;
        try
        {
            write();
        }
        finally
        {
            CurrentIndent = indent;
        }
        var text = output.CutFrom(mark);
        Made(text.Length * sizeof(char));
        RestorePreviousNewLine(output);
        return new(text, ReferenceEquals(output, _output) ? output.Changes : Rendered.Nowhere);
    }

    /// <summary>Renders a template that another one includes, where the output stands.</summary>
    public void Include(string? name, ScriptArray arguments, ScriptNode caller)
    {
        var page = PageOf(name, caller);
        EnterRecursive(caller);
        PushLocal();
        try
        {
            SetValue(ScriptVariable.Arguments, arguments, true, true);
            foreach (var argument in (caller as ScriptFunctionCall)?.Arguments ?? [])
            {
                if (argument is ScriptNamedArgument { Name.Name: { } key })
                {
                    var local = ScriptVariable.Create(key, ScriptVariableScope.Local);
                    arguments.TryGetValue(this, caller.Span, key, out var value);
                    SetValue(local, value, false, true);
                }
            }
            ResetPreviousNewLine();
            EvaluatePage(page);
        }
        catch (ScriptRuntimeException exception) when (exception is not ScriptAbortException)
        {
            throw new RenderStopped(WithNote(ScribanMessages.DiagnosticOf(exception), caller));
        }
        finally
        {
            PopLocal();
            ExitRecursive(caller);
        }
    }

    // Scriban remembers whether what it wrote last ended a line, which decides on indents.
    private void RestorePreviousNewLine(OutputBuffer output)
    {
        ResetPreviousNewLine();
        if (output.Text is [.., '\n'])
        {
            var mark = output.Length;
            Write("\n");
            output.CutFrom(mark);
        }
    }

    private ScriptPage PageOf(string? name, ScriptNode caller)
    {
        if (string.IsNullOrEmpty(name) || _options.Includes?.Invoke(name) is not { } source)
        {
            throw new RenderStopped(EngineDiagnostics.NoSuchInclude(Places.Of(caller), name ?? ""));
        }
        var found = new DiagnosticBag();
        return TemplateText.OfInclude(source, found)?.Page ?? throw new RenderStopped(WithNote(found.First(), caller));
    }

    private static Diagnostic WithNote(Diagnostic diagnostic, ScriptNode place) =>
        diagnostic with
        {
            Notes = diagnostic.Notes.Add(new DiagnosticNote(Places.Of(place), "it is included here")),
        };
}
