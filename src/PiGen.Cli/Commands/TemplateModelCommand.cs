using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core.Definition;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen template model</c>: the exact values that templates see for the options given, as JSON.</summary>
internal sealed class TemplateModelCommand
{
    private readonly ClusterOptionSet _cluster = new();
    private readonly Option<string> _kind = RenderCommand.KindOption();
    private readonly Option<string> _templates = TemplateCommand.TemplatesOption();

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var model = new TemplateModelCommand();
        var command = new Command("model", "Print what templates see of a cluster, as JSON");
        model._cluster.AddTo(command);
        command.Options.Add(model._kind);
        command.Options.Add(model._templates);
        command.SetAction(parsed => model.Run(parsed, surroundings(parsed)));
        return command;
    }

    private int Run(ParseResult parsed, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var cluster = ClusterDefinition.Read(_cluster.Read(parsed, surroundings.CommandLine), diagnostics);
        var pack = TemplateCommand.LoadPack(ClusterOptionSet.TextOf(parsed, _templates), diagnostics);
        var kind = RenderCommand.KindOf(parsed, _kind);
        var model = cluster is null || pack is null ? null : pack.Model(cluster, kind.Whole, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (model is null)
        {
            return ExitCode.Refused;
        }
        surroundings.Terminal.Out.WriteLine(ModelJson.Write(model));
        return ExitCode.Done;
    }
}
