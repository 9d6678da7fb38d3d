using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PiGen.Templating.Evaluation;
using PiGen.Templating.Functions;
using PiGen.Templating.Syntax;
using PiGen.Templating.Text;

namespace PiGen.Templating.Checking;

/// <summary>
/// Walks the tree of one page as the <see cref="Evaluator"/> does, with shapes for values and through all branches. What it
/// learns of names goes to <see cref="SeenNames"/>; a walk with no diagnostics to write to is only for that.
/// </summary>
internal sealed partial class Checker(
    Pages pages,
    SeenNames names,
    IScriptObject globals,
    RenderOptions options,
    DiagnosticBag? diagnostics
)
{
    private readonly List<Frame> _frames = [];
    private SourceText _source = null!;
    private ImmutableArray<DiagnosticNote> _notes = [];
    private int _floor;
    private bool _seesInner;
    private Piped _piped;

    public void Check(Page page)
    {
        diagnostics?.AddRange(page.Mistakes.Select(mistake => mistake with { Notes = page.Notes }));
        if (page.Template is { } template)
        {
            (_source, _notes, _seesInner) = (template.Source, page.Notes, page.IsIncluded);
            Check(template.Page);
        }
    }

    public void CheckAlone(Expression expression, SourceText source)
    {
        _source = source;
        Check(expression);
    }

    private void Report(Diagnostic diagnostic) => diagnostics?.Add(diagnostic with { Notes = _notes });

    // What is nested deeper than the stack reaches is refused when it is rendered.
    private static bool IsTooDeep() => !RuntimeHelpers.TryEnsureSufficientExecutionStack();

    private SourceSpan Span(Node node) => _source.Span(node.Start, node.End - node.Start);

    private string TextOf(Node node) => Span(node).Text.ToString();

    /// <summary>What a name may hold here; none if it surely holds nothing.</summary>
    private Shape? Find(string name)
    {
        for (var at = _frames.Count - 1; at >= _floor; at--)
        {
            if (_frames[at].Find(name) is { } shape)
            {
                return _frames[at].Name is null && names.IsAssigned(name) ? Shape.Unknown : shape;
            }
        }
        return FindOutside(name) is { } found ? found
            : names.IsOpen || (_seesInner && names.IsOpenWithin) || names.IsGuarded(name) ? Shape.Unknown
            : null;
    }

    private Shape? FindOutside(string name)
    {
        var bound = names.Find(name, _seesInner);
        var isGiven = globals.TryGetMember(name, out var given) || Builtins.Root.TryGetMember(name, out given);
        return !isGiven ? bound
            : bound is { } shape ? shape.Or(Shape.Of(given))
            : Shape.Of(given);
    }

    private string? Nearest(string name) =>
        Spelling.Nearest(
            name,
            [
                .. Builtins.Root.MemberNames,
                .. globals.MemberNames,
                .. _frames.Skip(_floor).SelectMany(frame => frame.Names),
                .. names.Assigned,
            ]
        );

    private void Within(IEnumerable<Frame> frames, Statement[] body)
    {
        var count = _frames.Count;
        _frames.AddRange(frames);
        Check(body);
        _frames.RemoveRange(count, _frames.Count - count);
    }

    // A block that is run from elsewhere sees what is bound there, not what is bound around it.
    private void Elsewhere(Action check)
    {
        var (floor, seesInner, piped) = (_floor, _seesInner, _piped);
        (_floor, _seesInner, _piped) = (_frames.Count, true, default);
        check();
        (_floor, _seesInner, _piped) = (floor, seesInner, piped);
    }
}
