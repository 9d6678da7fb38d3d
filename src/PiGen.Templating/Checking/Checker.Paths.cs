using PiGen.Templating.Engine;
using PiGen.Templating.Text;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Checking;

internal sealed partial class Checker
{
    private object? PathOf(ScriptNode path, bool isLenient) =>
        path switch
        {
            _ when IsTooDeep => null,
            ScriptVariableGlobal variable => CheckVariable(variable, isLenient),
            ScriptMemberExpression member => CheckMember(member, isLenient),
            ScriptIndexerExpression index => CheckIndex(index, isLenient),
            ScriptNestedExpression nested => isLenient ? Lenient(nested.Expression) : Visit(nested.Expression),
            _ => null,
        };

    private object? CheckVariable(ScriptVariableGlobal variable, bool isLenient)
    {
        var name = variable.Name;
        var mayBeMissing = isLenient || options.Relaxed;
        if (TryFind(name, out var shape))
        {
            // A function is missing where it is not yet bound, or no longer.
            return mayBeMissing && shape is IScriptCustomFunction ? null : shape;
        }
        if (mayBeMissing)
        {
            names.Guard(name);
        }
        else
        {
            Report(EngineDiagnostics.UnknownVariable(Places.Of(variable), name, Nearest(name)));
        }
        return null;
    }

    /// <summary>What stands before a dot or a bracket: if it is a function, it is called without anything.</summary>
    private object? OwnerOf(ScriptExpression? owner, bool isLenient) =>
        owner is IScriptVariablePath ? Called(PathOf(owner, isLenient), owner, takesPiped: false) : Visit(owner);

    private object? CheckMember(ScriptMemberExpression member, bool isLenient)
    {
        var mayBeMissing = isLenient || TreeReview.IsConditional(member);
        var owner = OwnerOf(member.Target, mayBeMissing);
        return member is { Member: { } name } and not ScriptIsEmptyExpression
            ? MemberOf(owner, name.Name, member, name, mayBeMissing)
            : null;
    }

    private object? MemberOf(object? owner, string name, ScriptExpression path, ScriptNode place, bool mayBeMissing)
    {
        if (names.MayHave(name))
        {
            return null;
        }
        if (Shapes.TryMember(owner, name, out var shape))
        {
            return shape;
        }
        if (mayBeMissing || options.Relaxed)
        {
            names.Guard(Places.TextOf(path));
        }
        else if (!names.IsGuarded(Places.TextOf(path)))
        {
            var before = path is ScriptMemberExpression { Target: IScriptVariablePath and ScriptNode target }
                ? Places.TextOf(target) + "."
                : "";
            var near = Spelling.Nearest(name, StrictContext.MembersOf(owner));
            Report(EngineDiagnostics.UnknownMember(Places.Of(place), name, near is null ? null : before + near));
        }
        return null;
    }

    private object? CheckIndex(ScriptIndexerExpression index, bool isLenient)
    {
        var owner = OwnerOf(index.Target, isLenient);
        Visit(index.Index);
        if (TextIn(index.Index) is { } name)
        {
            return owner is IScriptObject ? MemberOf(owner, name, index, index.Index!, isLenient) : null;
        }
        // The index may be a name that only a member has.
        return index.Index is ScriptLiteral || !names.HasMembers ? ItemOf(owner) : null;
    }

    private object? ItemOf(object? list) => names.IsOpen(Openness.Members) ? null : Shapes.Item(list);
}
