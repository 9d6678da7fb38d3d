using System.CommandLine;
using System.CommandLine.Invocation;
using PiGen.Cli.Commands;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli;

/// <summary>The program: verbs, and the one place where what went wrong meets the person.</summary>
public sealed class App(Terminal terminal)
{
    // "@name" stays a value: no file is read in its place.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private readonly ColorOption _color = new();

    /// <summary>Runs one command line, without the program's name, to its exit code.</summary>
    public int Run(IReadOnlyList<string> args)
    {
        var commandLine = CommandLine.Of(args);
        var root = new RootCommand("Tunnels to the workers of a cluster: rendered, reviewed, deployed.")
        {
            _color.Option,
            RenderCommand.Create(Surroundings),
            DeployCommand.Create(Surroundings),
            UndeployCommand.Create(Surroundings),
            RollbackCommand.Create(Surroundings),
            KeysCommand.Create(Surroundings),
            DiffCommand.Create(Surroundings),
            StatusCommand.Create(Surroundings),
            LogsCommand.Create(Surroundings),
            SshConfigCommand.Create(Surroundings),
            HostsCommand.Create(Surroundings),
            TemplateCommand.Create(Surroundings),
        };
        var result = root.Parse(args, Parsing);
        var surroundings = Surroundings(result);
        try
        {
            return Invoke(result, surroundings);
        }
        catch (Failure failure)
        {
            surroundings.Diagnostics.Print(failure);
            return failure is OutcomeUnknown ? ExitCode.Stuck : ExitCode.Refused;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }

        Surroundings Surroundings(ParseResult parsed) => new(_color.ApplyTo(terminal, parsed), commandLine);
    }

    // What was said before, such as a plan, is part of the answer; that it cannot be printed is not what went wrong first.
    private void FlushAsFarAsPossible()
    {
        try
        {
            terminal.Out.Flush();
        }
        catch (Failure) { }
    }

    private int Invoke(ParseResult result, Surroundings surroundings)
    {
        if (IsOurs(result) && MistakesOf(result, surroundings) is { Count: > 0 } mistakes)
        {
            surroundings.Diagnostics.Print(mistakes);
            return ExitCode.Refused;
        }
        if (IsOurs(result))
        {
            CheckWorkingFolder();
        }
        // What cannot be called off is ended by the signal itself.
        using var signals = result.Action is AsynchronousCommandLineAction ? new EndingSignals() : null;
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = terminal.Out,
            Error = terminal.Error,
        };
        try
        {
            var exitCode = result.InvokeAsync(invocation, signals?.Token ?? default).GetAwaiter().GetResult();
            terminal.Out.Flush();
            return exitCode;
        }
        catch
        {
            FlushAsFarAsPossible();
            throw;
        }
    }

    private static void CheckWorkingFolder()
    {
        try
        {
            _ = Environment.CurrentDirectory;
        }
        catch (IOException e)
        {
            throw new Failure("the folder that you are in has been deleted", "go to another one: cd ~", e);
        }
    }

    // Help and version answer whatever else stands on the line.
    private static bool IsOurs(ParseResult result) =>
        result.Action is ParseErrorAction || result.Action == result.CommandResult.Command.Action;

    private List<Diagnostic> MistakesOf(ParseResult result, Surroundings surroundings)
    {
        List<Diagnostic> mistakes = [.. surroundings.CommandLine.MistakesOf(result)];
        if (_color.MistakeOf(result) is { } mistake)
        {
            mistakes.Add(mistake);
        }
        return mistakes;
    }
}
