using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PiGen.Templating.Engine;
using PiGen.Templating.Engine.Functions;
using PiGen.Templating.Text;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Checking;

/// <summary>
/// Walks the trees of pages as they are evaluated, with <see cref="Shapes"/> for values and through all branches. What it
/// learns of names goes to <see cref="SeenNames"/>; a walk with no diagnostics to write to is only for that.
/// </summary>
internal sealed partial class Checker(
    Pages pages,
    SeenNames names,
    ScriptObject example,
    RenderOptions options,
    DiagnosticBag? diagnostics
) : ScriptVisitor<object?>
{
    /// <summary>A loop's variable or a function's parameter, or without a name the members of a <c>with</c>, for as long as its block lasts.</summary>
    private readonly record struct Frame(string? Name, object? Shape)
    {
        public IEnumerable<string> Names => Name is null ? StrictContext.MembersOf(Shape) : [Name];

        public bool TryFind(string name, out object? shape)
        {
            shape = Shape;
            return Name is null ? Shapes.TryMember(Shape, name, out shape) : Name == name;
        }
    }

    // Made as they are named, by one thread alone.
    [ThreadStatic]
    private static Builtins? _builtins;

    private readonly List<Frame> _frames = [];
    private ImmutableArray<DiagnosticNote> _notes = [];
    private int _floor;
    private bool _seesInner;

    public void Check(Page page)
    {
        diagnostics?.AddRange(page.Mistakes.Select(mistake => mistake with { Notes = page.Notes }));
        (_notes, _seesInner) = (page.Notes, page.IsIncluded);
        Visit(page.Root);
    }

    public override object? Visit(ScriptNode? node) =>
        node is null || IsTooDeep ? null
        : node is IScriptVariablePath and not ScriptNestedExpression ? Called(PathOf(node, isLenient: false), node)
        : node is ScriptList ? DefaultVisit(node)
        : node.Accept(this);

    // What is nested deeper than the stack reaches is refused when it is rendered.
    private static bool IsTooDeep => !RuntimeHelpers.TryEnsureSufficientExecutionStack();

    private void Report(Diagnostic diagnostic) => diagnostics?.Add(diagnostic with { Notes = _notes });

    /// <summary>What a name may hold here; false if it surely holds nothing.</summary>
    private bool TryFind(string name, out object? shape)
    {
        for (var at = _frames.Count - 1; at >= _floor; at--)
        {
            var isWith = _frames[at].Name is null;
            if (isWith && names.MayHave(name))
            {
                shape = null;
                return true;
            }
            if (_frames[at].TryFind(name, out shape))
            {
                // A 'with' does not hide what the function around it binds.
                shape = isWith && names.TryFind(name, _seesInner, out var other) ? Shapes.Or(shape, other) : shape;
                return true;
            }
        }
        return TryFindOutside(name, out shape)
            || names.IsOpen(Openness.Variables)
            || (_seesInner && names.IsOpen(Openness.Within))
            || names.IsGuarded(name);
    }

    private bool TryFindOutside(string name, out object? shape)
    {
        var isBound = names.TryFind(name, _seesInner, out var bound);
        var isGiven = example.TryGetValue(name, out shape) || (_builtins ??= []).TryGetValue(name, out shape);
        if (isBound)
        {
            shape =
                names.IsOpen(Openness.Variables) ? null
                : isGiven ? Shapes.Or(shape, bound)
                : bound;
        }
        return isBound || isGiven;
    }

    private string? Nearest(string name) =>
        Spelling.Nearest(
            name,
            [
                .. Builtins.Names,
                .. example.GetMembers(),
                .. _frames.Skip(_floor).SelectMany(frame => frame.Names),
                .. names.Assigned,
            ]
        );

    private void Within(IEnumerable<Frame> frames, params ReadOnlySpan<ScriptNode?> nodes)
    {
        var count = _frames.Count;
        _frames.AddRange(frames);
        foreach (var node in nodes)
        {
            Visit(node);
        }
        _frames.RemoveRange(count, _frames.Count - count);
    }

    // A block that is run from elsewhere sees what is bound there, not what is bound around it.
    private void Elsewhere(IEnumerable<Frame> frames, ScriptNode? body)
    {
        var (floor, seesInner) = (_floor, _seesInner);
        (_floor, _seesInner) = (_frames.Count, true);
        Apart(() =>
        {
            Within(frames, body);
            return null;
        });
        (_floor, _seesInner) = (floor, seesInner);
    }
}
