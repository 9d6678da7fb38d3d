using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen template list</c>: what each template is for, where its artifacts go, and where it is from.</summary>
internal static class TemplateListCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var templates = TemplateCommand.TemplatesOption();
        var json = new Option<bool>("--json") { Description = "Print the list as JSON" };
        var command = new Command("list", "List the templates: for what, where to, from where") { templates, json };
        command.SetAction(parsed =>
            Run(ClusterOptionSet.TextOf(parsed, templates), parsed.GetValue(json), surroundings(parsed))
        );
        return command;
    }

    private static int Run(SourceText? folder, bool json, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var pack = TemplateCommand.LoadPack(folder, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (pack is null)
        {
            return ExitCode.Refused;
        }
        var report = new TemplateReport(surroundings.Terminal.Out);
        if (json)
        {
            report.PrintJson(pack);
        }
        else
        {
            report.Print(pack);
        }
        return ExitCode.Done;
    }
}
