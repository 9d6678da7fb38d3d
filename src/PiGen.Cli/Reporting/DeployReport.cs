using System.Collections.Immutable;
using System.Text.Json;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Planning;

namespace PiGen.Cli.Reporting;

/// <summary>What a deployment is going to do, and what it did.</summary>
internal sealed class DeployReport(TextWriter writer, Paint paint)
{
    private const int WordWidth = 10;

    public void PrintPlan(DeploymentPlan plan)
    {
        foreach (var (word, what) in Lines(plan))
        {
            writer.WriteLine($"{Painted(word)}{new string(' ', WordWidth - word.Length)} {what}");
        }
    }

    /// <summary>A line per change, <c>WORD WHAT</c>; what stays as it is has none.</summary>
    public static IEnumerable<(string Word, string What)> Lines(DeploymentPlan plan) =>
        [
            .. plan
                .Files.Changes.Where(change => change.Kind != ChangeKind.Unchanged)
                .ExceptBy(plan.Restored, change => change.Destination)
                .Select(change => (WordOf(change.Kind), change.Destination.Path)),
            .. plan.Restored.Select(destination => ("restore", destination.Path)),
            .. plan.Adopted.Select(destination => ("adopt", destination.Path)),
            .. plan.Gone.Select(destination => ("gone", destination.Path)),
            .. plan.Units.Select(change => (WordOf(change.Step), change.Unit)),
        ];

    /// <summary>What somebody would lose by one of a plan's objections.</summary>
    public static string SentenceOf(Change change, string host) =>
        change.Kind == ChangeKind.Drift
            ? $"{change.Destination.Path} on {host} was edited since it was deployed"
            : $"{change.Destination.Path} on {host} is in the way, and not PiGen's";

    private static string WordOf(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Create => "create",
            ChangeKind.Update => "update",
            ChangeKind.Delete => "delete",
            ChangeKind.Unchanged => "unchanged",
            ChangeKind.Drift => "edited",
            ChangeKind.Foreign => "foreign",
        };

    private static string WordOf(UnitStep step) =>
        step switch
        {
            UnitStep.Start => "start",
            UnitStep.Restart => "restart",
            UnitStep.Stop => "stop",
        };

    private string Painted(string word) =>
        word switch
        {
            "create" or "start" => paint.Green(word),
            "update" or "restart" or "adopt" or "restore" => paint.Yellow(word),
            "delete" or "stop" or "edited" or "foreign" or "gone" => paint.Red(word),
            _ => word,
        };
}

/// <summary>What the script on the manager has told so far: each of its lines is a verb and its object.</summary>
internal sealed class RolloutTally
{
    private static readonly (string Verb, string Past)[] Words =
    [
        ("create", "created"),
        ("update", "updated"),
        ("remove", "removed"),
        ("restore", "restored"),
        ("start", "started"),
        ("restart", "restarted"),
        ("stop", "stopped"),
        ("listening", "listening"),
        ("waiting", "waiting"),
    ];

    private readonly List<string> _lines = [];

    public ImmutableArray<string> Lines => [.. _lines];

    public void Take(string line) => _lines.Add(line);

    public IEnumerable<string> ObjectsOf(string verb) =>
        _lines
            .Select(line => line.Split(' ', 2))
            .Where(words => words.Length == 2 && words[0] == verb)
            .Select(words => words[1]);

    /// <summary><c>2 created, 2 started, 2 listening</c>.</summary>
    public string Summary
    {
        get
        {
            var parts = Words
                .Select(word => (Count: ObjectsOf(word.Verb).Count(), word.Past))
                .Where(part => part.Count > 0)
                .Select(part => $"{part.Count} {part.Past}")
                .ToArray();
            return parts.Length == 0 ? "nothing changed" : string.Join(", ", parts);
        }
    }
}

/// <summary>What <c>--json</c> prints of a deployment, planned or done.</summary>
/// <param name="Result"><c>nothing_to_do</c>, <c>planned</c>, <c>done</c>, <c>refused</c>, <c>rolled_back</c>, <c>stuck</c>.</param>
/// <param name="Done">What happened on the manager, in its order.</param>
internal sealed record DeployDocument(
    string Manager,
    string Result,
    ImmutableArray<PlannedDocument> Plan,
    ImmutableArray<string> Done,
    ImmutableArray<string> Errors
)
{
    public string ToJson() => JsonSerializer.Serialize(this, AnswerJson.Default.DeployDocument);
}

/// <summary>One line of a plan: a word, and the path or unit that it is about.</summary>
internal sealed record PlannedDocument(string Change, string Object);

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
