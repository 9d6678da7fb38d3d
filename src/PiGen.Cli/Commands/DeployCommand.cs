using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen deploy</c>: makes the manager what the output folder says, or leaves it as it was.</summary>
internal sealed class DeployCommand
{
    private readonly ManagerOptionSet _manager = new();
    private readonly RolloutOptionSet _rollout = new();

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var deploy = new DeployCommand();
        var command = new Command("deploy", "Make the manager what the output folder says: all of it, or nothing");
        deploy._manager.AddTo(command);
        deploy._rollout.AddTo(command);
        command.SetAction((parsed, cancellation) => deploy.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        _rollout.Check(parsed, diagnostics);
        var reviewed = _manager.Review(parsed, surroundings, diagnostics, cancellation);
        if (reviewed is null)
        {
            surroundings.Diagnostics.Print(diagnostics);
            return ExitCode.Refused;
        }
        await using var visit = await _manager.VisitAsync(
            parsed,
            surroundings,
            reviewed.Request,
            diagnostics,
            cancellation
        );
        return visit is null
            ? ExitCode.Refused
            : await DeployAsync(new(visit, _rollout, parsed, surroundings), visit, reviewed, cancellation);
    }

    private static async Task<int> DeployAsync(
        ManagerRun run,
        ManagerVisit visit,
        ReviewedHost reviewed,
        CancellationToken cancellation
    )
    {
        if (!run.IsDryRun)
        {
            visit.Connection.ExpectFiles();
        }
        var plan = await run.PlanAsync(reviewed.Artifacts, cancellation);
        string[] edited =
        [
            .. reviewed.Edited.Select(destination => $"{destination.OutputPath} was edited since it was rendered"),
        ];
        run.Warn(edited);
        string[] objections =
        [
            .. plan.Objections.Select(change => DeployReport.SentenceOf(change, visit.Host.Name)),
            .. edited,
        ];
        return await run.CarryOutAsync(
            plan,
            $"Deploy to {visit.Host.Name}?",
            $"nothing to do: {visit.Manager} is what {(edited.Length == 0 ? "was rendered" : "lies here")}",
            objections,
            line => run.Rollout.InstallAsync(plan, plan.Objections, line, cancellation),
            cancellation
        );
    }
}

/// <summary><c>pigen diff</c>: what a deployment would change on the manager, line by line.</summary>
internal sealed class DiffCommand
{
    private readonly ManagerOptionSet _manager = new();
    private readonly Option<bool> _exitCode = new("--exit-code")
    {
        Description = "Exit with 2 if there are differences",
    };

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var diff = new DiffCommand();
        var command = new Command("diff", "Show what is on the manager against what is rendered, line by line");
        command.Options.Add(diff._exitCode);
        diff._manager.AddTo(command);
        command.SetAction((parsed, cancellation) => diff.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        var reviewed = _manager.Review(parsed, surroundings, diagnostics, cancellation);
        await using var visit = await _manager.VisitAsync(
            parsed,
            surroundings,
            reviewed?.Request,
            diagnostics,
            cancellation
        );
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        var state = await new ManagerSurvey(visit.Host, visit.Manager).ReadAsync(
            DeploymentPlan.Entries(reviewed!.Artifacts),
            cancellation
        );
        var plan = DeploymentPlan.Between(reviewed.Artifacts, state);
        new DiffReport(surroundings.Terminal, isExact: true).Print(plan);
        return parsed.GetValue(_exitCode) && !plan.Files.IsEmpty ? ExitCode.Different : ExitCode.Done;
    }
}

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
        await using var visit = await _manager.VisitAsync(parsed, surroundings, cancellation);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        var run = new ManagerRun(visit, _rollout, parsed, surroundings);
        var plan = await run.PlanAsync([], cancellation);
        return await run.CarryOutAsync(
            plan,
            $"Take all this away from {visit.Host.Name}?",
            $"nothing to do: nothing is deployed on {visit.Manager}",
            [.. plan.Objections.Select(change => DeployReport.SentenceOf(change, visit.Host.Name))],
            line => run.Rollout.RemoveAsync(plan.State, plan.Objections, line, cancellation),
            cancellation
        );
    }
}

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
        await using var visit = await _manager.VisitAsync(parsed, surroundings, diagnostics, cancellation);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        var run = new ManagerRun(visit, _rollout, parsed, surroundings);
        var present = await run.SurveyAsync([], cancellation);
        if (present.Before is not { } before)
        {
            throw new Failure(
                $"there is no deployment on {visit.Manager} to go back to",
                present.Deployed is null ? "nothing is deployed there" : "pigen undeploy takes away the only one"
            );
        }
        var earlier = await KeptDeployment.ReadAsync(visit.Host, visit.Manager, present.Record, before, cancellation);
        var plan = await run.PlanAsync(earlier.Artifacts, earlier.Entries, cancellation);
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
        );
    }
}
