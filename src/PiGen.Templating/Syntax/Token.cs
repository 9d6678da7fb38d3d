namespace PiGen.Templating.Syntax;

/// <summary>A run of characters of the source that the grammar takes as one: <paramref name="Start"/> to <paramref name="End"/>, end excluded.</summary>
/// <param name="AfterBlank">Whether a blank stands before it: <c>f [1]</c> is a call, <c>f[1]</c> an index.</param>
/// <param name="Indent">For <see cref="TokenKind.CodeEnter"/>: how many blanks stand alone before it on its line.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, bool AfterBlank = false, int Indent = 0)
{
    public int Length => End - Start;
}
