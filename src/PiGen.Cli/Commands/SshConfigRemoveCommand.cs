using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Core.SshConfig;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen ssh-config remove</c>: a person's ssh_config byte for byte as it was before.</summary>
internal sealed class SshConfigRemoveCommand
{
    private readonly SectionsOptionSet _sections = new();
    private readonly LaptopOptionSet _laptops = new();

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var remove = new SshConfigRemoveCommand();
        var command = new Command("remove", "Take out again what install put in place");
        remove._sections.AddTo(command);
        remove._laptops.AddTo(command);
        command.SetAction((parsed, cancellation) => remove.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        var cluster = _sections.ReadName(parsed, surroundings.CommandLine, diagnostics);
        await using var visits = await _laptops
            .VisitAsync(parsed, surroundings.Terminal, diagnostics, cancellation)
            .ConfigureAwait(false);
        if (cluster is null || diagnostics.HasErrors)
        {
            surroundings.Diagnostics.Print(diagnostics);
            return ExitCode.Refused;
        }
        var goal = new LaptopGoal(Sections: null, IsInline: false, _laptops.IsForced(parsed));
        var plans = new LaptopPlans(_laptops, parsed, surroundings);
        var runs = await plans.MakeAsync(visits, cluster, goal, cancellation).ConfigureAwait(false);
        return runs is null
            ? ExitCode.Refused
            : await RemoveAsync(plans, runs.Value, cluster, cancellation).ConfigureAwait(false);
    }

    private static async Task<int> RemoveAsync(
        LaptopPlans plans,
        ImmutableArray<LaptopRun> runs,
        string cluster,
        CancellationToken cancellation
    )
    {
        var changing = runs.Where(run => !run.Plan.IsEmpty).ToImmutableArray();
        if (changing.IsEmpty)
        {
            plans.Say($"nothing to do: {cluster} is not in your ssh_config");
            return ExitCode.Done;
        }
        foreach (var run in changing)
        {
            run.Show();
        }
        if (plans.Stop([], $"Remove {cluster} from {LaptopPlans.TitleOf(changing)}?", cancellation) is { } code)
        {
            return code;
        }
        foreach (var run in changing)
        {
            var ended = await run.CarryOutAsync(proof: null, cancellation).ConfigureAwait(false);
            if (ended != ExitCode.Done)
            {
                return ended;
            }
            plans.Say($"{run.Title}: {cluster} is removed");
            if (run.KeptBackup is { } backup)
            {
                plans.Say($"{run.Title}: your ssh_config has changed since {backup} was made; it is yours to delete");
            }
        }
        return ExitCode.Done;
    }
}
