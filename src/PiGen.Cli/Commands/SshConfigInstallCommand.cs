using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Core.SshConfig;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen ssh-config install</c>: the sections into a person's ssh_config, without a change to what is theirs.</summary>
internal sealed class SshConfigInstallCommand
{
    private readonly SectionsOptionSet _sections = new();
    private readonly LaptopOptionSet _laptops = new();
    private readonly Option<bool> _inline = new("--inline")
    {
        Description = "As a marked block in the file itself, where it may have no Include",
    };

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var install = new SshConfigInstallCommand();
        var command = new Command("install", "Let ssh on this machine, or on other laptops, reach the workers by name");
        install._sections.AddTo(command);
        install._laptops.AddTo(command);
        command.Options.Add(install._inline);
        command.SetAction((parsed, cancellation) => install.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        var sections = _sections.Read(parsed, surroundings.CommandLine, diagnostics);
        await using var visits = await _laptops
            .VisitAsync(parsed, surroundings.Terminal, diagnostics, cancellation)
            .ConfigureAwait(false);
        if (sections is null || diagnostics.HasErrors)
        {
            surroundings.Diagnostics.Print(diagnostics);
            return ExitCode.Refused;
        }
        var goal = new LaptopGoal(sections.Text, parsed.GetValue(_inline), _laptops.IsForced(parsed));
        var plans = new LaptopPlans(_laptops, parsed, surroundings);
        var runs = await plans.MakeAsync(visits, sections.Cluster, goal, cancellation).ConfigureAwait(false);
        return runs is null
            ? ExitCode.Refused
            : await InstallAsync(plans, runs.Value, sections, cancellation).ConfigureAwait(false);
    }

    private static async Task<int> InstallAsync(
        LaptopPlans plans,
        ImmutableArray<LaptopRun> runs,
        ClusterSections sections,
        CancellationToken cancellation
    )
    {
        var changing = runs.Where(run => !run.Plan.IsEmpty).ToImmutableArray();
        if (changing.IsEmpty)
        {
            plans.Say($"nothing to do: {sections.Cluster} is in your ssh_config");
            return ExitCode.Done;
        }
        var outlooks = new List<ConfigOutlook>();
        foreach (var run in changing)
        {
            run.Show();
            outlooks.Add(await run.LookAheadAsync(cancellation).ConfigureAwait(false));
        }
        var objections = plans.Warn(outlooks, sections.Edited);
        if (
            plans.Stop(objections, $"Install {sections.Cluster} on {LaptopPlans.TitleOf(changing)}?", cancellation) is
            { } code
        )
        {
            return code;
        }
        return await plans
            .CarryOutAsync(
                changing.Zip(outlooks, (run, outlook) => new ProvedRun(run, outlook)),
                sections,
                cancellation
            )
            .ConfigureAwait(false);
    }
}
