using System.Collections.Immutable;
using PiGen.Core.Model;
using PiGen.Templating;
using PiGen.Templating.Text;
using Scriban.Runtime;

namespace PiGen.Core.Rendering;

/// <summary>
/// One rendering of a pack. What is installed is rendered first; what lies beside (a relative path) is rendered after it
/// and sees, as <c>artifacts</c>, what is installed on its host.
/// </summary>
internal sealed class PackRendering(Cluster cluster, string kind, DiagnosticBag diagnostics)
{
    private readonly ClusterModel _model = new(cluster, kind);
    private readonly ArtifactPlaces _places = new();
    private readonly List<Artifact> _artifacts = [];

    public ImmutableArray<Artifact>? Render(IEnumerable<PackTemplate> templates)
    {
        var mistakes = diagnostics.Count;
        List<Placed> placed = [.. templates.SelectMany(Place)];
        var beside = placed.FindAll(one => !one.Destination.IsInstalled);
        RenderAll(placed.FindAll(one => one.Destination.IsInstalled));
        var installed = _artifacts.ToLookup(artifact => artifact.Destination.Host);
        var models = installed.ToDictionary(host => host.Key, _model.Of);
        foreach (var one in beside)
        {
            one.Globals["artifacts"] = models.GetValueOrDefault(one.Destination.Host) ?? new ScriptArray();
        }
        RenderAll(beside);
        return diagnostics.Count > mistakes ? null : [.. _artifacts];
    }

    // A mistake in a template is told once, not once for each of its artifacts.
    private IEnumerable<Placed> Place(PackTemplate template)
    {
        foreach (var (index, globals) in _model.GlobalsFor(template.Each).Index())
        {
            if (DestinationOf(template, globals) is not { } destination)
            {
                yield break;
            }
            var forward = template.Each == Each.Forward ? cluster.Forwards[index] : null;
            yield return new(template, globals, destination, forward);
        }
    }

    private void RenderAll(IEnumerable<Placed> placed)
    {
        foreach (var template in placed.GroupBy(one => one.Template))
        {
            foreach (var one in template)
            {
                if (!TryRender(one))
                {
                    break;
                }
            }
        }
    }

    private bool TryRender(Placed one)
    {
        if (one.Template.When is { } when)
        {
            if (!TryEvaluate(one.Template, when, one.Globals, out var condition))
            {
                return false;
            }
            // As Scriban's 'if' reads it.
            if (condition is null or false)
            {
                return true;
            }
        }
        var text = one.Template.Template.Render(one.Globals, one.Template.Options, diagnostics);
        return text is not null && TryAdd(one, text);
    }

    private bool TryAdd(Placed one, string text)
    {
        var path = one.Template.Path.ValueSpan;
        if (Artifact.TryCreate(one.Destination, one.Template.Mode, text) is not { } artifact)
        {
            diagnostics.Add(PackDiagnostics.NoUtf8(path, one.Destination));
            return false;
        }
        if (_places.TryTake(one.Destination, path) is { } taken)
        {
            diagnostics.Add(PackDiagnostics.SamePlace(path, one.Destination, taken));
            return false;
        }
        _artifacts.Add(artifact with { Forward = one.Forward });
        return true;
    }

    private Destination? DestinationOf(PackTemplate template, ScriptObject globals)
    {
        var host = TextOf(template, template.Host, globals);
        var path = TextOf(template, template.Path, globals);
        if (host is null || path is null)
        {
            return null;
        }
        var destination = Destination.TryParse(host, path);
        if (destination is null)
        {
            diagnostics.Add(PackDiagnostics.NoDestination(template.Path.ValueSpan, host, path));
        }
        return destination;
    }

    private string? TextOf(PackTemplate template, FrontMatterEntry entry, ScriptObject globals)
    {
        if (!TryEvaluate(template, entry, globals, out var value))
        {
            return null;
        }
        if (value is not string text)
        {
            diagnostics.Add(PackDiagnostics.NoText(entry.ValueSpan, entry.Name));
            return null;
        }
        return text;
    }

    private bool TryEvaluate(PackTemplate template, FrontMatterEntry entry, ScriptObject globals, out object? value) =>
        TemplateText.TryEvaluate(entry, globals, template.Options, diagnostics, out value);

    private sealed record Placed(
        PackTemplate Template,
        ScriptObject Globals,
        Destination Destination,
        Forward? Forward
    );
}
