namespace PiGen.Templating;

/// <summary>What a render may use up at most: templates may come from strangers.</summary>
public sealed record Limits
{
    public static Limits Default { get; } = new();

    /// <summary>Statements, calls and loop turns in all.</summary>
    public long Steps { get; init; } = 10_000_000;

    /// <summary>Calls and includes within one another.</summary>
    public int Nesting { get; init; } = 100;

    /// <summary>Turns of one loop.</summary>
    public long LoopTurns { get; init; } = 100_000;

    /// <summary>Characters of the text rendered, and of any string made on the way.</summary>
    public int OutputSize { get; init; } = 8 * 1024 * 1024;

    /// <summary>Time that one regular expression may take.</summary>
    public TimeSpan RegexTime { get; init; } = TimeSpan.FromMilliseconds(500);
}
