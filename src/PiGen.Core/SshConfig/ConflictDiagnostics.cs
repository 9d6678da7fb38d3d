using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.SshConfig;

/// <summary>What to say of a conflict, PG0721 and on.</summary>
internal static class ConflictDiagnostics
{
    public static Diagnostic Of(Conflict conflict) =>
        conflict.Kind switch
        {
            ConflictKind.NameTaken => NameTaken(conflict),
            ConflictKind.NameUsed => NameUsed(conflict),
            ConflictKind.Shadowed => Shadowed(conflict),
            ConflictKind.Shadowing => Shadowing(conflict),
            ConflictKind.ReachesIn => ReachesIn(conflict),
        };

    private static Diagnostic NameTaken(Conflict conflict) =>
        Warning(
            "PG0721",
            conflict.Line.Directive,
            $"you have a section for {conflict.FoldedNames} already, and PiGen brings another",
            "rename one of the two, or agree: what stands first in your ssh_config counts, which is PiGen's Include"
        );

    private static Diagnostic NameUsed(Conflict conflict) =>
        Warning(
            "PG0722",
            conflict.Line.Directive,
            $"this {Keyword(conflict)} leads through {conflict.FoldedNames}, which means PiGen's host from now on",
            "give the full name or the address there if another host is meant, or agree to it"
        );

    private static Diagnostic Shadowed(Conflict conflict) =>
        Warning(
            "PG0723",
            conflict.Line.Directive,
            $"this {Keyword(conflict)} no longer holds for {conflict.FoldedNames}: PiGen's comes first",
            "agree to it, or give the hosts other names"
        );

    private static Diagnostic Shadowing(Conflict conflict) =>
        Warning(
            "PG0724",
            conflict.Line.Directive,
            $"this {Keyword(conflict)} {May(conflict, "comes", "come")} before PiGen's for {conflict.FoldedNames}",
            "move PiGen's Include before it"
        );

    private static Diagnostic ReachesIn(Conflict conflict) =>
        Warning(
            "PG0725",
            conflict.Line.Directive,
            $"this {Keyword(conflict)} {May(conflict, "holds", "hold")} for {conflict.FoldedNames} too",
            $"if it should not, except them there, as in 'Host * !{conflict.Names[0]}', or agree to it"
        );

    private static string Keyword(Conflict conflict) => conflict.Line.KeywordSpan.Text.ToString();

    private static string May(Conflict conflict, string does, string infinitive) =>
        conflict.IsCertain ? does : $"may {infinitive}";
}
