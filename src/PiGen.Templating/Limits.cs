namespace PiGen.Templating;

/// <summary>What a render may use up at most: templates may come from strangers. Work is counted, never timed.</summary>
public sealed record Limits
{
    public static Limits Default { get; } = new();

    /// <summary>Expressions and statements evaluated in all; what functions read and write counts by its length.</summary>
    public long Steps { get; init; } = 10_000_000;

    /// <summary>Calls and includes within one another.</summary>
    public int Nesting { get; init; } = 100;

    /// <summary>Turns of a loop, together with those of the loops within it.</summary>
    public int LoopTurns { get; init; } = 1_000_000;

    /// <summary>Items of one list or range.</summary>
    public int Items { get; init; } = 100_000;

    /// <summary>Characters of the text rendered, and of any string made on the way; all of these together six times as many.</summary>
    public int OutputSize { get; init; } = 8 * 1024 * 1024;
}
