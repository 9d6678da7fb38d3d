using System.CommandLine;
using System.Globalization;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>The options of every verb that changes a manager: what is agreed to beforehand, and how it is told.</summary>
/// <param name="hasTunnels">Whether any are there in the end, to be started and waited for.</param>
internal sealed class RolloutOptionSet(bool hasTunnels = true)
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the plan, change nothing" };
    private readonly Option<bool> _diff = new("--diff")
    {
        Description = "Show what changes in the files, line by line",
    };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do it without asking" };
    private readonly Option<bool> _force = new("--force")
    {
        Description = "Agree to lose what others have edited or put in the way",
    };
    private readonly Option<bool> _exitCode = new("--exit-code")
    {
        Description = "With --dry-run: exit with 2 if there is something to do",
    };
    private readonly Option<bool> _json = new("--json") { Description = "Print the plan and what was done as JSON" };
    private readonly Option<string> _wait = ClusterOptionSet.Text(
        "--wait",
        "SECONDS",
        "How long tunnels may take to come up; 0: do not look [default: 10]"
    );
    private readonly Option<bool> _noStart = new("--no-start")
    {
        Description = "Put everything in place, start and restart nothing",
    };
    private readonly Option<bool> _requireUp = new("--require-up")
    {
        Description = "Roll back if a tunnel does not come up in time",
    };

    public void AddTo(Command command)
    {
        Option[] always = [_dryRun, _diff, _yes, _force, _exitCode, _json];
        foreach (var option in hasTunnels ? [.. always, _wait, _noStart, _requireUp] : always)
        {
            command.Options.Add(option);
        }
    }

    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    public bool IsDiffWanted(ParseResult parsed) => parsed.GetValue(_diff);

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>How a dry run ends that has found something to do.</summary>
    public int ExitCodeOfDifference(ParseResult parsed) =>
        parsed.GetValue(_exitCode) ? ExitCode.Different : ExitCode.Done;

    /// <summary>Finds mistakes in what is given, before anybody connects.</summary>
    public void Check(ParseResult parsed, DiagnosticBag diagnostics)
    {
        if (ClusterOptionSet.TextOf(parsed, _wait) is { } wait && SecondsOf(wait) is null)
        {
            diagnostics.Add(NoSeconds(wait.Whole));
        }
    }

    /// <summary>What is given, once <see cref="Check"/> has found no mistake.</summary>
    public RolloutOptions Read(ParseResult parsed) =>
        new()
        {
            By = $"{Environment.UserName}@{Environment.MachineName}",
            Wait = ClusterOptionSet.TextOf(parsed, _wait) is { } wait
                ? SecondsOf(wait)!.Value
                : RolloutOptions.DefaultWait,
            IsStarting = !parsed.GetValue(_noStart),
            MustBeUp = parsed.GetValue(_requireUp),
            IsForced = parsed.GetValue(_force),
        };

    /// <summary>Whether the person agrees to a plan that they have seen, and to lose what <paramref name="objections"/> name.</summary>
    /// <exception cref="Failure">They did not, and there is nobody to ask.</exception>
    public bool IsAgreed(
        ParseResult parsed,
        Terminal terminal,
        string question,
        string[] objections,
        CancellationToken cancellation
    )
    {
        if (objections.Length > 0 && !parsed.GetValue(_force))
        {
            return terminal.CanAsk
                ? terminal.Agrees(AllTheSame(question, objections), cancellation)
                : throw Objection(objections);
        }
        if (parsed.GetValue(_yes))
        {
            return true;
        }
        return terminal.CanAsk
            ? terminal.Agrees(question, cancellation)
            : throw new Failure(
                "nothing was changed: there is nobody to ask",
                "look at the plan, then run this again with --yes"
            );
    }

    private static int? SecondsOf(SourceText wait) =>
        int.TryParse(wait.Content, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= RolloutOptions.LongestWait
            ? seconds
            : null;

    private static Diagnostic NoSeconds(SourceSpan wait) =>
        new(
            "PG0005",
            Severity.Error,
            wait,
            "this is no number of seconds to wait",
            $"write a whole number from 0 to {RolloutOptions.LongestWait}, as in --wait 30"
        );

    private static string AllTheSame(string question, string[] objections) =>
        $"{string.Join('\n', objections)}\n{question.TrimEnd('?')} all the same, and lose that?";

    private static Failure Objection(string[] objections) =>
        new(
            $"nothing was changed: {string.Join("; ", objections)}",
            "look at it with pigen diff, take it over into a template if it is to stay; --force does without it"
        );
}
