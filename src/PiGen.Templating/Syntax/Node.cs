namespace PiGen.Templating.Syntax;

/// <summary>A part of the syntax tree; it never changes once built, so that one tree serves many renders at a time.</summary>
/// <param name="start">Offset of its first character in the source.</param>
/// <param name="end">Offset after its last one.</param>
internal abstract class Node(int start, int end)
{
    public int Start { get; } = start;

    public int End { get; } = end;
}
