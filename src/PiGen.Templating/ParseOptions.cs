namespace PiGen.Templating;

/// <summary>How a text is read as a template.</summary>
public sealed record ParseOptions
{
    public static ParseOptions Default { get; } = new();

    /// <summary>Whether the whole text is script, without <c>{{ }}</c>.</summary>
    public bool IsScript { get; init; }

    /// <summary>How deep brackets and blocks may be nested; four times as many operators may follow one another.</summary>
    public int MaxDepth { get; init; } = 250;
}
