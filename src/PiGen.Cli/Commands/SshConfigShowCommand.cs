using System.CommandLine;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen ssh-config show</c>: what install would put in place, and nothing else.</summary>
internal static class SshConfigShowCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var sections = new SectionsOptionSet();
        var command = new Command("show", "Print what install would put in place");
        sections.AddTo(command);
        command.SetAction(parsed => Run(sections, parsed, surroundings(parsed)));
        return command;
    }

    private static int Run(SectionsOptionSet options, ParseResult parsed, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var sections = options.Read(parsed, surroundings.CommandLine, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (sections is null)
        {
            return ExitCode.Refused;
        }
        surroundings.Terminal.WriteContent(sections.Text);
        return ExitCode.Done;
    }
}
