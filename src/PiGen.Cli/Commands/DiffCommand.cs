using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core.Deployment;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

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
        await using var visit = await _manager
            .VisitAsync(parsed, surroundings, reviewed?.Request, diagnostics, cancellation)
            .ConfigureAwait(false);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        var state = await new ManagerSurvey(visit.Host, visit.Manager)
            .ReadAsync(DeploymentPlan.Entries(reviewed!.Artifacts), cancellation)
            .ConfigureAwait(false);
        var plan = DeploymentPlan.Between(reviewed.Artifacts, state);
        new DiffReport(surroundings.Terminal, isExact: true).Print(plan);
        return parsed.GetValue(_exitCode) && !plan.Files.IsEmpty ? ExitCode.Different : ExitCode.Done;
    }
}
