using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Ssh;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen status</c>: how the tunnels that are deployed fare, once or again and again.</summary>
internal sealed class StatusCommand
{
    private const int DefaultPeriod = 2;

    // A day; a timer takes no more than some weeks.
    private const int LongestPeriod = 86_400;

    private readonly ManagerOptionSet _manager = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print it as JSON" };
    private readonly Option<bool> _exitCode = new("--exit-code")
    {
        Description = "Exit with 2 unless every tunnel is up and nothing was edited",
    };
    private readonly Option<int?> _watch = new("--watch")
    {
        Description = "Look again every so many seconds, until Ctrl-C [default: 2]",
        HelpName = "SECONDS",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var status = new StatusCommand();
        var command = new Command("status", "Show how the tunnels on the manager fare");
        foreach (var option in (Option[])[status._watch, status._exitCode, status._json])
        {
            command.Options.Add(option);
        }
        status._manager.AddTo(command);
        command.SetAction((parsed, cancellation) => status.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var visit = await _manager.VisitAsync(parsed, surroundings, cancellation);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        if (parsed.GetResult(_watch) is not null)
        {
            await WatchAsync(parsed, surroundings, visit, cancellation);
            return ExitCode.Done;
        }
        var status = await LookAsync(visit.Connection, cancellation);
        surroundings.Terminal.Out.Write(Page(parsed, surroundings, visit, status));
        return parsed.GetValue(_exitCode) && !status.IsWell ? ExitCode.Different : ExitCode.Done;
    }

    private static async Task<ManagerStatus> LookAsync(SshHost host, CancellationToken cancellation)
    {
        var status = await new StatusSurvey(host).ReadAsync(cancellation);
        return await new TrafficProbe(host.Settings.HostName, host.Settings.IsDirect).TryAllAsync(status, cancellation);
    }

    private string Page(ParseResult parsed, Surroundings surroundings, ManagerVisit visit, ManagerStatus status)
    {
        using var page = new StringWriter { NewLine = "\n" };
        var report = new StatusReport(page, new Paint(surroundings.Terminal.OutHasColor), visit.Manager);
        if (parsed.GetValue(_json))
        {
            report.PrintJson(status);
        }
        else
        {
            report.Print(status);
        }
        return page.ToString();
    }

    // A manager that reboots comes back: the connection is made again for as long as the person watches.
    private async Task WatchAsync(
        ParseResult parsed,
        Surroundings surroundings,
        ManagerVisit visit,
        CancellationToken cancellation
    )
    {
        var screen = new Redrawn(surroundings.Terminal);
        var period = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(_watch) ?? DefaultPeriod, 1, LongestPeriod));
        await using var watched = new WatchedHost(visit);
        try
        {
            while (true)
            {
                await ShowAsync();
                await Task.Delay(period, cancellation);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or Failure && cancellation.IsCancellationRequested)
        { }

        async Task ShowAsync()
        {
            try
            {
                var host = await watched.HostAsync(cancellation);
                var status = await LookAsync(host, cancellation);
                screen.Show(Page(parsed, surroundings, visit, status));
            }
            catch (Failure failure) when (!cancellation.IsCancellationRequested)
            {
                if (await Interruption.IsCauseAsync(cancellation))
                {
                    return;
                }
                await watched.LoseAsync();
                ShowFailure(failure, screen, surroundings);
            }
        }
    }

    private static void ShowFailure(Failure failure, Redrawn screen, Surroundings surroundings)
    {
        if (!surroundings.Terminal.OutIsTerminal)
        {
            surroundings.Diagnostics.Print(failure);
            return;
        }
        using var page = new StringWriter { NewLine = "\n" };
        new DiagnosticPrinter(page, new Paint(surroundings.Terminal.OutHasColor)).Print(failure);
        screen.Show(page.ToString());
    }

    /// <summary>The connection of a visit, or the one that was made after it was lost.</summary>
    private sealed class WatchedHost(ManagerVisit visit) : IAsyncDisposable
    {
        private SshHost? _again;
        private bool _isLost;

        public async Task<SshHost> HostAsync(CancellationToken cancellation) =>
            _isLost ? _again ??= await visit.Reconnect(cancellation) : visit.Connection;

        public async Task LoseAsync()
        {
            await DisposeAsync();
            (_again, _isLost) = (null, true);
        }

        public ValueTask DisposeAsync() => _again?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
