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
            var state = await new ManagerSurvey(host, manager)
                .ReadAsync(plan.Desired, cancellation)
                .ConfigureAwait(false);
            if (!state.IsUnderWay)
            {
                return EndOf(plan, state);
            }
            if (state.Holder is null)
            {
                // Nobody is at work there any more: the manager itself went down.
                return null;
            }
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
        return null;
    }

    private static RolloutEnd? EndOf(DeploymentPlan plan, ManagerState state) =>
        state.Current == plan.State.Current ? RolloutEnd.RolledBack
        : DeploymentPlan.Between(plan.Artifacts, plan.Desired, state).Files.IsEmpty ? RolloutEnd.Done
        : null;
}
