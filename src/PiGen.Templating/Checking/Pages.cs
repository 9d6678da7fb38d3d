using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Templating.Checking;

/// <summary>A template and all that it includes by a name known beforehand, each once.</summary>
internal sealed class Pages(RenderOptions options)
{
    private readonly List<Page> _pages = [];
    private readonly Dictionary<string, bool> _isThere = new(StringComparer.Ordinal);

    public int Count => _pages.Count;

    public Page this[int index] => _pages[index];

    public void Add(Template template) => _pages.Add(new(template, [], []));

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
                _pages.Add(new(Template.OfInclude(source, mistakes), mistakes, way));
            }
        }
        return isThere;
    }
}
