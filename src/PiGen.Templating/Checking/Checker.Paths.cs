using PiGen.Templating.Evaluation;
using PiGen.Templating.Syntax;
using PiGen.Templating.Text;

namespace PiGen.Templating.Checking;

internal sealed partial class Checker
{
    private Shape CheckPath(Expression path, bool isLenient)
    {
        switch (path)
        {
            case Variable variable:
                return CheckVariable(variable, isLenient);
            case Member member:
                return CheckMember(member, isLenient);
            case Syntax.Index index:
                return CheckIndex(index, isLenient);
            case IsEmpty test:
                CheckTarget(test.Target, isLenient);
                return Shape.Unknown;
            case Local or Arguments or This or LoopVariable:
                return Shape.Unknown;
            default:
                return Check(path);
        }
    }

    private Shape CheckVariable(Variable variable, bool isLenient)
    {
        if (Find(variable.Name) is { } shape)
        {
            return shape;
        }
        if (isLenient || options.Relaxed)
        {
            names.Guard(variable.Name);
        }
        else
        {
            var near = Nearest(variable.Name);
            Report(EvaluationDiagnostics.UnknownVariable(Span(variable), variable.Name, near));
        }
        return Shape.Unknown;
    }

    private Shape CheckTarget(Expression target, bool isLenient) =>
        IsTooDeep() ? Shape.Unknown
        : target.IsPath ? Called(CheckPath(target, isLenient), target)
        : isLenient ? CheckLenient(target)
        : Check(target);

    private Shape CheckMember(Member member, bool isLenient)
    {
        var passesNull = isLenient || member.IsConditional;
        var target = CheckTarget(member.Target, passesNull);
        var place = _source.Span(member.NameStart, member.End - member.NameStart);
        var prefix = member.Target.IsPath ? TextOf(member.Target) + "." : "";
        return MemberOf(target, member.Name, member, passesNull, place, prefix);
    }

    private Shape MemberOf(Shape target, string name, Expression path, bool passesNull, SourceSpan place, string prefix)
    {
        if (names.MayHave(name))
        {
            return Shape.Unknown;
        }
        if (target.Member(name) is { } shape)
        {
            return shape;
        }
        if (passesNull || options.Relaxed)
        {
            names.Guard(TextOf(path));
        }
        else if (!names.IsGuarded(TextOf(path)))
        {
            var near = Spelling.Nearest(name, ValueMembers.NamesOf(target.Example));
            Report(EvaluationDiagnostics.UnknownMember(place, name, near is null ? null : prefix + near));
        }
        return Shape.Unknown;
    }

    private Shape CheckIndex(Syntax.Index index, bool isLenient)
    {
        var passesNull = isLenient || index.IsConditional;
        var target = CheckTarget(index.Target, passesNull);
        var key = (index.Key as Literal)?.Value.AsString;
        if (key is null)
        {
            Check(index.Key);
            return target.Item;
        }
        var hasNames = target.Example.Kind is ValueKind.Object or ValueKind.Array;
        return hasNames ? MemberOf(target, key, index, passesNull, Span(index.Key), "") : Shape.Unknown;
    }
}
