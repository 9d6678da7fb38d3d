using System.Diagnostics;

namespace PiGen.Core.Tests.Hosts;

public class HostlistSpeedTests
{
    // On one core each takes at most half a second; what costs the square of the text would take minutes.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("[")]
    [InlineData("]")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[1],")]
    [InlineData("[1\n")]
    [InlineData("a[1,")]
    [InlineData(",")]
    [InlineData("!")]
    [InlineData("a,")]
    [InlineData("a ")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("{")]
    [InlineData(":[")]
    [InlineData("a@")]
    [InlineData("9")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("a[1]&")]
    [InlineData("\u00e9")]
    public void A_megabyte_of_anything_is_read_at_once(string piece) =>
        Assert.InRange(TimeToParse(Repeat(piece, 1_000_000)), TimeSpan.Zero, Bound);

    [Theory]
    [InlineData("&red1")]
    [InlineData("!red1")]
    [InlineData("^red1")]
    [InlineData(",red1")]
    public void A_long_chain_of_operators_does_not_pay_for_all_hosts_each_time(string step) =>
        Assert.InRange(TimeToParse("red[1-900000]" + Repeat(step, 500_000)), TimeSpan.Zero, Bound);

    private static string Repeat(string piece, int length) =>
        string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    private static TimeSpan TimeToParse(string text)
    {
        var watch = Stopwatch.StartNew();
        Written.Parse(text);
        return watch.Elapsed;
    }
}
