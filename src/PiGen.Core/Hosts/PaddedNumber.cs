using System.Globalization;
using System.Text;

namespace PiGen.Core.Hosts;

/// <summary>A number as it stands in a name: its value, and how many digits it was written with.</summary>
internal readonly record struct PaddedNumber(long Value, int Width)
{
    /// <summary>As many digits as surely fit a long; what stands before them is a number of its own.</summary>
    public const int LongestWidth = 18;

    public static PaddedNumber Parse(ReadOnlySpan<char> digits) =>
        new(long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), digits.Length);

    /// <summary>How many digits a number has that is not padded.</summary>
    public static int WidthOf(long value)
    {
        var width = 1;
        for (; value >= 10; value /= 10)
        {
            width++;
        }
        return width;
    }

    public void WriteTo(StringBuilder text)
    {
        Span<char> digits = stackalloc char[LongestWidth];
        var rest = Value;
        for (var at = Width - 1; at >= 0; at--)
        {
            (rest, var digit) = Math.DivRem(rest, 10);
            digits[at] = (char)('0' + digit);
        }
        text.Append(digits[..Width]);
    }
}
