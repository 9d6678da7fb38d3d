using System.CommandLine;
using System.CommandLine.Invocation;
using PiGen.Cli.Commands;
using PiGen.Cli.Reporting;
using PiGen.Core;

namespace PiGen.Cli;

/// <summary>The program: verbs, and the one place where what went wrong meets the person.</summary>
public sealed class App(Terminal terminal)
{
    // "@name" stays a value: no file is read in its place.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line, without the program's name, to its exit code.</summary>
    public int Run(IReadOnlyList<string> args)
    {
        var color = new ColorOption();
        var root = new RootCommand("Tunnels to the workers of a cluster: rendered, reviewed, deployed.")
        {
            color.Option,
            RenderCommand.Create(Surroundings),
            HostsCommand.Create(Surroundings),
            TemplateCommand.Create(Surroundings),
        };
        var result = root.Parse(args, Parsing);
        var surroundings = Surroundings(result);
        try
        {
            var code = Invoke(result, surroundings);
            terminal.Out.Flush();
            return code;
        }
        catch (Failure failure)
        {
            surroundings.Diagnostics.Print(failure);
            return ExitCode.Refused;
        }
        // What files cannot do is a failure by now: this is standard output, closed or full.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            surroundings.Diagnostics.Print(
                new Failure($"the answer could not be printed: {e.Message}", "look at where standard output goes", e)
            );
            return ExitCode.Refused;
        }

        Surroundings Surroundings(ParseResult parsed) => new(color.ApplyTo(terminal, parsed), CommandLine.Of(args));
    }

    private int Invoke(ParseResult result, Surroundings surroundings)
    {
        if (result.Action is ParseErrorAction)
        {
            surroundings.Diagnostics.Print(surroundings.CommandLine.MistakesOf(result));
            return ExitCode.Refused;
        }
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = terminal.Out,
            Error = terminal.Error,
        };
        return result.Invoke(invocation);
    }
}
