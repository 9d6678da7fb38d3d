using PiGen.Core.Model;
using PiGen.Templating;
using PiGen.Templating.Checking;
using PiGen.Templating.Text;
using Scriban.Runtime;

namespace PiGen.Core.Rendering;

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
