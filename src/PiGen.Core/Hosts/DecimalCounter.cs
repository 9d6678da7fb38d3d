namespace PiGen.Core.Hosts;

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
