using System.Collections.Immutable;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.SshConfig;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>One change of one laptop's ssh_config: planned, shown, proved, and put in place or taken back.</summary>
internal sealed class LaptopRun
{
    // Beyond this, asking ssh takes seconds.
    private const int ManyNames = 200;
    private const int MostShown = 10;

    private readonly LaptopVisit _visit;
    private readonly Surroundings _surroundings;
    private readonly LaptopState _state;

    private LaptopRun(LaptopVisit visit, Surroundings surroundings, LaptopState state, LaptopPlan plan) =>
        (_visit, _surroundings, _state, Plan) = (visit, surroundings, state, plan);

    public LaptopPlan Plan { get; }

    public string Title => _visit.Title;

    /// <summary>What was there before the first install and is kept, as PiGen cannot tell that it is back; null if nothing is.</summary>
    public string? KeptBackup => Plan.KeepsBackup ? _visit.Shown(Plan.Backup!.Path) : null;

    /// <summary>What the person's file was before, if this makes a copy of it; null if not.</summary>
    public string? NewBackup =>
        Plan.Backup is { } backup
        && Plan.Changes.Any(change => change.Path == backup.Path && change.Kind != LaptopChangeKind.Delete)
            ? _visit.Shown(backup.Path)
            : null;

    private Terminal Terminal => _surroundings.Terminal;

    /// <summary>Null, with errors, where the laptop's files stand in the way.</summary>
    public static async Task<LaptopRun?> PlanAsync(
        LaptopVisit visit,
        string cluster,
        LaptopGoal goal,
        Surroundings surroundings,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        var state = await LaptopState.ReadAsync(visit.Laptop, visit.Places, cluster, cancellation);
        return goal.Plan(state, visit.Shown, diagnostics) is { } plan ? new(visit, surroundings, state, plan) : null;
    }

    public void Show()
    {
        new LaptopReport(Terminal.Out, new Paint(Terminal.OutHasColor)).Print(Plan, _visit.Shown);
        Terminal.Out.Flush();
    }

    /// <summary>Clears away what a run that was killed has left, where there is nothing else to do.</summary>
    public Task TidyAsync(CancellationToken cancellation) =>
        Plan is { IsEmpty: true, Steps.IsEmpty: false }
            ? _visit.Laptop.DoAsync(Plan.Steps, cancellation)
            : Task.CompletedTask;

    public Task<ConfigOutlook> LookAheadAsync(CancellationToken cancellation) =>
        ConfigOutlook.ReadAsync(_visit.Laptop, _state, Plan, _visit.Shown, cancellation);

    /// <summary>The proof that the plan does no harm; null, with all that speaks against it printed.</summary>
    public async Task<ConfigProof?> ProveAsync(ConfigOutlook outlook, string sections, CancellationToken cancellation)
    {
        var names = outlook.OurNames.Length + outlook.TheirNames.Length;
        if (names > ManyNames)
        {
            Terminal.Error.WriteLine($"asking ssh on {Title} about {names} names, before and after");
        }
        var diagnostics = new DiagnosticBag();
        var proof = new ConfigProof(_visit.Laptop, _state, Plan, outlook, sections);
        var objections = await proof.ObjectionsAsync(diagnostics, cancellation);
        _surroundings.Diagnostics.Print(diagnostics);
        if (!objections.IsEmpty)
        {
            Complain("nothing was changed: ssh would not do what is meant", objections);
        }
        return diagnostics.HasErrors || !objections.IsEmpty ? null : proof;
    }

    /// <summary>Does it, or leaves all as it was: the exit code.</summary>
    /// <param name="proof">Tried again on what is in place; null where there is nothing to prove.</param>
    public async Task<int> CarryOutAsync(ConfigProof? proof, CancellationToken cancellation)
    {
        try
        {
            await _visit.Laptop.DoAsync(Plan.Steps, cancellation);
        }
        catch (LostConnection lost)
        {
            throw new OutcomeUnknown(
                $"{lost.Message}: nobody knows how far it has come on {Title}",
                "run this again: each step leaves a configuration that ssh can read, and it goes on from there",
                lost
            );
        }
        catch (Failure failure) when (failure is not NothingDone)
        {
            throw new OutcomeUnknown(failure.Message, WhereToLook(), failure);
        }
        var objections = proof is null ? [] : await proof.ObjectionsInPlaceAsync(CancellationToken.None);
        return objections.IsEmpty ? ExitCode.Done : await TakeBackAsync(Contradiction(objections));
    }

    private async Task<int> TakeBackAsync(Failure failure)
    {
        try
        {
            await _visit.Laptop.DoAsync(Plan.Undo, CancellationToken.None);
        }
        catch (Failure second)
        {
            throw new OutcomeUnknown(
                $"{failure.Message}; nor could that be taken back: {second.Message}",
                WhereToLook(),
                second
            );
        }
        _surroundings.Diagnostics.Print(failure);
        Terminal.Error.WriteLine($"{Title} is as it was before");
        return ExitCode.RolledBack;
    }

    private string WhereToLook() =>
        $"look at {_visit.Shown(_state.Config.Path)}"
        + (
            (NewBackup ?? (Plan.Backup is { IsFile: true } kept ? _visit.Shown(kept.Path) : null)) is { } backup
                ? $"; what was there before is in {backup}, if that is there"
                : ""
        );

    private static Failure Contradiction(ImmutableArray<string> objections) =>
        new(
            $"in place, ssh makes something else of it: {string.Join("; ", objections)}",
            "try ssh -G with one of the names, and mend what ssh complains about"
        );

    private void Complain(string sentence, ImmutableArray<string> objections)
    {
        _surroundings.Diagnostics.Print(
            new Failure(
                $"{sentence}{(_visit.Name.Length == 0 ? "" : $" on {_visit.Name}")}",
                "compare with 'ssh -G NAME'; --inline, or another place for your own lines, may help"
            )
        );
        foreach (var objection in objections.Take(MostShown))
        {
            Terminal.Error.WriteLine($"  {ShownText.Of(objection)}");
        }
        if (objections.Length > MostShown)
        {
            Terminal.Error.WriteLine($"  and {objections.Length - MostShown} more");
        }
    }
}
