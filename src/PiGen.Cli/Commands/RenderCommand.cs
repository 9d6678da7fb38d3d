using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
using PiGen.Core.Definition;
using PiGen.Core.Model;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen render</c>: options → cluster → artifacts → the output folder, all of it or nothing.</summary>
internal sealed class RenderCommand
{
    private readonly ClusterOptionSet _cluster = new();
    private readonly Option<string> _kind = KindOption();
    private readonly Option<string> _templates = TemplateCommand.TemplatesOption();
    private readonly Option<string> _output = ClusterOptionSet.Text(
        "--output",
        "DIR",
        "The folder to render into [default: output]"
    );
    private readonly Option<bool> _json = new("--json") { Description = "Print what was done as JSON" };

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var render = new RenderCommand();
        var command = new Command("render", "Render units, install scripts and ssh_config into a folder, for review");
        render._cluster.AddTo(command);
        foreach (var option in (Option[])[render._kind, render._templates, render._output, render._json])
        {
            command.Options.Add(option);
        }
        command.SetAction(parsed => render.Run(parsed, surroundings(parsed)));
        return command;
    }

    public static Option<string> KindOption() =>
        ClusterOptionSet.Text(
            "--kind",
            "KIND",
            "The kind of units: autossh, or tutorial for the tutorial's own text [default: autossh]"
        );

    public static SourceText KindOf(ParseResult parsed, Option<string> kind) =>
        ClusterOptionSet.TextOf(parsed, kind) ?? new(kind.Name, "autossh");

    private int Run(ParseResult parsed, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        using var folder = OutputFolder.Open(OutputOf(parsed), diagnostics, isForRender: true);
        var rendered = Render(parsed, surroundings.CommandLine, diagnostics);
        var plan = rendered is null ? null : folder?.Plan(rendered.Manifest, diagnostics);
        var isDone = plan is not null && folder!.Apply(plan, rendered!.Artifacts, rendered.Manifest, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (!isDone)
        {
            return ExitCode.Refused;
        }
        Report(parsed, surroundings.Terminal, rendered!.Cluster, plan!);
        return ExitCode.Done;
    }

    private void Report(ParseResult parsed, Terminal terminal, Cluster cluster, Plan plan)
    {
        var report = new RenderReport(terminal.Out, new Paint(terminal.OutHasColor));
        if (parsed.GetValue(_json))
        {
            report.PrintJson(cluster, plan, OutputOf(parsed).Content);
        }
        else
        {
            report.Print(cluster, plan);
        }
    }

    private RenderedCluster? Render(ParseResult parsed, CommandLine commandLine, DiagnosticBag diagnostics)
    {
        var options = _cluster.Read(parsed, commandLine);
        var cluster = ClusterDefinition.Read(options, diagnostics);
        var kind = KindOf(parsed, _kind);
        var templates = ClusterOptionSet.TextOf(parsed, _templates);
        var pack = TemplateCommand.LoadPack(templates, diagnostics);
        if (cluster is null)
        {
            pack?.CheckKind(kind.Whole, diagnostics);
        }
        var artifacts = cluster is null || pack is null ? null : pack.Render(cluster, kind.Whole, diagnostics);
        return diagnostics.HasErrors || artifacts is not { } all
            ? null
            : new(cluster!, all, Manifest.Of(RequestOf(options, cluster!, kind, templates), all));
    }

    private SourceText OutputOf(ParseResult parsed) =>
        ClusterOptionSet.TextOf(parsed, _output) ?? new SourceText(_output.Name, "output");

    private static Request RequestOf(ClusterOptions options, Cluster cluster, SourceText kind, SourceText? templates) =>
        new()
        {
            Workers = options.Workers!.Content,
            Wlan = cluster.Forwards is [var first, ..] ? first.Listener.BindAddress.ToString() : null,
            Manager = cluster.Manager.Name.Value,
            ManagerAddress = cluster.Manager.Address.ToString(),
            User = cluster.Manager.User.ToString(),
            Identity = cluster.Manager.Identity.ToString(),
            Port = cluster.Forwards is [{ Purpose: ForwardPurpose.Ssh } ssh, ..] ? ssh.Listener.Port.ToString() : null,
            Expose = [.. options.Expose.Select(expose => expose.Content)],
            Kind = kind.Content,
            Templates = templates?.Content,
        };
}

/// <summary>What a render made, before it is written.</summary>
internal sealed record RenderedCluster(Cluster Cluster, ImmutableArray<Artifact> Artifacts, Manifest Manifest);
