using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Cli.Commands;

/// <summary>One change of a manager, from the plan that is shown to the word on how it ended.</summary>
/// <param name="visit">The manager.</param>
internal sealed class ManagerRun(
    ManagerVisit visit,
    RolloutOptionSet options,
    ParseResult parsed,
    Surroundings surroundings
)
{
    private readonly RolloutTally _tally = new();
    private readonly DeployProgress _progress = new(
        surroundings.Terminal,
        new Paint(surroundings.Terminal.OutHasColor)
    );

    private readonly string _manager = visit.Manager;

    private Terminal Terminal => surroundings.Terminal;

    private bool IsJson => options.IsJson(parsed);

    public bool IsDryRun => options.IsDryRun(parsed);

    /// <summary>Does what a plan says on the manager.</summary>
    public Rollout Rollout { get; } = new(visit.Host, options.Read(parsed), OwnScripts.Of);

    /// <summary>Looks at the manager, and decides what makes it what <paramref name="artifacts"/> say.</summary>
    public Task<DeploymentPlan> PlanAsync(ImmutableArray<Artifact> artifacts, CancellationToken cancellation) =>
        PlanAsync(artifacts, DeploymentPlan.Entries(artifacts), cancellation);

    /// <param name="desired">What is to be installed, where the artifacts' own bytes cannot tell.</param>
    public async Task<DeploymentPlan> PlanAsync(
        ImmutableArray<Artifact> artifacts,
        ImmutableArray<ManifestEntry> desired,
        CancellationToken cancellation
    )
    {
        if (!IsDryRun)
        {
            visit.Host.FindOut(cancellation);
        }
        var state = await SurveyAsync(desired, cancellation);
        if (state.IsUnderWay && !IsDryRun)
        {
            await RecoverAsync(cancellation);
            state = await SurveyAsync(desired, cancellation);
        }
        else if (state.IsUnderWay)
        {
            Terminal.Error.WriteLine($"{_manager} is being changed by another, or that was cut short");
        }
        var plan = DeploymentPlan.Between(artifacts, desired, state);
        return options.Read(parsed).IsStarting ? plan : plan.WithoutStarts();
    }

    public Task<ManagerState> SurveyAsync(ImmutableArray<ManifestEntry> desired, CancellationToken cancellation) =>
        new ManagerSurvey(visit.Host, _manager).ReadAsync(desired, cancellation);

    /// <summary>Shows the plan, asks, does it, says how it ended: the exit code.</summary>
    /// <param name="nothing">What is said where there is nothing to do.</param>
    /// <param name="objections">What somebody would lose, a sentence each.</param>
    public async Task<int> CarryOutAsync(
        DeploymentPlan plan,
        string question,
        string nothing,
        string[] objections,
        Func<Action<string>, Task<RolloutAnswer>> act,
        CancellationToken cancellation
    )
    {
        if (!plan.IsEmpty && !IsDryRun)
        {
            await visit.Host.GetReadyAsync(cancellation);
        }
        ShowPlan(plan);
        if (plan.IsEmpty)
        {
            Tell(plan, "nothing_to_do", nothing, []);
            return ExitCode.Done;
        }
        if (IsDryRun)
        {
            Tell(plan, "planned", null, []);
            return options.ExitCodeOfDifference(parsed);
        }
        if (!IsAgreed(plan, question, objections, cancellation))
        {
            throw NotAgreed();
        }
        return Conclude(plan, await ToItsEndAsync(plan, act, cancellation));
    }

    // A program that reads the answer is told of the plan that nobody agreed to, as a person is.
    private bool IsAgreed(DeploymentPlan plan, string question, string[] objections, CancellationToken cancellation)
    {
        var isAgreed = false;
        try
        {
            return isAgreed = options.IsAgreed(parsed, Terminal, question, objections, cancellation);
        }
        finally
        {
            if (IsJson && !isAgreed)
            {
                Tell(plan, "refused", null, [.. objections]);
            }
        }
    }

    // Whatever becomes of the connection, on the manager the script goes on to its end.
    private async Task<RolloutAnswer> ToItsEndAsync(
        DeploymentPlan plan,
        Func<Action<string>, Task<RolloutAnswer>> act,
        CancellationToken cancellation
    )
    {
        try
        {
            return await act(Take);
        }
        catch (LostConnection lost)
        {
            _progress.Finish();
            if (await Interruption.IsCauseAsync(cancellation))
            {
                throw StoppedWatching();
            }
            Terminal.Error.WriteLine($"{lost.Message}: asking {_manager} what became of it");
            return await LookAgainAsync(plan, lost, cancellation);
        }
        catch (OperationCanceledException) when (Rollout.HasBegun)
        {
            _progress.Finish();
            throw StoppedWatching();
        }
    }

    private OperationCanceledException StoppedWatching()
    {
        Terminal.Error.WriteLine($"you stopped watching: on {_manager} it goes on to its end, or its roll-back");
        return new();
    }

    private async Task<RolloutAnswer> LookAgainAsync(
        DeploymentPlan plan,
        LostConnection lost,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var again = await visit.Reconnect(cancellation);
            var watch = new RolloutWatch(again, _manager, TimeProvider.System)
            {
                Patience = RolloutWatch.DefaultPatience + TimeSpan.FromSeconds(options.Read(parsed).Wait),
            };
            return await watch.EndAsync(plan, cancellation) is { } end
                ? new(end, [])
                : throw RolloutEnding.Unknown(_manager, lost);
        }
        catch (Failure failure) when (failure is not OutcomeUnknown)
        {
            throw RolloutEnding.Unknown(_manager, lost);
        }
    }

    private void ShowPlan(DeploymentPlan plan)
    {
        if (IsJson)
        {
            ShowPlanApart(plan);
            return;
        }
        var diff = new DiffReport(Terminal);
        if (options.IsDiffWanted(parsed))
        {
            diff.Print(plan);
        }
        else
        {
            diff.PrintObjections(plan);
        }
        new DeployReport(Terminal.Out, new Paint(Terminal.OutHasColor)).PrintPlan(plan);
        if (!Terminal.OutIsTerminal)
        {
            ShowPlanApart(plan);
        }
    }

    // Who is asked has to see what about, and standard output is for the program or the file that takes it.
    private void ShowPlanApart(DeploymentPlan plan)
    {
        if (Terminal.CanAsk && !IsDryRun)
        {
            new DeployReport(Terminal.Error, new Paint(Terminal.ErrorHasColor)).PrintPlan(plan);
        }
    }

    // That it cannot be printed is told at the end: what the manager is in the middle of goes on all the same.
    private void Take(string line)
    {
        _tally.Take(line);
        try
        {
            Show(line);
        }
        catch (Failure) { }
    }

    private void Show(string line)
    {
        if (!IsJson)
        {
            _progress.Take(line);
        }
    }

    // Waits for one that is under way; one that was cut short is rolled back before anything is planned.
    private async Task RecoverAsync(CancellationToken cancellation)
    {
        var question = $"{_manager} is being changed by another, or that was cut short. Wait for it, or roll it back?";
        if (!options.IsAgreed(parsed, Terminal, question, [], cancellation))
        {
            throw NotAgreed();
        }
        var answer = await Rollout.RecoverAsync(Show, cancellation);
        Warn(answer.Errors);
        if (answer.End == RolloutEnd.Stuck)
        {
            throw RolloutEnding.StillStuck(_manager);
        }
        if (answer.End != RolloutEnd.Done)
        {
            throw new Failure(
                $"another change of {_manager} is under way, or was cut short and cannot be rolled back",
                "wait for it; or do what the lines above say, then try again"
            );
        }
    }

    private static Failure NotAgreed() => new("nothing was changed: you did not agree", "run this again when you do");

    private int Conclude(DeploymentPlan plan, RolloutAnswer answer)
    {
        _progress.Finish();
        var summary = answer.End == RolloutEnd.Done ? $"{_manager}: {_tally.Summary}" : null;
        Tell(plan, RolloutEnding.WordOf(answer.End), summary, answer.Errors);
        Warn(answer.Errors);
        if (RolloutEnding.FailureOf(answer.End, _manager) is { } failure)
        {
            surroundings.Diagnostics.Print(failure);
        }
        return RolloutEnding.ExitCodeOf(answer.End);
    }

    private void Tell(DeploymentPlan plan, string result, string? sentence, ImmutableArray<string> errors)
    {
        if (IsJson)
        {
            var planned = DeployReport.Lines(plan).Select(line => new PlannedDocument(line.Word, line.What));
            Terminal.Out.WriteLine(new DeployDocument(_manager, result, [.. planned], _tally.Lines, errors).ToJson());
        }
        else if (sentence is not null)
        {
            Terminal.Out.WriteLine(sentence);
        }
    }

    /// <summary>What the person should know beside the answer.</summary>
    public void Warn(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Terminal.Error.WriteLine(line);
        }
    }
}
