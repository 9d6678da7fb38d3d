using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Cli.Ssh;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Core.Model;

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
        await using var visit = await _keys.VisitAsync(parsed, surroundings, cancellation).ConfigureAwait(false);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        var logins = await TryAllAsync(visit, cancellation).ConfigureAwait(false);
        new LoginReport(surroundings.Terminal).Print(logins, parsed.GetValue(_json));
        return parsed.GetValue(_exitCode) && logins.Any(login => login.Obstacle is not null)
            ? ExitCode.Different
            : ExitCode.Done;
    }

    // The manager itself is open, or nobody would be here.
    private static async Task<Login[]> TryAllAsync(KeysVisit visit, CancellationToken cancellation)
    {
        var user = visit.Visit.Options.Destination.User ?? visit.Visit.Host.Settings.User;
        var fromManager = FromManagerAsync(visit, cancellation);
        var fromLaptop = FromLaptopAsync(visit, cancellation);
        return
        [
            new(Cluster.Laptop, visit.Manager, user, Obstacle: null),
            .. await fromManager.ConfigureAwait(false),
            .. await fromLaptop.ConfigureAwait(false),
        ];
    }

    private static async Task<IEnumerable<Login>> FromManagerAsync(KeysVisit visit, CancellationToken cancellation)
    {
        var answers = await visit
            .Logins.RunAsync(visit.Workers, new RemoteCommand("true"), cancellation)
            .ConfigureAwait(false);
        return answers.Select(answer =>
            LoginOf(visit, visit.Manager, answer.Worker, new(answer.ExitCode, answer.Errors))
        );
    }

    private static async Task<IEnumerable<Login>> FromLaptopAsync(KeysVisit visit, CancellationToken cancellation)
    {
        var logins = new Login[visit.Workers.Length];
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = FanOut.AtATime, CancellationToken = cancellation };
        await Parallel
            .ForEachAsync(
                visit.Workers.Index(),
                bounds,
                async (worker, stop) =>
                    logins[worker.Index] = await FromLaptopAsync(visit, worker.Item, stop).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        return logins;
    }

    private static async Task<Login> FromLaptopAsync(KeysVisit visit, string worker, CancellationToken cancellation)
    {
        var options = WorkerLogins.Through(visit, worker) with { MayAsk = false, IsShared = false };
        await using var ssh = await OpenSsh.CreateAsync(options, cancellation).ConfigureAwait(false);
        try
        {
            var answer = await ssh.TryAsync(new("true"), cancellation).ConfigureAwait(false);
            return LoginOf(visit, Cluster.Laptop, worker, answer);
        }
        catch (Failure failure)
        {
            // One worker that talks without end keeps nobody from hearing of the others.
            return LoginOf(visit, Cluster.Laptop, worker, new(WorkerAnswer.NoAnswer, [failure.Message]));
        }
    }

    // Whatever the command there ended with: a key for tunnels only lets nobody run one, and is let in all the same.
    private static Login LoginOf(KeysVisit visit, string from, string worker, RemoteAnswer answer) =>
        new(
            from,
            worker,
            visit.Cluster.Manager.User.ToString(),
            answer.ExitCode is OpenSsh.OwnExitCode or WorkerAnswer.NoAnswer ? SshComplaint.WordOf(answer.Errors) : null
        );
}
