using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core;

namespace PiGen.Cli.Commands;

/// <summary>The options of verbs that change keys: whether only to look, and whether to ask.</summary>
internal sealed class ConsentOptionSet
{
    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Show what would be done, change nothing",
    };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do it without asking" };

    public void AddTo(Command command)
    {
        command.Options.Add(_dryRun);
        command.Options.Add(_yes);
    }

    /// <summary>Whether what was shown is to be done; no in a dry run.</summary>
    /// <exception cref="Failure">The person does not agree, or there is nobody to ask.</exception>
    public bool IsWanted(ParseResult parsed, Terminal terminal, string question)
    {
        if (parsed.GetValue(_dryRun))
        {
            return false;
        }
        if (!parsed.GetValue(_yes) && !terminal.CanAsk)
        {
            throw new Failure(
                "nothing was changed: there is nobody to ask",
                "look at what would be done, then run this again with --yes"
            );
        }
        return parsed.GetValue(_yes) || terminal.Agrees(question)
            ? true
            : throw new Failure("nothing was changed: you did not agree", "run this again when you do");
    }
}
