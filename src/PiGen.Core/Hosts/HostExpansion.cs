using System.Collections.Immutable;

namespace PiGen.Core.Hosts;

/// <summary>One walk through the names of a <see cref="RangedName"/>, all in one buffer.</summary>
internal sealed class HostExpansion(ImmutableArray<NamePiece> pieces, Action<ReadOnlySpan<char>> visit)
{
    private readonly char[] _name = new char[HostName.LongestName];

    public void Run() => Write(0, 0);

    // Each piece has a character or more and a name at most 253: the recursion is no deeper.
    private void Write(int piece, int length)
    {
        if (piece == pieces.Length)
            visit(_name.AsSpan(0, length));
        else if (pieces[piece] is NumbersPiece numbers)
            WriteNumbers(numbers, piece, length);
        else
            WriteText(pieces[piece].Span.Text, piece, length);
    }

    private void WriteText(ReadOnlySpan<char> text, int piece, int length)
    {
        text.CopyTo(_name.AsSpan(length));
        Write(piece + 1, length + text.Length);
    }

    private void WriteNumbers(NumbersPiece numbers, int piece, int length)
    {
        Span<char> buffer = stackalloc char[DecimalCounter.Capacity];
        foreach (var range in numbers.Ranges)
        {
            var number = new DecimalCounter(buffer, range.First.Text);
            WriteText(number.Digits, piece, length);
            for (var turn = 1L; turn < range.Count; turn++)
            {
                number.Add(range.Step is { } step ? step.Text : "1");
                WriteText(number.Digits, piece, length);
            }
        }
    }
}
