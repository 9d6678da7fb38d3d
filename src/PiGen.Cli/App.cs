using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
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

/// <summary>What the program tells its caller: the same for every verb.</summary>
public static class ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Done = 0;

    /// <summary>A mistake or a failure; nothing was changed.</summary>
    public const int Refused = 1;

    /// <summary>There are differences, for those who asked with --exit-code.</summary>
    public const int Different = 2;

    /// <summary>It failed on the way, and all is as it was before.</summary>
    public const int RolledBack = 3;

    /// <summary>It failed, and the way back did too, or nobody knows; the message says what is where.</summary>
    public const int Stuck = 4;

    /// <summary>Ended by a signal, as a shell counts SIGINT.</summary>
    public const int Interrupted = 130;
}

/// <summary>
/// SIGINT and SIGTERM (on Windows Ctrl-C) end the program: the first calls off what is under way, and leaves it a moment
/// to say how things stand; after that moment, or by a second one, the program ends wherever it is stuck.
/// </summary>
internal sealed class EndingSignals : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.8);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public EndingSignals() =>
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Take),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Take),
        ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
        _source.Dispose();
    }

    // The runtime has a thread of its own for each signal, so that nothing that is stuck keeps this from being called.
    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) == 1)
        {
            _ = _source.CancelAsync();
            Thread.Sleep(Moment);
        }
        Environment.Exit(ExitCode.Interrupted);
    }
}
