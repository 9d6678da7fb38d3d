using System.Collections.Immutable;
using PiGen.Cli.Ssh;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Core.Model;

namespace PiGen.Cli.Commands;

/// <summary>
/// The workers by whichever login is open: the manager's own, or else the laptop's through the manager, for which ssh
/// may ask the person. The same login serves what comes after.
/// </summary>
internal sealed class WorkerLogins(KeysVisit visit) : IAsyncDisposable
{
    private readonly Dictionary<string, OpenSsh> _fromLaptop = new(StringComparer.Ordinal);

    /// <summary>How the laptop reaches a worker: through the manager, with the person's own keys.</summary>
    public static SshOptions Through(KeysVisit visit, string worker) =>
        visit.Visit.Host.Beyond(new(visit.Cluster.Manager.User.ToString(), worker, Port.Ssh), visit.Visit.Options);

    /// <summary>Runs a command on every worker, in their order; exit code 255 and the complaints of ssh where no login is open.</summary>
    public async Task<ImmutableArray<WorkerAnswer>> OpenAsync(RemoteCommand command, CancellationToken cancellation)
    {
        var answers = await visit.Logins.RunAsync(visit.Workers, command, cancellation).ConfigureAwait(false);
        var opened = ImmutableArray.CreateBuilder<WorkerAnswer>();
        foreach (var answer in answers)
        {
            opened.Add(
                answer.ExitCode == 0 || !MayBeOpenFromLaptop(answer)
                    ? answer
                    : await OpenFromLaptopAsync(answer, command, cancellation).ConfigureAwait(false)
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
            answers.AddRange(await visit.Logins.RunAsync(there, text, cancellation).ConfigureAwait(false));
        }
        foreach (var (worker, command) in here)
        {
            var ssh = _fromLaptop[worker];
            answers.Add(await RunAsync(ssh, worker, command, cancellation).ConfigureAwait(false));
        }
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ssh in _fromLaptop.Values)
        {
            await ssh.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A key for tunnels only is let in, and runs nothing.
    private static bool MayBeOpenFromLaptop(WorkerAnswer answer) =>
        answer.ExitCode == OpenSsh.OwnExitCode
            ? SshComplaint.IsOfLogin(answer.Errors)
            : answer.ExitCode != WorkerAnswer.NoAnswer;

    // What the manager was told is the reason that counts, if the laptop is not let in either.
    private async Task<WorkerAnswer> OpenFromLaptopAsync(
        WorkerAnswer refused,
        RemoteCommand command,
        CancellationToken cancellation
    )
    {
        var ssh = await OpenSsh.CreateAsync(Through(visit, refused.Worker), cancellation).ConfigureAwait(false);
        try
        {
            var answer = await RunAsync(ssh, refused.Worker, command, cancellation).ConfigureAwait(false);
            if (answer.ExitCode == 0)
            {
                _fromLaptop.Add(refused.Worker, ssh);
                return answer;
            }
        }
        catch (Failure failure) when (failure is not LostConnection) { }
        await ssh.DisposeAsync().ConfigureAwait(false);
        return refused;
    }

    private static async Task<WorkerAnswer> RunAsync(
        OpenSsh ssh,
        string worker,
        RemoteCommand command,
        CancellationToken cancellation
    )
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var answer = await ssh.RunAsync(command, lines.Add, cancellation).ConfigureAwait(false);
        return new(worker, answer.ExitCode, lines.ToImmutable(), answer.Errors);
    }
}
