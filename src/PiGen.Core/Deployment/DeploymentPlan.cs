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

    public bool IsEmpty =>
        Files.IsEmpty
        && Units.IsEmpty
        && Adopted.IsEmpty
        && State is { Pending.IsEmpty: true, IsUnfinished: false }
        && State.Installed.Entries.All(entry => State.Files[entry.Destination.Path] is not null);

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
        var recorded = state.Installed.Entries.Select(entry => entry.Destination).ToHashSet();
        return new()
        {
            Artifacts = artifacts,
            Desired = desired,
            State = state,
            Files = files,
            Units = [.. UnitChanges(files, installed, state)],
            Adopted =
            [
                .. files
                    .Changes.Where(change => change.Kind == ChangeKind.Unchanged)
                    .Select(change => change.Destination)
                    .Where(destination => !recorded.Contains(destination)),
            ],
        };
    }

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

    // Stopped first: what goes may hold a port that another needs.
    private static IEnumerable<UnitChange> UnitChanges(
        Plan files,
        ImmutableArray<Artifact> installed,
        ManagerState state
    )
    {
        var texts = installed.ToDictionary(artifact => artifact.Destination);
        var stopped = files
            .Changes.Where(change => !texts.ContainsKey(change.Destination))
            .Select(change => UnitName.OfFile(change.Destination.Path))
            .OfType<string>()
            .Select(unit => new UnitChange(UnitStep.Stop, unit));
        var kept = files
            .Changes.Where(change => texts.ContainsKey(change.Destination))
            .Select(change => StepOf(change, texts[change.Destination], state));
        return [.. stopped, .. kept.OfType<UnitChange>()];
    }

    private static UnitChange? StepOf(Change change, Artifact artifact, ManagerState state)
    {
        if (UnitName.OfFile(change.Destination.Path) is not { } unit)
        {
            return null;
        }
        var now = state.Units.GetValueOrDefault(unit);
        var isDue = change.Kind != ChangeKind.Unchanged || state.Pending.Contains(unit);
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
