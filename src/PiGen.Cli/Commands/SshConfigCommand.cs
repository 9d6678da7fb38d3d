using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Core.SshConfig;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen ssh-config</c>: the laptop's side, put into a person's ssh_config and taken out again without harm.</summary>
internal static class SshConfigCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings) =>
        new("ssh-config", "Show, install and remove what lets ssh on a laptop reach the workers")
        {
            SshConfigShowCommand.Create(surroundings),
            SshConfigInstallCommand.Create(surroundings),
            SshConfigRemoveCommand.Create(surroundings),
        };
}

/// <summary><c>pigen ssh-config show</c>: what install would put in place, and nothing else.</summary>
internal static class SshConfigShowCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var sections = new SectionsOptionSet();
        var command = new Command("show", "Print what install would put in place");
        sections.AddTo(command);
        command.SetAction(parsed => Run(sections, parsed, surroundings(parsed)));
        return command;
    }

    private static int Run(SectionsOptionSet options, ParseResult parsed, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var sections = options.Read(parsed, surroundings.CommandLine, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (sections is null)
        {
            return ExitCode.Refused;
        }
        surroundings.Terminal.WriteContent(sections.Text);
        return ExitCode.Done;
    }
}

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
        await using var visits = await _laptops.VisitAsync(parsed, surroundings.Terminal, diagnostics, cancellation);
        if (sections is null || diagnostics.HasErrors)
        {
            surroundings.Diagnostics.Print(diagnostics);
            return ExitCode.Refused;
        }
        var goal = new LaptopGoal(sections.Text, parsed.GetValue(_inline), _laptops.IsForced(parsed));
        var plans = new LaptopPlans(_laptops, parsed, surroundings);
        var runs = await plans.MakeAsync(visits, sections.Cluster, goal, cancellation);
        return runs is null ? ExitCode.Refused : await InstallAsync(plans, runs.Value, sections, cancellation);
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
            outlooks.Add(await run.LookAheadAsync(cancellation));
        }
        var objections = plans.Warn(outlooks, sections.Edited);
        if (
            plans.Stop(objections, $"Install {sections.Cluster} on {LaptopPlans.TitleOf(changing)}?", cancellation) is
            { } code
        )
        {
            return code;
        }
        return await plans.CarryOutAsync(
            changing.Zip(outlooks, (run, outlook) => new ProvedRun(run, outlook)),
            sections,
            cancellation
        );
    }
}

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
        await using var visits = await _laptops.VisitAsync(parsed, surroundings.Terminal, diagnostics, cancellation);
        if (cluster is null || diagnostics.HasErrors)
        {
            surroundings.Diagnostics.Print(diagnostics);
            return ExitCode.Refused;
        }
        var goal = new LaptopGoal(Sections: null, IsInline: false, _laptops.IsForced(parsed));
        var plans = new LaptopPlans(_laptops, parsed, surroundings);
        var runs = await plans.MakeAsync(visits, cluster, goal, cancellation);
        return runs is null ? ExitCode.Refused : await RemoveAsync(plans, runs.Value, cluster, cancellation);
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
            var ended = await run.CarryOutAsync(proof: null, cancellation);
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
