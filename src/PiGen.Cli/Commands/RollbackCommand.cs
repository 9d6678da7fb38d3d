using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen rollback</c>: the deployment before the present one, as it is kept on the manager.</summary>
internal sealed class RollbackCommand
{
    private readonly ManagerOptionSet _manager = new();
    private readonly RolloutOptionSet _rollout = new();

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var rollback = new RollbackCommand();
        var command = new Command("rollback", "Bring back the deployment before the present one");
        rollback._manager.AddTo(command);
        rollback._rollout.AddTo(command);
        command.SetAction((parsed, cancellation) => rollback.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        _rollout.Check(parsed, diagnostics);
        await using var visit = await _manager
            .VisitAsync(parsed, surroundings, diagnostics, cancellation)
            .ConfigureAwait(false);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        var run = new ManagerRun(visit, _rollout, parsed, surroundings);
        var present = await run.SurveyAsync([], cancellation).ConfigureAwait(false);
        if (present.Before is not { } before)
        {
            throw new Failure(
                $"there is no deployment on {visit.Manager} to go back to",
                present.Deployed is null ? "nothing is deployed there" : "pigen undeploy takes away the only one"
            );
        }
        var earlier = await KeptDeployment
            .ReadAsync(visit.Host, visit.Manager, present.Record, before, cancellation)
            .ConfigureAwait(false);
        var plan = await run.PlanAsync(earlier.Artifacts, earlier.Entries, cancellation).ConfigureAwait(false);
        if (plan.State.Before != before)
        {
            throw new Failure(
                $"nothing was changed: somebody else has just deployed to {visit.Manager}",
                "run this again, if going back is still what you want"
            );
        }
        return await run.CarryOutAsync(
                plan,
                $"Bring this back on {visit.Host.Name}?",
                "nothing to do: the deployment before was the same",
                [.. plan.Objections.Select(change => DeployReport.SentenceOf(change, visit.Host.Name))],
                line => run.Rollout.ReturnAsync(plan.State, plan.Objections, line, cancellation),
                cancellation
            )
            .ConfigureAwait(false);
    }
}
