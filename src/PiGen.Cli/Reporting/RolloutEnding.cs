using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Reporting;

/// <summary>How the end of a rollout is told: to a program by a word and an exit code, to a person by a sentence.</summary>
internal static class RolloutEnding
{
    public static string WordOf(RolloutEnd end) =>
        end switch
        {
            RolloutEnd.Done => "done",
            RolloutEnd.Refused => "refused",
            RolloutEnd.RolledBack => "rolled_back",
            RolloutEnd.Stuck => "stuck",
        };

    public static int ExitCodeOf(RolloutEnd end) =>
        end switch
        {
            RolloutEnd.Done => ExitCode.Done,
            RolloutEnd.Refused => ExitCode.Refused,
            RolloutEnd.RolledBack => ExitCode.RolledBack,
            RolloutEnd.Stuck => ExitCode.Stuck,
        };

    /// <summary>What went wrong, and the way out; null if nothing did. The script's own words stand above.</summary>
    public static Failure? FailureOf(RolloutEnd end, string manager) =>
        end switch
        {
            RolloutEnd.Done => null,
            RolloutEnd.Refused => new(
                $"nothing was changed on {manager}",
                "do what the lines above say, then try again"
            ),
            RolloutEnd.RolledBack => new(
                $"it failed on the way, and {manager} is as it was before",
                "what failed stands above, or in the journal there (journalctl); mend it, then try again"
            ),
            RolloutEnd.Stuck => new(
                $"it failed, and {manager} could not be brought back to what it was before",
                $"the lines above say why; what was before is kept in a journal below {StatePaths.Root} there, and the next deployment tries again"
            ),
        };

    /// <summary>What an earlier deployment had begun could not be taken back this time either.</summary>
    public static OutcomeUnknown StillStuck(string manager) =>
        new(
            $"an earlier change of {manager} was cut short, and could not be rolled back",
            "do what the lines above say, then try again"
        );

    /// <summary>The connection was lost on the way, and the manager cannot be asked how it ended.</summary>
    public static OutcomeUnknown Unknown(string manager, Failure cause) =>
        new(
            $"{cause.Message}, while {manager} was being changed: there it goes on to its end, or to its roll-back",
            "run pigen deploy again when the manager is reachable: it says what became of it",
            cause
        );
}

/// <summary>A failure after which nobody knows what is where.</summary>
internal sealed class OutcomeUnknown(string message, string hint, Exception? cause = null)
    : Failure(message, hint, cause);
