using System.Collections.Immutable;
using PiGen.Templating.Text;
using Scriban.Syntax;

namespace PiGen.Templating.Checking;

/// <summary>A text to be checked: the template itself, or one that is included.</summary>
/// <param name="Root">None if the text is no template.</param>
/// <param name="Mistakes">What is wrong with a text that is no template.</param>
/// <param name="Notes">The way from the template to it, innermost first; empty for the template itself.</param>
internal sealed record Page(ScriptNode? Root, DiagnosticBag Mistakes, ImmutableArray<DiagnosticNote> Notes)
{
    public bool IsIncluded => Notes.Length > 0;
}

/// <summary>A template and all that it includes by a name known beforehand, each once.</summary>
internal sealed class Pages(ScriptNode root, RenderOptions options)
{
    private readonly List<Page> _pages = [new(root, [], [])];
    private readonly Dictionary<string, bool> _isThere = new(StringComparer.Ordinal);

    public int Count => _pages.Count;

    public Page this[int index] => _pages[index];

    /// <summary>Whether there is a text of this name; if so it is among the pages from now on.</summary>
    public bool TryInclude(string name, ImmutableArray<DiagnosticNote> way)
    {
        if (!_isThere.TryGetValue(name, out var isThere))
        {
            var source = name.Length == 0 ? null : options.Includes?.Invoke(name);
            isThere = source is not null;
            _isThere.Add(name, isThere);
            if (source is not null)
            {
                var mistakes = new DiagnosticBag();
                _pages.Add(new(TemplateText.OfInclude(source, mistakes)?.Page, mistakes, way));
            }
        }
        return isThere;
    }
}
