using System.Diagnostics;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>Waits for what happens by itself, asking often and not for ever.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static void IsTrue(Func<bool> statement, TimeSpan within, Func<string> otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!statement())
        {
            if (watch.Elapsed > within)
            {
                throw new LabException($"after {within.TotalSeconds} s: {otherwise()}");
            }
            Thread.Sleep(Pause);
        }
    }

    /// <summary>Compares again and again; what differs at the end fails the test.</summary>
    public static void Equal<T>(T expected, Func<T> actual, TimeSpan within)
    {
        var watch = Stopwatch.StartNew();
        var last = actual();
        while (!EqualityComparer<T>.Default.Equals(expected, last) && watch.Elapsed < within)
        {
            Thread.Sleep(Pause);
            last = actual();
        }
        Assert.Equal(expected, last);
    }
}
