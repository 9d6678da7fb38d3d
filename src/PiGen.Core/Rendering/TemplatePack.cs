using System.Collections.Immutable;
using PiGen.Core.Model;
using PiGen.Templating;
using PiGen.Templating.Checking;
using PiGen.Templating.Text;
using Scriban.Runtime;

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
        var mistakes = new DiagnosticBag();
        var pack = Parse(ByName(sources), includes, mistakes);
        diagnostics.AddRange(mistakes);
        return mistakes.HasErrors ? null : pack;
    }

    /// <summary>
    /// Parses a pack and says all that is wrong with it: in all branches of all its templates, held against what they see of
    /// an example, and for those without mistakes what they meet when it is rendered. Null if anything is wrong.
    /// </summary>
    /// <inheritdoc cref="Load"/>
    public static TemplatePack? Check(
        IEnumerable<SourceText> sources,
        Func<string, SourceText?>? includes,
        Cluster example,
        DiagnosticBag diagnostics
    )
    {
        var mistakes = new DiagnosticBag();
        var byName = ByName(sources);
        var pack = Parse(byName, includes, mistakes);
        foreach (var (_, part) in byName.Where(source => IsPart(source.Key)))
        {
            TemplateText.Parse(part, mistakes);
        }
        pack.Check(example, mistakes);
        diagnostics.AddRange(Distinct(mistakes));
        return mistakes.HasErrors ? null : pack;
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

    private void Check(Cluster example, DiagnosticBag mistakes)
    {
        List<PackTemplate> sound =
        [
            .. Templates.Where(template =>
                new PackCheck(example, template.Kind ?? Kinds.FirstOrDefault() ?? "", mistakes).Check(template)
            ),
        ];
        foreach (var kind in Kinds)
        {
            new PackRendering(example, kind, mistakes).Render(sound.Where(template => template.IsOf(kind)));
        }
    }

    // A part may be read by its name in the pack and by its path below a folder, and be the same.
    private static IEnumerable<Diagnostic> Distinct(DiagnosticBag mistakes)
    {
        // Texts are compared once each, not once for each mistake.
        var sources = mistakes.Select(mistake => mistake.Span.Source).Distinct().ToArray();
        var alike = sources.GroupBy(source => (FileNameOf(source), source.Content)).ToArray();
        var first = alike.SelectMany(group => group.Select(source => (source, group.First()))).ToDictionary();
        return mistakes.DistinctBy(mistake =>
            (mistake.Code, mistake.Span.Start, mistake.Span.Length, first[mistake.Span.Source])
        );
    }

    private static Dictionary<string, SourceText> ByName(IEnumerable<SourceText> sources)
    {
        var byName = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            byName[FileNameOf(source)] = source;
        }
        return byName;
    }

    private static TemplatePack Parse(
        Dictionary<string, SourceText> byName,
        Func<string, SourceText?>? includes,
        DiagnosticBag mistakes
    )
    {
        var names = byName.Keys.Where(name => !IsPart(name)).Order(StringComparer.Ordinal);
        var templates = names.Select(name => PackTemplate.Parse(name, byName[name], Include, mistakes));
        return new([.. templates.OfType<PackTemplate>()]);

        SourceText? Include(string name) => includes?.Invoke(name) ?? byName.GetValueOrDefault(name);
    }

    private static bool IsPart(string name) => name.StartsWith(PartMark);

    /// <summary>Whether there are units of a kind; an error that names the kinds if there are none.</summary>
    public bool CheckKind(SourceSpan kind, DiagnosticBag diagnostics)
    {
        var isKnown = Kinds.Contains(kind.Text.ToString());
        if (!isKnown)
        {
            diagnostics.Add(PackDiagnostics.UnknownKind(kind, Kinds));
        }
        return isKnown;
    }

    private IEnumerable<PackTemplate>? OfKind(SourceSpan kind, DiagnosticBag diagnostics)
    {
        var asked = kind.Text.ToString();
        return CheckKind(kind, diagnostics) ? Templates.Where(template => template.IsOf(asked)) : null;
    }

    private static string FileNameOf(SourceText source) => source.Name[(source.Name.LastIndexOfAny(['/', '\\']) + 1)..];
}

/// <summary>Looks for mistakes of templates in all their branches, each held against what it sees of an example.</summary>
internal sealed class PackCheck(Cluster example, string kind, DiagnosticBag diagnostics)
{
    private readonly ClusterModel _model = new(example, kind);

    /// <summary>Whether nothing is wrong.</summary>
    public bool Check(PackTemplate template)
    {
        var mistakes = diagnostics.Count;
        List<ScriptObject> models = [.. _model.GlobalsFor(template.Each)];
        foreach (var entry in new[] { template.Host, template.Path })
        {
            TemplateCheck.Check(entry, models[0], template.Options, diagnostics);
        }
        if (diagnostics.Count > mistakes || models.Exists(model => !IsInstalled(template, model)))
        {
            models[0]["artifacts"] = _model.ExampleArtifacts();
        }
        if (template.When is { } when)
        {
            TemplateCheck.Check(when, models[0], template.Options, diagnostics);
        }
        TemplateCheck.Check(template.Template, models[0], template.Options, diagnostics);
        return diagnostics.Count == mistakes;
    }

    // A path that cannot be told may be relative: what is wrong with it shows when the example is rendered.
    private static bool IsInstalled(PackTemplate template, ScriptObject model) =>
        TemplateText.TryEvaluate(template.Path, model, template.Options, new(), out var path)
        && (path as string)?.StartsWith('/') == true;
}
