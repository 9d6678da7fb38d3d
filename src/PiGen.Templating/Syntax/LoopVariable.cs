namespace PiGen.Templating.Syntax;

/// <summary>What <c>for.</c> and <c>while.</c> tell of the loop around them.</summary>
internal enum LoopMember
{
    Index,
    Rindex,
    First,
    Last,
    Even,
    Odd,
    Changed,
    Length,
}

internal sealed class LoopVariable(bool ofWhile, LoopMember member, int start, int end)
    : Expression(ExpressionKind.LoopVariable, start, end)
{
    public bool OfWhile { get; } = ofWhile;

    public LoopMember Member { get; } = member;

    public static LoopMember? TryParse(bool ofWhile, ReadOnlySpan<char> name) =>
        name switch
        {
            "index" => LoopMember.Index,
            "first" => LoopMember.First,
            "even" => LoopMember.Even,
            "odd" => LoopMember.Odd,
            _ when ofWhile => null,
            "rindex" => LoopMember.Rindex,
            "last" => LoopMember.Last,
            "changed" => LoopMember.Changed,
            "length" => LoopMember.Length,
            _ => null,
        };

    public static string Known(bool ofWhile) =>
        ofWhile ? "index, first, even, odd" : "index, rindex, first, last, even, odd, changed, length";
}
