using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>One name of a hostlist, with its ranges: <c>rack[1-2]node[01-03]</c>.</summary>
internal sealed record RangedName(SourceSpan Span, ImmutableArray<NamePiece> Pieces)
{
    /// <summary>How many names it stands for, a repeated one counted again; <see cref="long.MaxValue"/> when there are more.</summary>
    public long Count { get; } = CountNames(Pieces);

    /// <summary>Hands over every name, the leftmost range slowest; the text is gone when <paramref name="visit"/> returns.</summary>
    public void Expand(Action<ReadOnlySpan<char>> visit)
    {
        if (Pieces is [LiteralPiece])
            visit(Span.Text);
        else
            new HostExpansion(Pieces, visit).Run();
    }

    private static long CountNames(ImmutableArray<NamePiece> pieces)
    {
        var product = 1L;
        foreach (var piece in pieces)
        {
            product = Saturating.Multiply(product, piece.Count);
        }
        return product;
    }
}

/// <summary>A part of a <see cref="RangedName"/>: text as it stands, or the numbers of a bracket.</summary>
internal abstract record NamePiece(SourceSpan Span)
{
    public abstract long Count { get; }

    /// <summary>In characters, of the longest text it stands for.</summary>
    public abstract int Longest { get; }
}

internal sealed record LiteralPiece(SourceSpan Span) : NamePiece(Span)
{
    public override long Count => 1;

    public override int Longest => Span.Length;
}

internal sealed record NumbersPiece(SourceSpan Span, ImmutableArray<NumberRange> Ranges) : NamePiece(Span)
{
    public override long Count { get; } = Ranges.Aggregate(0L, static (sum, range) => Saturating.Add(sum, range.Count));

    public override int Longest { get; } = Ranges.Max(static range => range.Longest);
}

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

/// <summary>
/// A decimal number that counts on in its own digits: leading zeros stay until a carry needs their place,
/// which is how padding works, and no length is too great.
/// </summary>
internal ref struct DecimalCounter
{
    /// <summary>No number of a name is longer than a label.</summary>
    public const int Capacity = HostName.LongestLabel;

    private readonly Span<char> _buffer;
    private int _start;

    public DecimalCounter(Span<char> buffer, ReadOnlySpan<char> digits)
    {
        _buffer = buffer;
        _start = buffer.Length - digits.Length;
        digits.CopyTo(buffer[_start..]);
    }

    public readonly ReadOnlySpan<char> Digits => _buffer[_start..];

    public void Add(ReadOnlySpan<char> step)
    {
        var carry = 0;
        for (var place = 0; place < step.Length || carry > 0; place++)
        {
            var sum = DigitAt(place) + carry + (place < step.Length ? step[^(place + 1)] - '0' : 0);
            carry = sum / 10;
            SetDigit(place, sum % 10);
        }
    }

    private readonly int DigitAt(int place) => place < Digits.Length ? Digits[^(place + 1)] - '0' : 0;

    // A zero above the highest digit is not written: a step may have leading zeros, they do not pad.
    private void SetDigit(int place, int digit)
    {
        var index = _buffer.Length - 1 - place;
        if (index < _start && digit == 0)
            return;
        while (index < _start)
        {
            _buffer[--_start] = '0';
        }
        _buffer[index] = (char)('0' + digit);
    }
}
