using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Templating.Checking;

/// <summary>A text to be checked: the template itself, or one that is included.</summary>
/// <param name="Template">None if the text is no template.</param>
/// <param name="Mistakes">What is wrong with a text that is no template.</param>
/// <param name="Notes">The way from the template to it, innermost first; empty for the template itself.</param>
internal sealed record Page(Template? Template, DiagnosticBag Mistakes, ImmutableArray<DiagnosticNote> Notes)
{
    public bool IsIncluded => Notes.Length > 0;
}
