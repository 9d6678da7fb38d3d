using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Ssh;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>The options that say how a manager is reached, named as ssh(1) names them, the same for every verb that connects.</summary>
internal sealed class ConnectionOptionSet
{
    private readonly Option<string> _host = ClusterOptionSet.Text(
        "--host",
        "[USER@]HOST[:PORT]",
        "Who to log in as, and where [default: the manager's user and address, as rendered]"
    );
    private readonly Option<string> _config = ClusterOptionSet.Text(
        "-F",
        "FILE",
        "An ssh_config in place of your own, as with ssh -F"
    );
    private readonly Option<string> _identity = ClusterOptionSet.Text("-i", "KEY", "A private key, as with ssh -i");
    private readonly Option<string> _jump = ClusterOptionSet.Text(
        "-J",
        "HOST[,HOST]",
        "What to pass through on the way, as with ssh -J"
    );
    private readonly Option<bool> _askSudoPassword = new("--ask-sudo-password")
    {
        Description = "Ask for the password that sudo wants on the manager",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_host, _config, _identity, _jump, _askSudoPassword])
        {
            command.Options.Add(option);
        }
    }

    /// <param name="manager">Where to go unless the person says otherwise; null if nobody knows.</param>
    public SshOptions? Read(ParseResult parsed, bool mayAsk, SshDestination? manager, DiagnosticBag diagnostics)
    {
        var destination = ClusterOptionSet.TextOf(parsed, _host) is { } host
            ? SshDestination.Parse(host, diagnostics)
            : manager;
        var jumps = JumpsOf(parsed, diagnostics);
        return destination is null || jumps is null
            ? null
            : new()
            {
                Destination = destination,
                ConfigFile = parsed.GetValue(_config),
                IdentityFile = parsed.GetValue(_identity),
                JumpHosts = jumps.Value,
                MayAsk = mayAsk,
            };
    }

    public SourceText? IdentityOf(ParseResult parsed) => ClusterOptionSet.TextOf(parsed, _identity);

    public SudoPassword SudoPassword(ParseResult parsed, Surroundings surroundings, SshDestination host) =>
        parsed.GetValue(_askSudoPassword)
            ? new(cancellation => surroundings.Terminal.AskSecret($"sudo password on {host}: ", cancellation))
            : new(Ask: null);

    private ImmutableArray<SshDestination>? JumpsOf(ParseResult parsed, DiagnosticBag diagnostics)
    {
        if (ClusterOptionSet.TextOf(parsed, _jump) is not { } text)
        {
            return [];
        }
        var jumps = ImmutableArray.CreateBuilder<SshDestination>();
        var start = 0;
        foreach (var part in text.Content.Split(','))
        {
            if (SshDestination.Parse(text.Span(start, part.Length), diagnostics) is not { } jump)
            {
                return null;
            }
            jumps.Add(jump);
            start += part.Length + 1;
        }
        return jumps.ToImmutable();
    }
}
