using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Core.Deployment;

/// <summary>What will become of a unit.</summary>
public enum UnitStep
{
    Start,
    Restart,
    Stop,
}

/// <summary>One unit of a plan.</summary>
public sealed record UnitChange(UnitStep Step, string Unit);

/// <summary>What a deployment has to do on a manager: decided before anything is done, so that it can be shown and refused.</summary>
public sealed record DeploymentPlan
{
    /// <summary>The manager's artifacts, installed ones and those beside them.</summary>
    public required ImmutableArray<Artifact> Artifacts { get; init; }

    /// <summary>What is to be installed.</summary>
    public required ImmutableArray<ManifestEntry> Desired { get; init; }

    public required ManagerState State { get; init; }

    public required Plan Files { get; init; }

    public required ImmutableArray<UnitChange> Units { get; init; }

    /// <summary>Files that have the right bytes already, though nobody recorded that: they become PiGen's.</summary>
    public required ImmutableArray<Destination> Adopted { get; init; }

    /// <summary>Files that are recorded, not wanted any more, and that somebody else has taken away: they are forgotten.</summary>
    public required ImmutableArray<Destination> Gone { get; init; }

    /// <summary>Files that are not wanted any more, and in whose place others had something: that comes back.</summary>
    public required ImmutableArray<Destination> Restored { get; init; }

    public bool IsEmpty =>
        Files.IsEmpty
        && Restored.IsEmpty
        && Units.IsEmpty
        && Adopted.IsEmpty
        && Gone.IsEmpty
        && State is { Pending.IsEmpty: true, IsUnfinished: false };

    /// <summary>Somebody else's work that would be lost: deployed over only if it is agreed to.</summary>
    public ImmutableArray<Change> Objections =>
        [.. Files.Changes.Where(change => change.Kind is ChangeKind.Drift or ChangeKind.Foreign)];

    public static DeploymentPlan Between(ImmutableArray<Artifact> artifacts, ManagerState state) =>
        Between(artifacts, Entries(artifacts), state);

    /// <param name="desired">Where the artifacts' own bytes cannot tell.</param>
    public static DeploymentPlan Between(
        ImmutableArray<Artifact> artifacts,
        ImmutableArray<ManifestEntry> desired,
        ManagerState state
    )
    {
        ImmutableArray<Artifact> installed = [.. artifacts.Where(artifact => artifact.Destination.IsInstalled)];
        var wanted = desired.Concat(state.Installed.Entries).DistinctBy(entry => entry.Destination);
        var byDestination = wanted.ToDictionary(entry => entry.Destination);
        var files = Plan.Between(
            destination => state.FingerprintOf(byDestination[destination]),
            desired,
            state.Installed.Entries
        );
        var adopted = Adoptions(files, desired, state).ToImmutableArray();
        var missing = Missing(desired, state).ToImmutableArray();
        var restored = Restorations(files, missing, state).ToImmutableArray();
        return new()
        {
            Artifacts = artifacts,
            Desired = desired,
            State = state,
            Files = files,
            Units =
            [
                .. Stops(files, missing, installed, state),
                .. Returns(restored, state),
                .. Starts(files, adopted, installed, state),
            ],
            Adopted = adopted,
            Gone = [.. missing.Except(restored)],
            Restored = restored,
        };
    }

    private static IEnumerable<Destination> Adoptions(
        Plan files,
        ImmutableArray<ManifestEntry> desired,
        ManagerState state
    )
    {
        var wanted = desired.ToDictionary(entry => entry.Destination, entry => entry.Fingerprint.Sha256);
        var recorded = state.Installed.Entries.ToDictionary(
            entry => entry.Destination,
            entry => entry.Fingerprint.Sha256
        );
        return files
            .Changes.Where(change => change.Kind == ChangeKind.Unchanged)
            .Select(change => change.Destination)
            .Where(destination => recorded.GetValueOrDefault(destination) != wanted[destination]);
    }

