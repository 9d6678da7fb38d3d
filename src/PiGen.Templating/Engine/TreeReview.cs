using PiGen.Templating.Text;
using Scriban.Parsing;
using Scriban.Syntax;

namespace PiGen.Templating.Engine;

/// <summary>
/// Looks at each node of a tree once, before it is used. It refuses what is nested deeper than all who walk the tree later
/// have stack for, and makes <c>a?.b.c</c> null as a whole where <c>a</c> is null, as <c>a?.b[0]</c> is in Scriban.
/// </summary>
internal sealed class TreeReview(DiagnosticBag diagnostics) : ScriptVisitor
{
    private const int MaxDepth = 1_000;

    private int _depth;
    private bool _isRefused;

    public override void Visit(ScriptNode? node)
    {
        if (node is null || _isRefused)
        {
            return;
        }
        if (++_depth > MaxDepth)
        {
            _isRefused = true;
            diagnostics.Add(SyntaxDiagnostics.TooDeep(Places.Of(node)));
            return;
        }
        base.Visit(node);
        _depth--;
        if (
            node is ScriptMemberExpression { DotToken.TokenType: not TokenType.QuestionDot } member
            && MayEndEarly(member.Target)
        )
        {
            member.DotToken = new ScriptToken(TokenType.QuestionDot) { Value = "." };
        }
    }

    /// <summary>Whether a member was written with <c>?.</c>, so that it may be missing.</summary>
    public static bool IsConditional(ScriptMemberExpression member) =>
        member.DotToken is { TokenType: TokenType.QuestionDot, Value: not "." };

    private static bool MayEndEarly(ScriptExpression? target) =>
        target switch
        {
            ScriptMemberExpression member => member.DotToken.TokenType == TokenType.QuestionDot,
            ScriptIndexerExpression index => MayEndEarly(index.Target),
            ScriptNestedExpression nested => MayEndEarly(nested.Expression),
            _ => false,
        };
}
