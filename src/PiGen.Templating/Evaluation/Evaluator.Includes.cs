using PiGen.Templating.Syntax;
using PiGen.Templating.Text;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    /// <summary>Renders another template in place; its text comes back as vouched for, because its values are escaped by then.</summary>
    public Value Include(string name, ScriptArray arguments, Expression place)
    {
        var template = Load(name, place);
        var (source, mark) = (_source, _output.Length);
        ref var frame = ref Push(ref _locals, ref _localCount);
        frame.Arguments = arguments;
        frame.Locals = Promoted(arguments.Members);
        _source = template.Source;
        try
        {
            Execute(template.Page);
        }
        catch (RenderStopped stopped)
        {
            _source = source;
            throw new RenderStopped(WithNote(stopped.Diagnostic, place));
        }
        _flow = Flow.Next;
        _returned = default;
        _source = source;
        _locals[--_localCount] = default;
        return Value.Raw(_output.CutFrom(mark));
    }

    private static ScriptObject? Promoted(ScriptObject? named)
    {
        if (named is null)
        {
            return null;
        }
        var locals = new ScriptObject();
        foreach (var (name, value) in named)
        {
            locals.Set(name, value);
        }
        return locals;
    }

    private Template Load(string name, Expression place)
    {
        if (name.Length == 0 || _options.Includes?.Invoke(name) is not { } source)
        {
            throw Fail(EvaluationDiagnostics.NoSuchInclude(Span(place), name));
        }
        var found = new DiagnosticBag();
        return Template.OfInclude(source, found) ?? throw new RenderStopped(WithNote(found.First(), place));
    }

    private Diagnostic WithNote(Diagnostic diagnostic, Expression place) =>
        diagnostic with
        {
            Notes = diagnostic.Notes.Add(new DiagnosticNote(Span(place), "it is included here")),
        };
}
