using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Core.SshConfig;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>What is to become of each laptop of one command, from the plans to the word on how they ended.</summary>
internal sealed class LaptopPlans(LaptopOptionSet options, ParseResult parsed, Surroundings surroundings)
{
    /// <summary>A plan for each; null, with the errors printed, if any cannot be.</summary>
    public async Task<ImmutableArray<LaptopRun>?> MakeAsync(
        LaptopVisits visits,
        string cluster,
        LaptopGoal goal,
        CancellationToken cancellation
    )
    {
        var diagnostics = new DiagnosticBag();
        var runs = ImmutableArray.CreateBuilder<LaptopRun>();
        foreach (var visit in visits.All)
        {
            var run = await LaptopRun.PlanAsync(visit, cluster, goal, surroundings, diagnostics, cancellation);
            if (run is not null)
            {
                runs.Add(run);
            }
        }
        surroundings.Diagnostics.Print(diagnostics);
        if (diagnostics.HasErrors || runs.Count < visits.All.Count)
        {
            return null;
        }
        foreach (var run in runs.Where(_ => !options.IsDryRun(parsed)))
        {
            await run.TidyAsync(cancellation);
        }
        return runs.ToImmutable();
    }

    /// <summary>Prints what gets into each other's way; gives a sentence for each thing that must be agreed to.</summary>
    public string[] Warn(List<ConfigOutlook> outlooks, ImmutableArray<string> edited)
    {
        var conflicts = outlooks.SelectMany(outlook => outlook.Conflicts).ToList();
        surroundings.Diagnostics.Print(conflicts.Select(conflict => conflict.Diagnostic));
        var serious = conflicts.Count(conflict => conflict.NeedsAgreement);
        string[] warned =
            serious == 0 ? []
            : serious == 1 ? ["a line of your ssh_config gets into the way, or PiGen's into its"]
            : [$"{serious} lines of your ssh_config get into the way, or PiGen's into theirs"];
        return [.. warned, .. edited.Select(path => $"{path} was edited since it was rendered")];
    }

    /// <summary>The exit code, where it ends here: a dry run. Null once the person has agreed.</summary>
    public int? Stop(string[] objections, string question, CancellationToken cancellation)
    {
        if (options.IsDryRun(parsed))
        {
            return options.ExitCodeOfDifference(parsed);
        }
        options.Agree(parsed, surroundings.Terminal, question, objections, cancellation);
        return null;
    }

    /// <summary>Proves all, then does all: the exit code.</summary>
    public async Task<int> CarryOutAsync(
        IEnumerable<ProvedRun> runs,
        ClusterSections sections,
        CancellationToken cancellation
    )
    {
        var proved = new List<(ProvedRun Run, ConfigProof Proof)>();
        foreach (var run in runs)
        {
            var proof = await run.Run.ProveAsync(run.Outlook, sections.Text, cancellation);
            if (proof is null)
            {
                return ExitCode.Refused;
            }
            proved.Add((run, proof));
        }
        foreach (var (run, proof) in proved)
        {
            var code = await run.Run.CarryOutAsync(proof, cancellation);
            if (code != ExitCode.Done)
            {
                return code;
            }
            Tell(run);
        }
        return ExitCode.Done;
    }

    public static string TitleOf(ImmutableArray<LaptopRun> runs) => string.Join(", ", runs.Select(run => run.Title));

    public void Say(string sentence) => surroundings.Terminal.Out.WriteLine(ShownText.Of(sentence));

    private void Tell(ProvedRun run)
    {
        var (ours, theirs) = (run.Outlook.OurNames.Length, run.Outlook.TheirNames.Length);
        Say(
            $"{run.Run.Title}: ssh knows {Names(ours)}{(theirs == 0 ? "" : $", and what you had means what it meant")}"
        );
        if (run.Run.NewBackup is { } backup)
        {
            Say($"{run.Run.Title}: what was there before is in {backup}");
        }
    }

    private static string Names(int count) => count == 1 ? "1 name" : $"{count} names";
}

/// <summary>A change, and what it will mean.</summary>
internal sealed record ProvedRun(LaptopRun Run, ConfigOutlook Outlook);
