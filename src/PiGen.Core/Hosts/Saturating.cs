namespace PiGen.Core.Hosts;

/// <summary>Counts that stop at <see cref="long.MaxValue"/>: a person can write a product of any size.</summary>
internal static class Saturating
{
    public static long Add(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    public static long Multiply(long left, long right) =>
        right != 0 && left > long.MaxValue / right ? long.MaxValue : left * right;
}
