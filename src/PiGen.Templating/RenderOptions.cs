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
    /// Whether printing a variable or member that holds null is a mistake. Off by default: Scriban's strict reading, which
    /// its own tests hold, refuses names that are unknown but prints a null that the model gives on purpose as nothing.
    /// </summary>
    public bool RefusesNull { get; init; }

    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Finds the text of an included template by the name written; none if there is no such template.</summary>
    public Func<string, SourceText?>? Includes { get; init; }

    /// <summary>The clock of <c>date.now</c>; without one it is refused, so that the same input gives the same text.</summary>
    public TimeProvider? Time { get; init; }

    public OutputLanguage Language { get; init; }

    public CancellationToken Cancellation { get; init; }
}
