using PiGen.Templating.Text;

namespace PiGen.Templating.Evaluation;

/// <summary>Carries the mistake that ends a render from where it was met to <see cref="Template.Render"/>; it never leaves the library.</summary>
internal sealed class RenderStopped(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}
