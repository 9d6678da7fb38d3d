using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen template show</c>: the text of a template, as it is used.</summary>
internal static class TemplateShowCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var name = new Argument<string>("NAME") { Description = "The template, as 'pigen template list' names it" };
        var templates = TemplateCommand.TemplatesOption();
        var command = new Command("show", "Print a template") { name, templates };
        command.SetAction(parsed =>
            Run(
                new SourceText(name.Name, parsed.GetRequiredValue(name)),
                ClusterOptionSet.TextOf(parsed, templates),
                surroundings(parsed)
            )
        );
        return command;
    }

    private static int Run(SourceText name, SourceText? folder, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var own = folder is null ? [] : TemplateFolder.Open(folder, diagnostics)?.Templates() ?? [];
        var text = diagnostics.HasErrors
            ? null
            : TemplateNames.Find([.. Templates.BuiltIn(), .. own], name, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (text is null)
        {
            return ExitCode.Refused;
        }
        surroundings.Terminal.WriteContent(text.Content);
        return ExitCode.Done;
    }
}
