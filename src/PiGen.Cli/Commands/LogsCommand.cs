using System.CommandLine;
using System.Globalization;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen logs NAME</c>: what the units of a tunnel have said.</summary>
internal sealed class LogsCommand
{
    private const int DefaultLines = 20;

    private readonly ManagerOptionSet _manager = new();
    private readonly Argument<string> _name = new("NAME")
    {
        Description = "A worker (red001), a tunnel (red001-80) or a unit of what is deployed",
    };
    private readonly Option<bool> _follow = new("--follow", "-f")
    {
        Description = "Go on with what comes, until Ctrl-C",
    };
    private readonly Option<int> _lines = new("--lines", "-n")
    {
        Description = "How many lines of the past [default: 20]",
        HelpName = "LINES",
        DefaultValueFactory = _ => DefaultLines,
    };

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var logs = new LogsCommand();
        var command = new Command("logs", "Show what a tunnel's unit has said") { logs._name };
        command.Options.Add(logs._follow);
        command.Options.Add(logs._lines);
        logs._manager.AddTo(command);
        command.SetAction((parsed, cancellation) => logs.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var visit = await _manager.VisitAsync(parsed, surroundings, cancellation);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        string[] paths =
        [
            StatePaths.Version,
            StatePaths.OlderCurrent,
            StatePaths.Present.Units,
            StatePaths.Older.Units,
        ];
        var found = await visit.Host.ReadAsync(paths, cancellation);
        var record = StatePaths.Of(visit.Host.Name, found[0], found[1]);
        var tunnels = Tunnel.ReadAll(visit.Host.Name, record, found[record == StatePaths.Present ? 2 : 3]);
        var name = parsed.GetRequiredValue(_name);
        string[] units = [.. tunnels.Where(tunnel => tunnel.IsNamed(name)).Select(tunnel => tunnel.Unit).Distinct()];
        if (units.Length > 0)
        {
            return await PrintAsync(parsed, surroundings, visit, units, cancellation);
        }
        surroundings.Diagnostics.Print([Unknown(new SourceText("NAME", name).Whole, tunnels, visit.Manager)]);
        return ExitCode.Refused;
    }

    private async Task<int> PrintAsync(
        ParseResult parsed,
        Surroundings surroundings,
        ManagerVisit visit,
        string[] units,
        CancellationToken cancellation
    )
    {
        try
        {
            var answer = await visit.Host.RunAsync(JournalOf(parsed, units), Print, cancellation);
            return answer.ExitCode == 0 || await Interruption.IsCauseAsync(cancellation)
                ? ExitCode.Done
                : throw new Failure(
                    $"the journal of {visit.Host.Name} cannot be read: {answer.Errors.LastOrDefault() ?? "no answer"}",
                    "look there with: sudo journalctl --unit " + units[0]
                );
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Done;
        }
        catch (LostConnection)
        {
            if (await Interruption.IsCauseAsync(cancellation))
            {
                return ExitCode.Done;
            }
            throw;
        }

        void Print(string line)
        {
            surroundings.Terminal.Out.WriteLine(line);
            surroundings.Terminal.Out.Flush();
        }
    }

    private RemoteCommand JournalOf(ParseResult parsed, string[] units)
    {
        var lines = Math.Max(0, parsed.GetValue(_lines)).ToString(CultureInfo.InvariantCulture);
        string[] following = parsed.GetValue(_follow) ? ["--follow"] : [];
        // Lines of several are told apart by their unit only.
        string[] named = units.Length > 1 ? ["--output=with-unit"] : [];
        return new([
            "journalctl",
            "--no-pager",
            "--quiet",
            "--lines=" + lines,
            .. following,
            .. named,
            .. units.Select(unit => "--unit=" + unit),
        ])
        {
            IsRoots = true,
            MostOutput = null,
            Patience = null,
        };
    }

    private static Diagnostic Unknown(SourceSpan name, IReadOnlyList<Tunnel> tunnels, string manager) =>
        Diagnostic.Error(
            "PG0006",
            name,
            tunnels.Count == 0
                ? $"nothing is deployed on {manager}"
                : $"nothing that is deployed on {manager} has this name",
            tunnels.Count == 0 ? "deploy first: pigen deploy"
                : Spelling.Nearest(name.Text.ToString(), tunnels.SelectMany(tunnel => tunnel.Names)) is { } near
                    ? $"did you mean '{near}'?"
                : "pigen status lists what is deployed"
        );
}