    private static IEnumerable<Destination> Missing(ImmutableArray<ManifestEntry> desired, ManagerState state) =>
        state
            .Installed.Entries.Select(entry => entry.Destination)
            .Except(desired.Select(entry => entry.Destination))
            .Where(destination => state.Files[destination.Path] is null);

    private static IEnumerable<Destination> Restorations(
        Plan files,
        ImmutableArray<Destination> missing,
        ManagerState state
    ) =>
        files
            .Changes.Where(change => change.Kind == ChangeKind.Delete)
            .Select(change => change.Destination)
            .Concat(missing)
            .Where(destination => state.Originals.Contains(destination.Path));

    /// <summary>The same, but for starting anything: that waits for another time.</summary>
    public DeploymentPlan WithoutStarts() =>
        this with
        {
            Units = [.. Units.Where(change => change.Step == UnitStep.Stop)],
            State = State with { Pending = [] },
        };

    /// <summary>Those of the artifacts that are installed.</summary>
    public static ImmutableArray<ManifestEntry> Entries(IEnumerable<Artifact> artifacts) =>
        [
            .. artifacts
                .Where(artifact => artifact.Destination.IsInstalled)
                .Select(artifact => new ManifestEntry(artifact.Destination, Fingerprint.Of(artifact))),
        ];

    // Before anything is started: what goes may hold a port that another needs.
    private static IEnumerable<UnitChange> Stops(
        Plan files,
        ImmutableArray<Destination> missing,
        ImmutableArray<Artifact> installed,
        ManagerState state
    ) =>
        files
            .Changes.Select(change => change.Destination)
            .Except(installed.Select(artifact => artifact.Destination))
            .Concat(missing)
            .Select(destination => UnitName.OfFile(destination.Path))
            .OfType<string>()
            .Where(unit => state.Units.GetValueOrDefault(unit) is not { IsDown: true })
            .Select(unit => new UnitChange(UnitStep.Stop, unit));

    // What ran before it was taken runs again.
    private static IEnumerable<UnitChange> Returns(ImmutableArray<Destination> restored, ManagerState state) =>
        restored
            .Select(destination => UnitName.OfFile(destination.Path))
            .OfType<string>()
            .Where(state.OriginallyUp.Contains)
            .Select(unit => new UnitChange(UnitStep.Start, unit));

    private static IEnumerable<UnitChange> Starts(
        Plan files,
        ImmutableArray<Destination> adopted,
        ImmutableArray<Artifact> installed,
        ManagerState state
    )
    {
        var texts = installed.ToDictionary(artifact => artifact.Destination);
        // What runs may have read what was there before somebody made it what is wanted now.
        var edited = adopted.Intersect(state.Installed.Entries.Select(entry => entry.Destination)).ToHashSet();
        return files
            .Changes.Where(change => texts.ContainsKey(change.Destination))
            .Select(change => StepOf(change, edited.Contains(change.Destination), texts[change.Destination], state))
            .OfType<UnitChange>();
    }

    private static UnitChange? StepOf(Change change, bool isEdited, Artifact artifact, ManagerState state)
    {
        if (UnitName.OfFile(change.Destination.Path) is not { } unit)
        {
            return null;
        }
        var now = state.Units.GetValueOrDefault(unit);
        var isDue = isEdited || change.Kind != ChangeKind.Unchanged || state.Pending.Contains(unit);
        return now is { IsUp: true } && isDue ? new(UnitStep.Restart, unit)
            : StartsByItself(artifact) && !IsAsItShouldBe(now, isDue) ? new(UnitStep.Start, unit)
            : null;
    }

    private static bool IsAsItShouldBe(UnitState? now, bool isDue) =>
        now is { IsEnabled: true } && (now.IsUp || (now.HasEndedWell && !isDue));

    // What has no [Install] section is started by something else: systemd.unit(5).
    private static bool StartsByItself(Artifact artifact) =>
        $"\n{Encoding.UTF8.GetString(artifact.Bytes.Span)}".Contains("\n[Install]", StringComparison.Ordinal);
}
