using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
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
        await using var visit = await _manager
            .VisitAsync(parsed, surroundings, reviewed.Request, diagnostics, cancellation)
            .ConfigureAwait(false);
        return visit is null
            ? ExitCode.Refused
            : await DeployAsync(new(visit, _rollout, parsed, surroundings), visit, reviewed, cancellation)
                .ConfigureAwait(false);
    }

    private static async Task<int> DeployAsync(
        ManagerRun run,
        ManagerVisit visit,
        ReviewedHost reviewed,
        CancellationToken cancellation
    )
    {
        var plan = await run.PlanAsync(reviewed.Artifacts, cancellation).ConfigureAwait(false);
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
            )
            .ConfigureAwait(false);
    }
}
