using PiGen.Templating.Escaping;
using PiGen.Templating.Text;

namespace PiGen.Templating;

/// <summary>How a template is rendered.</summary>
public sealed record RenderOptions
{
    public static RenderOptions Default { get; } = new();

    /// <summary>Whether unknown names are null, as Scriban reads them by default, instead of mistakes.</summary>
    public bool Relaxed { get; init; }

    /// <summary>
    /// Whether it is a mistake to print null, to compute with it or to loop over it. Off by default: Scriban's own strict
    /// reading refuses unknown names but prints a null that the model gives as nothing.
    /// </summary>
    public bool RefusesNull { get; init; }

    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Finds the text of an included template by the name written; none if there is no such template.</summary>
    public Func<string, SourceText?>? Includes { get; init; }

    public OutputLanguage Language { get; init; }

    public CancellationToken Cancellation { get; init; }
}

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
