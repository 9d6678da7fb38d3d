using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core;

namespace PiGen.Cli.Commands;

/// <summary>The options of verbs that change keys, or a person's ssh_config: whether only to look, and whether to ask.</summary>
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

    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    /// <summary>Whether what was shown is to be done; no in a dry run.</summary>
    /// <exception cref="Failure">The person does not agree, or there is nobody to ask.</exception>
    public bool IsWanted(ParseResult parsed, Terminal terminal, string question, CancellationToken cancellation)
    {
        if (IsDryRun(parsed))
        {
            return false;
        }
        Agree(parsed, terminal, question, cancellation);
        return true;
    }

    /// <exception cref="Failure">The person does not agree, or there is nobody to ask.</exception>
    public void Agree(ParseResult parsed, Terminal terminal, string question, CancellationToken cancellation)
    {
        if (parsed.GetValue(_yes))
        {
            return;
        }
        if (!terminal.CanAsk)
        {
            throw new Failure(
                "nothing was changed: there is nobody to ask",
                "look at what would be done, then run this again with --yes"
            );
        }
        Ask(terminal, question, cancellation);
    }

    /// <exception cref="Failure">The person does not agree.</exception>
    public static void Ask(Terminal terminal, string question, CancellationToken cancellation)
    {
        if (!terminal.Agrees(question, cancellation))
        {
            throw new Failure("nothing was changed: you did not agree", "run this again when you do");
        }
    }
}
