using System.CommandLine;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen template check</c>: all mistakes of a whole pack at once.</summary>
internal static class TemplateCheckCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "The folder that is laid over the built-in templates [default: the built-in templates alone]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("check", "Find all mistakes of a pack of templates") { folder };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(folder) is { } path ? new SourceText(folder.Name, path) : null;
            return Run(given, surroundings(parsed));
        });
        return command;
    }

    private static int Run(SourceText? folder, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var pack = TemplateCommand.CheckPack(folder, OwnScripts.ExampleCluster(), diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (pack is null)
        {
            return ExitCode.Refused;
        }
        surroundings.Terminal.Out.WriteLine($"{pack.Templates.Length} templates, no mistakes");
        return ExitCode.Done;
    }
}
