namespace PiGen.Core.Deployment;

/// <summary>Finds out, over a new connection, how a rollout ended whose connection was lost: on the manager it went on.</summary>
public sealed class RolloutWatch(IRemoteHost host, string manager, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>How long it may go on; null as an answer if it goes on for longer, or was ended by a third.</summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;

    /// <summary>Without what tunnels are waited for.</summary>
    public static TimeSpan DefaultPatience { get; } = TimeSpan.FromMinutes(2);

    /// <param name="plan">What it was to do.</param>
    public async Task<RolloutEnd?> EndAsync(DeploymentPlan plan, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < Patience)
        {
            var state = await new ManagerSurvey(host, manager).ReadAsync(plan.Desired, cancellation);
            if (!state.IsUnderWay)
            {
                return EndOf(plan, state);
            }
            if (state.Holder is null)
            {
                // Nobody is at work there any more: the manager itself went down.
                return null;
            }
            await Task.Delay(Pause, time, cancellation);
        }
        return null;
    }

    private static RolloutEnd? EndOf(DeploymentPlan plan, ManagerState state) =>
        state.Current == plan.State.Current ? RolloutEnd.RolledBack
        : DeploymentPlan.Between(plan.Artifacts, plan.Desired, state).Files.IsEmpty ? RolloutEnd.Done
        : null;
}

/// <summary>How a person wants it done.</summary>
public sealed record RolloutOptions
{
    /// <summary>Who deploys, for the manager's record: <c>anthony@laptop</c>.</summary>
    public required string By { get; init; }

    /// <summary>How long tunnels may take to come up, in whole seconds.</summary>
    public int Wait { get; init; } = DefaultWait;

    public bool IsStarting { get; init; } = true;

    /// <summary>Whether a tunnel that does not come up in time is a failure.</summary>
    public bool MustBeUp { get; init; }

    /// <summary>Whether the person agrees to lose what others have edited, though it cannot be seen who has.</summary>
    public bool IsForced { get; init; }

    public const int DefaultWait = 10;

    /// <summary>More digits than four are a mistake to install.sh.</summary>
    public const int LongestWait = 9999;
}
