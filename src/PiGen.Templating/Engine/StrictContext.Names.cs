using System.Collections;
using PiGen.Templating.Text;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;
using ScribanSpan = Scriban.Parsing.SourceSpan;

namespace PiGen.Templating.Engine;

internal sealed partial class StrictContext
{
    // Asked by Scriban for a name that nothing is bound to.
    private bool FindVariable(TemplateContext context, ScribanSpan span, ScriptVariable variable, out object? value)
    {
        value = null;
        if (IsCallee(variable))
        {
            throw new RenderStopped(
                EngineDiagnostics.UnknownFunction(Places.Of(span), variable.Name, Nearest(variable))
            );
        }
        if (_isLenient || _options.Relaxed || !StrictVariables || IsBeforeQuestion(variable))
        {
            return true;
        }
        throw new RenderStopped(
            EngineDiagnostics.UnknownVariable(Places.Of(span), variable.ToString(), Nearest(variable))
        );
    }

    // Asked by Scriban for a member that an object does not have.
    private bool FindMember(TemplateContext context, ScribanSpan span, object target, string member, out object? value)
    {
        value = null;
        if (
            _isLenient
            || _options.Relaxed
            || (CurrentNode is ScriptMemberExpression path && TreeReview.IsConditional(path))
            || IsBeforeQuestion(CurrentNode)
        )
        {
            return true;
        }
        var near = Spelling.Nearest(member, MembersOf(target));
        var prefix = CurrentNode is ScriptMemberExpression { Target: IScriptVariablePath and ScriptNode before }
            ? Places.TextOf(before) + "."
            : "";
        throw new RenderStopped(
            EngineDiagnostics.UnknownMember(Places.Of(span), member, near is null ? null : prefix + near)
        );
    }

    // In a.b?.c, both 'b' and 'c' may be missing.
    private static bool IsBeforeQuestion(ScriptNode? node) =>
        node?.Parent is ScriptMemberExpression parent
        && ReferenceEquals(parent.Target, node)
        && TreeReview.IsConditional(parent);

    /// <inheritdoc/>
    protected override IListAccessor? GetListAccessorImpl(object target, Type type) =>
        target is IList ? GuardedLists.Instance : base.GetListAccessorImpl(target, type);

    /// <inheritdoc/>
    /// <remarks>Scriban would look into other objects by reflection: no template sees what .NET objects have.</remarks>
    protected override IObjectAccessor? GetMemberAccessorImpl(object target) =>
        target is IScriptObject or string or IList or IDictionary || target.GetType().IsPrimitive
            ? base.GetMemberAccessorImpl(target)
            : Functions.ValueMembers.Instance;

    public static bool IsCallee(ScriptVariable variable) =>
        (variable.Parent is ScriptFunctionCall call && ReferenceEquals(call.Target, variable))
        || (variable.Parent is ScriptPipeCall pipe && ReferenceEquals(pipe.To, variable));

    public static IEnumerable<string> MembersOf(object? target) =>
        target switch
        {
            ScriptArray array => [.. array.GetMembers(), "size"],
            IScriptObject members => members.GetMembers(),
            string or IList => ["size"],
            _ => Functions.ValueMembers.NamesOf(target),
        };

    private string? Nearest(ScriptVariable variable)
    {
        List<string> names =
            variable is ScriptVariableLocal ? [] : [.. Functions.Builtins.Names, .. _page.GetMembers()];
        for (ScriptNode? node = variable.Parent; node is not null; node = node.Parent)
        {
            IEnumerable<ScriptVariable?> bound = node switch
            {
                ScriptForStatement loop => [loop.Variable as ScriptVariable],
                ScriptFunction function => (function.Parameters ?? []).Select(parameter => parameter.Name),
                _ => [],
            };
            names.AddRange(bound.OfType<ScriptVariable>().Select(one => one.Name));
        }
        return Spelling.Nearest(variable.Name, names);
    }
}
