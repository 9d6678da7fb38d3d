using System.CommandLine;
using PiGen.Cli.Reporting;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen undeploy</c>: the manager as it was before the first deployment.</summary>
internal sealed class UndeployCommand
{
    private readonly ManagerOptionSet _manager = new();
    private readonly RolloutOptionSet _rollout = new(hasTunnels: false);

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var undeploy = new UndeployCommand();
        var command = new Command("undeploy", "Take away from the manager all that was ever deployed there");
        undeploy._manager.AddTo(command);
        undeploy._rollout.AddTo(command);
        command.SetAction((parsed, cancellation) => undeploy.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var visit = await _manager.VisitAsync(parsed, surroundings, cancellation).ConfigureAwait(false);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        var run = new ManagerRun(visit, _rollout, parsed, surroundings);
        var plan = await run.PlanAsync([], cancellation).ConfigureAwait(false);
        return await run.CarryOutAsync(
                plan,
                $"Take all this away from {visit.Host.Name}?",
                $"nothing to do: nothing is deployed on {visit.Manager}",
                [.. plan.Objections.Select(change => DeployReport.SentenceOf(change, visit.Host.Name))],
                line => run.Rollout.RemoveAsync(plan.State, plan.Objections, line, cancellation),
                cancellation
            )
            .ConfigureAwait(false);
    }
}
