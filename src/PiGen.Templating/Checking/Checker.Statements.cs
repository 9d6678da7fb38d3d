using System.Collections;
using PiGen.Templating.Engine;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Checking;

internal sealed partial class Checker
{
    public override object? Visit(ScriptForStatement node) => CheckLoop(node, "for");

    public override object? Visit(ScriptTableRowStatement node) => CheckLoop(node, "tablerow");

    private object? CheckLoop(ScriptForStatement loop, string state)
    {
        var list = Visit(loop.Iterator);
        if (list is not (null or IEnumerable))
        {
            Report(EngineDiagnostics.NotIterable(Places.Of(loop.Iterator!), Shapes.KindOf(list)));
        }
        foreach (var option in loop.NamedArguments)
        {
            CheckOption(option, loop is ScriptTableRowStatement);
        }
        Frame[] turn = loop.Variable is ScriptVariableGlobal { Name: var name } ? [Bound(name, ItemOf(list))] : [];
        if (turn.Length == 0)
        {
            Assign(loop.Variable, null);
        }
        Within([Bound(state, null), .. turn], loop.Body);
        Within([Bound(state, null)], loop.Else);
        return null;
    }

    private void CheckOption(ScriptNamedArgument option, bool isTableRow)
    {
        var name = option.Name?.Name;
        if (name is not ("offset" or "limit" or "reversed") && !(isTableRow && name == "cols"))
        {
            Report(EngineDiagnostics.UnknownOption(Places.Of(option), name ?? ""));
        }
        Visit(option);
    }

    public override object? Visit(ScriptWhileStatement node)
    {
        Within([Bound("while", null)], node.Condition, node.Body);
        return null;
    }

    public override object? Visit(ScriptCaptureStatement node)
    {
        Visit(node.Body);
        Assign(node.Target, null);
        return null;
    }

    public override object? Visit(ScriptWithStatement node)
    {
        var frame = new Frame(null, Visit(node.Name));
        if (frame.Shape is not IScriptObject { IsReadOnly: true })
        {
            names.Open(Openness.Within);
        }
        foreach (var name in frame.Names)
        {
            Bound(name, Shapes.MemberOf(frame.Shape, name));
        }
        Within([frame], node.Body);
        return null;
    }

    public override object? Visit(ScriptWrapStatement node)
    {
        _ = node.Target is ScriptFunctionCall ? Visit(node.Target) : Call(Callee(node.Target!), node.Target!, []);
        Elsewhere([], node.Body);
        return null;
    }

    public override object? Visit(ScriptImportStatement node)
    {
        if (Visit(node.Expression) is not IScriptObject { IsReadOnly: true } members)
        {
            names.Open(Openness.Variables);
            return null;
        }
        foreach (var name in members.GetMembers())
        {
            names.Assign(name, Shapes.MemberOf(members, name));
        }
        return null;
    }

    public override object? Visit(ScriptReadOnlyStatement node) => null;

    public override object? Visit(ScriptFunction node)
    {
        if (node.NameOrDoToken is ScriptVariable name)
        {
            Assign(name, node);
        }
        var parameters = (node.Parameters ?? []).Select(parameter => Bound(parameter.Name?.Name ?? "", null));
        Elsewhere([.. parameters], node.Body);
        return node;
    }

    private Frame Bound(string name, object? shape)
    {
        names.Bind(name, shape);
        return new(name, shape);
    }
}
