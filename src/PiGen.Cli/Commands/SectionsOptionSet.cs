using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Core.Definition;
using PiGen.Core.Hosts;
using PiGen.Core.Model;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>Which cluster's sections of ssh_config a verb is about: those of an output folder, or those that render's options would make.</summary>
internal sealed class SectionsOptionSet
{
    private readonly ClusterOptionSet _cluster = new();
    private readonly Option<string> _kind = RenderCommand.KindOption();
    private readonly Option<string> _templates = TemplateCommand.TemplatesOption();
    private readonly Option<string> _output = ClusterOptionSet.Text(
        "--output",
        "DIR",
        "The folder that was rendered into, where no --workers are given [default: output]"
    );
    private readonly Option<string> _style = ClusterOptionSet.Text(
        "--style",
        "STYLE",
        "jump: through the manager; forward: through the tunnels; both: the tunnels as NAME-tunnel [default: jump]"
    );

    public void AddTo(Command command)
    {
        command.Options.Add(_style);
        command.Options.Add(_output);
        _cluster.AddTo(command);
        command.Options.Add(_kind);
        command.Options.Add(_templates);
    }

    /// <summary>Null, with errors, if nothing says what the sections are.</summary>
    public ClusterSections? Read(ParseResult parsed, CommandLine commandLine, DiagnosticBag diagnostics)
    {
        var written = ClusterOptionSet.TextOf(parsed, _style) ?? new SourceText(_style.Name, "jump");
        if (ConnectionStyles.TryParse(written.Content) is not { } style)
        {
            diagnostics.Add(SshConfigOptionDiagnostics.NoStyle(written.Whole));
            return null;
        }
        var options = _cluster.Read(parsed, commandLine);
        return options.Workers is null
            ? Reviewed(OutputOf(parsed), style, diagnostics)
            : Rendered(parsed, options, style, diagnostics);
    }

    /// <summary>The cluster's name alone; null, with errors, if nothing says it.</summary>
    public string? ReadName(ParseResult parsed, CommandLine commandLine, DiagnosticBag diagnostics)
    {
        var options = _cluster.Read(parsed, commandLine);
        if (options.Workers is not null)
        {
            return ClusterOf(options, ConnectionStyle.Jump, diagnostics)?.Manager.Name.Value;
        }
        if (options.Manager is not { } text)
        {
            using var folder = OutputFolder.Open(OutputOf(parsed), diagnostics);
            return folder?.Review(diagnostics, Cluster.Laptop)?.Request.Manager;
        }
        if (HostName.TryParse(text.Content) is not { } name)
        {
            diagnostics.Add(SshConfigOptionDiagnostics.NoName(text.Whole));
            return null;
        }
        return name.Value;
    }

    private static ClusterSections? Reviewed(SourceText output, ConnectionStyle style, DiagnosticBag diagnostics)
    {
        using var folder = OutputFolder.Open(output, diagnostics);
        var reviewed = folder?.Review(diagnostics, Cluster.Laptop);
        if (reviewed is null)
        {
            return null;
        }
        string[] wanted = ConnectionStyles.ArtifactsOf(style);
        var edited = reviewed
            .Edited.Where(destination => wanted.Contains(destination.Path))
            .Select(destination => destination.OutputPath);
        var sections = SectionsOf(reviewed.Artifacts, style, reviewed.Request.Manager, output.Whole, diagnostics);
        return sections is null ? null : sections with { Edited = [.. edited] };
    }

    private ClusterSections? Rendered(
        ParseResult parsed,
        ClusterOptions options,
        ConnectionStyle style,
        DiagnosticBag diagnostics
    )
    {
        var cluster = ClusterOf(options, style, diagnostics);
        var pack = TemplateCommand.LoadPack(ClusterOptionSet.TextOf(parsed, _templates), diagnostics);
        var kind = RenderCommand.KindOf(parsed, _kind).Whole;
        var artifacts = cluster is null ? null : pack?.Render(cluster, kind, diagnostics);
        return diagnostics.HasErrors || artifacts is not { } all
            ? null
            : SectionsOf(all, style, cluster!.Manager.Name.Value, options.Workers!.Whole, diagnostics);
    }

    // A jump needs no address for tunnels.
    private static Cluster? ClusterOf(ClusterOptions options, ConnectionStyle style, DiagnosticBag diagnostics) =>
        ClusterDefinition.Read(
            ConnectionStyles.NeedsTunnels(style) ? options : options.WithTunnelsIfAny(),
            diagnostics
        );

    private static ClusterSections? SectionsOf(
        ImmutableArray<Artifact> artifacts,
        ConnectionStyle style,
        string manager,
        SourceSpan place,
        DiagnosticBag diagnostics
    )
    {
        var texts = new List<string>();
        foreach (var path in ConnectionStyles.ArtifactsOf(style))
        {
            var artifact = artifacts.FirstOrDefault(one => ConnectionStyles.IsOf(one, path));
            var text = artifact is null ? null : Utf8Text.Decode(path, artifact.Bytes.Span, []);
            if (text is null)
            {
                diagnostics.Add(
                    artifact is null
                        ? SshConfigOptionDiagnostics.NotRendered(place, path)
                        : SshConfigOptionDiagnostics.NotUtf8(place, path)
                );
                return null;
            }
            texts.Add(text.Content);
        }
        return new(manager, ConnectionStyles.SectionsOf(style, [.. texts], manager), []);
    }

    private SourceText OutputOf(ParseResult parsed) =>
        ClusterOptionSet.TextOf(parsed, _output) ?? new SourceText(_output.Name, "output");
}
