using System.Collections.Immutable;
using PiGen.Core.Model;
using PiGen.Templating.Evaluation;
using PiGen.Templating.Text;

namespace PiGen.Core.Rendering;

/// <summary>The templates that a cluster is rendered with.</summary>
public sealed class TemplatePack
{
    private const char PartMark = '_';

    private TemplatePack(ImmutableArray<PackTemplate> templates) => Templates = templates;

    /// <summary>In ordinal order of their names.</summary>
    public ImmutableArray<PackTemplate> Templates { get; }

    /// <summary>The kinds of units that can be asked for.</summary>
    public IEnumerable<string> Kinds => Templates.Select(template => template.Kind).OfType<string>().Distinct();

    /// <summary>
    /// Parses a pack; of two texts with one file name the later is taken, and those whose name begins with <c>_</c> are parts
    /// for others to include. Null, with all errors, if any of them is no template.
    /// </summary>
    /// <param name="includes">Finds a text to include by its path, before the pack's own names are searched.</param>
    public static TemplatePack? Load(
        IEnumerable<SourceText> sources,
        Func<string, SourceText?>? includes,
        DiagnosticBag diagnostics
    )
    {
        var byName = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            byName[FileNameOf(source)] = source;
        }
        var mistakes = new DiagnosticBag();
        var names = byName.Keys.Where(name => !name.StartsWith(PartMark)).Order(StringComparer.Ordinal);
        var templates = names.Select(name => PackTemplate.Parse(name, byName[name], Include, mistakes));
        ImmutableArray<PackTemplate> parsed = [.. templates.OfType<PackTemplate>()];
        diagnostics.AddRange(mistakes);
        return mistakes.HasErrors ? null : new(parsed);

        SourceText? Include(string name) => includes?.Invoke(name) ?? byName.GetValueOrDefault(name);
    }

    /// <summary>The artifacts of a cluster: those that are installed first, then those that lie beside them. Null, with errors, if any cannot be rendered.</summary>
    /// <param name="kind">The kind of units that is asked for.</param>
    public ImmutableArray<Artifact>? Render(Cluster cluster, SourceSpan kind, DiagnosticBag diagnostics) =>
        OfKind(kind, diagnostics) is { } templates
            ? new PackRendering(cluster, kind.Text.ToString(), diagnostics).Render(templates)
            : null;

    /// <summary>
    /// All that templates see of a cluster, by name; what a template sees one at a time (<c>worker</c>, <c>forward</c>) is
    /// the first one. Null, with errors, if the pack cannot be rendered.
    /// </summary>
    public ScriptObject? Model(Cluster cluster, SourceSpan kind, DiagnosticBag diagnostics) =>
        Render(cluster, kind, diagnostics) is { } artifacts
            ? new ClusterModel(cluster, kind.Text.ToString()).Example(artifacts)
            : null;

    /// <summary>Says all that is wrong with the pack: what its templates meet when an example is rendered, kind by kind.</summary>
    public void Check(Cluster example, DiagnosticBag diagnostics)
    {
        var mistakes = new DiagnosticBag();
        foreach (var kind in Kinds)
        {
            Render(example, new SourceText("--kind", kind).Whole, mistakes);
        }
        diagnostics.AddRange(mistakes.DistinctBy(mistake => (mistake.Code, mistake.Span)));
    }

    private IEnumerable<PackTemplate>? OfKind(SourceSpan kind, DiagnosticBag diagnostics)
    {
        var asked = kind.Text.ToString();
        if (!Kinds.Contains(asked))
        {
            diagnostics.Add(PackDiagnostics.UnknownKind(kind, Kinds));
            return null;
        }
        return Templates.Where(template => template.Kind is null || template.Kind == asked);
    }

    private static string FileNameOf(SourceText source) => source.Name[(source.Name.LastIndexOfAny(['/', '\\']) + 1)..];
}
