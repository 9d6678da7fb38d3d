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
