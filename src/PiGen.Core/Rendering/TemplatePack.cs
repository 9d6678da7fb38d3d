using System.Collections.Immutable;
using PiGen.Core.Model;
using PiGen.Templating.Text;

namespace PiGen.Core.Rendering;

/// <summary>The templates that a cluster is rendered with.</summary>
public sealed class TemplatePack
{
    private TemplatePack(ImmutableArray<PackTemplate> templates) => Templates = templates;

    /// <summary>In ordinal order of their names.</summary>
    public ImmutableArray<PackTemplate> Templates { get; }

    /// <summary>Parses a pack; of two texts with one file name the later is taken. Null, with errors, if any of them is no template.</summary>
    public static TemplatePack? Load(IEnumerable<SourceText> sources, DiagnosticBag diagnostics)
    {
        var byName = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            byName[FileNameOf(source)] = source;
        }
        var mistakes = new DiagnosticBag();
        var names = byName.Keys.Order(StringComparer.Ordinal);
        var templates = names.Select(name => PackTemplate.Parse(name, byName[name], mistakes));
        ImmutableArray<PackTemplate> parsed = [.. templates.OfType<PackTemplate>()];
        diagnostics.AddRange(mistakes);
        return mistakes.HasErrors ? null : new(parsed);
    }

    /// <summary>The artifacts of a cluster: those that are installed first, then those that lie beside them. Null, with errors, if any cannot be rendered.</summary>
    /// <param name="kind">The kind of units that is asked for.</param>
    public ImmutableArray<Artifact>? Render(Cluster cluster, SourceSpan kind, DiagnosticBag diagnostics)
    {
        var kinds = Templates.Select(template => template.Kind).OfType<string>().Distinct().ToImmutableArray();
        var asked = kind.Text.ToString();
        if (!kinds.Contains(asked))
        {
            diagnostics.Add(PackDiagnostics.UnknownKind(kind, kinds));
            return null;
        }
        var templates = Templates.Where(template => template.Kind is null || template.Kind == asked);
        return new PackRendering(cluster, asked, diagnostics).Render(templates);
    }

    private static string FileNameOf(SourceText source) => source.Name[(source.Name.LastIndexOfAny(['/', '\\']) + 1)..];
}
