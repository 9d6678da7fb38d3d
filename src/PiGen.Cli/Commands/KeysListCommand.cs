using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Core.Model;
using PiGen.Ssh;
using PiGen.Ssh.OpenSsh;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen keys list</c>: every login that the cluster is made for, tried.</summary>
internal sealed class KeysListCommand
{
    private readonly KeysOptionSet _keys = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print the logins as JSON" };
    private readonly Option<bool> _exitCode = new("--exit-code") { Description = "Exit with 2 if a login is closed" };

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var list = new KeysListCommand();
        var command = new Command("list", "Who can log in where: each login is tried, nobody is asked for a password")
        {
            list._json,
            list._exitCode,
        };
        list._keys.AddTo(command);
        command.SetAction((parsed, cancellation) => list.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var visit = await _keys.VisitAsync(parsed, surroundings, cancellation);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        var logins = await TryAllAsync(visit, cancellation);
        new LoginReport(surroundings.Terminal).Print(logins, parsed.GetValue(_json));
        return parsed.GetValue(_exitCode) && logins.Any(login => login.Obstacle is not null)
            ? ExitCode.Different
            : ExitCode.Done;
    }

    // The manager itself is open, or nobody would be here.
    private static async Task<Login[]> TryAllAsync(KeysVisit visit, CancellationToken cancellation)
    {
        var user = visit.Visit.Connection.Settings.User;
        var fromManager = FromManagerAsync(visit, cancellation);
        var fromLaptop = FromLaptopAsync(visit, cancellation);
        return [new(Cluster.Laptop, visit.Manager, user, Obstacle: null), .. await fromManager, .. await fromLaptop];
    }

    private static async Task<IEnumerable<Login>> FromManagerAsync(KeysVisit visit, CancellationToken cancellation)
    {
        var answers = await visit.Logins.RunAsync(visit.Workers, new RemoteCommand("true"), cancellation);
        return answers.Select(answer => LoginOf(visit, visit.Manager, answer.Worker, ObstacleOf(answer)));
    }

    private static async Task<IEnumerable<Login>> FromLaptopAsync(KeysVisit visit, CancellationToken cancellation)
    {
        var logins = new Login[visit.Workers.Length];
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = FanOut.AtATime, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            visit.Workers.Index(),
            bounds,
            async (worker, stop) => logins[worker.Index] = await FromLaptopAsync(visit, worker.Item, stop)
        );
        return logins;
    }

    private static async Task<Login> FromLaptopAsync(KeysVisit visit, string worker, CancellationToken cancellation)
    {
        try
        {
            await using var ssh = await WorkerLogins.FromLaptopAsync(visit, worker, mayAsk: false, cancellation);
            await ssh.RunAsync(new("true"), _ => { }, cancellation);
            return LoginOf(visit, Cluster.Laptop, worker, obstacle: null);
        }
        catch (NoShellRan)
        {
            return LoginOf(visit, Cluster.Laptop, worker, obstacle: null);
        }
        catch (Failure failure)
        {
            // One worker that talks without end keeps nobody from hearing of the others.
            var cause = failure is LostConnection lost ? lost.Cause : failure;
            return LoginOf(visit, Cluster.Laptop, worker, cause is NotReached no ? no.Word : cause.Message);
        }
    }

    private static Login LoginOf(KeysVisit visit, string from, string worker, string? obstacle) =>
        new(from, worker, visit.Cluster.Manager.User.ToString(), obstacle);

    // Whatever the command there ended with: a key for tunnels only lets nobody run one, and is let in all the same.
    private static string? ObstacleOf(WorkerAnswer answer) =>
        answer.ExitCode is SshComplaint.ExitCode or WorkerAnswer.NoAnswer ? SshComplaint.WordOf(answer.Errors) : null;
}

/// <summary>
/// The workers by whichever login is open: the manager's own, or else the laptop's through the manager, for which ssh
/// may ask the person. The same login serves what comes after.
/// </summary>
internal sealed class WorkerLogins(KeysVisit visit) : IAsyncDisposable
{
    private readonly Dictionary<string, SshHost> _fromLaptop = new(StringComparer.Ordinal);

    /// <summary>How the laptop reaches a worker: through the manager, with the person's own keys.</summary>
    public static Task<SshHost> FromLaptopAsync(
        KeysVisit visit,
        string worker,
        bool mayAsk,
        CancellationToken cancellation
    ) =>
        visit.Visit.Connection.BeyondAsync(
            new(visit.Cluster.Manager.User.ToString(), worker, Port.Ssh),
            mayAsk,
            cancellation
        );

    /// <summary>Runs a command on every worker, in their order; exit code 255 and the complaints of ssh where no login is open.</summary>
    public async Task<ImmutableArray<WorkerAnswer>> OpenAsync(RemoteCommand command, CancellationToken cancellation)
    {
        var answers = await visit.Logins.RunAsync(visit.Workers, command, cancellation);
        var opened = ImmutableArray.CreateBuilder<WorkerAnswer>();
        foreach (var answer in answers)
        {
            opened.Add(
                answer.ExitCode == 0 || !MayBeOpenFromLaptop(answer)
                    ? answer
                    : await OpenFromLaptopAsync(answer, command, cancellation)
            );
        }
        return opened.ToImmutable();
    }

    /// <summary>Runs a command on workers whose login was opened, on each with an input of its own.</summary>
    public async Task<IEnumerable<WorkerAnswer>> RunAsync(
        IReadOnlyCollection<(string Worker, RemoteCommand Command)> commands,
        CancellationToken cancellation
    )
    {
        var here = commands.Where(each => _fromLaptop.ContainsKey(each.Worker)).ToArray();
        var there = commands.Except(here).Select(each => (each.Worker, each.Command.Input)).ToArray();
        var answers = new List<WorkerAnswer>();
        if (there.Length > 0)
        {
            var text = commands.First().Command.Text;
            answers.AddRange(await visit.Logins.RunAsync(there, text, cancellation));
        }
        foreach (var (worker, command) in here)
        {
            var ssh = _fromLaptop[worker];
            answers.Add(await RunAsync(ssh, worker, command, cancellation));
        }
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ssh in _fromLaptop.Values)
        {
            await ssh.DisposeAsync();
        }
    }

    // A key for tunnels only is let in, and runs nothing.
    private static bool MayBeOpenFromLaptop(WorkerAnswer answer) =>
        answer.ExitCode == SshComplaint.ExitCode
            ? SshComplaint.IsOfLogin(answer.Errors)
            : answer.ExitCode != WorkerAnswer.NoAnswer;

    // What the manager was told is the reason that counts, if the laptop is not let in either.
    private async Task<WorkerAnswer> OpenFromLaptopAsync(
        WorkerAnswer refused,
        RemoteCommand command,
        CancellationToken cancellation
    )
    {
        SshHost? ssh = null;
        try
        {
            ssh = await FromLaptopAsync(visit, refused.Worker, visit.MayAsk, cancellation);
            var answer = await RunAsync(ssh, refused.Worker, command, cancellation);
            if (answer.ExitCode == 0)
            {
                _fromLaptop.Add(refused.Worker, ssh);
                return answer;
            }
        }
        catch (Failure failure) when (failure is not LostConnection) { }
        if (ssh is not null)
        {
            await ssh.DisposeAsync();
        }
        return refused;
    }

    private static async Task<WorkerAnswer> RunAsync(
        SshHost ssh,
        string worker,
        RemoteCommand command,
        CancellationToken cancellation
    )
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var answer = await ssh.RunAsync(command, lines.Add, cancellation);
        return new(worker, answer.ExitCode, lines.ToImmutable(), answer.Errors);
    }
}
