using System.CommandLine;
using System.Globalization;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
using PiGen.Core.Hosts;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen hosts expand|fold|count</c>: hostlists by themselves, from arguments or standard input.</summary>
internal static class HostsCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings) =>
        new("hosts", "Expand, fold and count hostlists")
        {
            Expand(surroundings),
            Verb("fold", "Print the hosts as one compact hostlist, in the same order", surroundings, Hostlist.Fold),
            Verb("count", "Print how many hosts there are", surroundings, CountOf),
        };

    private static Command Expand(Func<ParseResult, Surroundings> surroundings)
    {
        var separator = ClusterOptionSet.Text(
            "--separator",
            "TEXT",
            @"What stands between two hosts; \n and \t are a new line and a tab [default: \n]"
        );
        var command = Verb(
            "expand",
            "Print the hosts, one a line",
            surroundings,
            (hosts, parsed) => string.Join(Unescape(parsed.GetValue(separator) ?? @"\n"), hosts)
        );
        command.Options.Add(separator);
        return command;
    }

    private static string CountOf(NodeSet hosts) => hosts.Count.ToString(CultureInfo.InvariantCulture);

    private static Command Verb(
        string name,
        string description,
        Func<ParseResult, Surroundings> surroundings,
        Func<NodeSet, string> answer
    ) => Verb(name, description, surroundings, (hosts, _) => answer(hosts));

    private static Command Verb(
        string name,
        string description,
        Func<ParseResult, Surroundings> surroundings,
        Func<NodeSet, ParseResult, string> answer
    )
    {
        var hostlists = new Argument<string[]>("HOSTLIST")
        {
            Description = "Hostlists such as red00[1-2]; without any, standard input is read",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command(name, description) { hostlists };
        command.SetAction(parsed =>
            Run(parsed.GetValue(hostlists) ?? [], surroundings(parsed), hosts => answer(hosts, parsed))
        );
        return command;
    }

    private static int Run(string[] hostlists, Surroundings surroundings, Func<NodeSet, string> answer)
    {
        var diagnostics = new DiagnosticBag();
        var hosts = Read(hostlists, surroundings.Terminal, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (hosts is null)
        {
            return ExitCode.Refused;
        }
        if (answer(hosts) is { Length: > 0 } text)
        {
            surroundings.Terminal.Out.WriteLine(text);
        }
        return ExitCode.Done;
    }

    // Several arguments are one hostlist, as several lines are: set operators reach across them.
    private static NodeSet? Read(string[] hostlists, Terminal terminal, DiagnosticBag diagnostics) =>
        Hostlist.Parse(
            hostlists.Length == 0
                ? new SourceText("standard input", Utf8Text.Normal(terminal.ReadInput()))
                : new SourceText("hostlist", string.Join('\n', hostlists.Select(Utf8Text.Normal))),
            diagnostics
        );

    private static string Unescape(string text) =>
        text.Replace(@"\n", "\n", StringComparison.Ordinal).Replace(@"\t", "\t", StringComparison.Ordinal);
}
