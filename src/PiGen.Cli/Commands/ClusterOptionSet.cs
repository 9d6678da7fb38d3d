using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Cli.Ssh;
using PiGen.Core.Definition;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>The options that define a cluster, the same for every verb that takes them.</summary>
internal sealed class ClusterOptionSet
{
    private readonly Option<string> _workers = Text(
        "--workers",
        "HOSTLIST",
        "The workers, in the order of their ports: red00[1-2]"
    );
    private readonly Option<string> _wlan = Text(
        "--wlan",
        "ADDRESS",
        "The manager's address that the forwards listen on: 192.168.1.24"
    );
    private readonly Option<string> _manager = Text(
        "--manager",
        "NAME",
        "The manager's name [default: what the workers' names begin with]"
    );
    private readonly Option<string> _managerAddress = Text(
        "--manager-address",
        "HOST",
        "How laptops reach the manager [default: NAME.local]"
    );
    private readonly Option<string> _user = Text(
        "--user",
        "NAME",
        "Who logs in, on the manager and on the workers [default: pi]"
    );
    private readonly Option<string> _identity = Text(
        "--identity",
        "PATH",
        "The key, on the manager, that opens the workers [default: /home/USER/.ssh/id_rsa]"
    );
    private readonly Option<string> _port = Text(
        "--port",
        "PORT",
        "The first listen port for ssh; each worker takes the next [default: 8001]"
    );
    private readonly Option<bool> _noSsh = new("--no-ssh") { Description = "Forward no ssh, only what is exposed" };
    private readonly Option<string[]> _expose = new("--expose")
    {
        Description = "Expose ports of every worker from a first listen port on: 80:8080, 80,443:8080, 8000-8002:9000",
        HelpName = "TARGETPORTS:FIRSTLISTEN",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command)
    {
        foreach (
            var option in (Option[])
                [_workers, _wlan, _manager, _managerAddress, _user, _identity, _port, _noSsh, _expose]
        )
        {
            command.Options.Add(option);
        }
    }

    public ClusterOptions Read(ParseResult parsed, CommandLine commandLine) =>
        new()
        {
            Origin = commandLine.Text.Whole,
            Workers = HostlistOf(parsed),
            Wlan = TextOf(parsed, _wlan),
            Manager = TextOf(parsed, _manager),
            ManagerAddress = TextOf(parsed, _managerAddress),
            User = TextOf(parsed, _user),
            Identity = TextOf(parsed, _identity),
            Port = TextOf(parsed, _port),
            NoSsh = parsed.GetValue(_noSsh),
            Expose = [.. (parsed.GetValue(_expose) ?? []).Select(value => new SourceText(_expose.Name, value))],
        };

    // Of "$(cat hosts)" the shell takes the last line feed, and leaves the carriage return of a file from Windows.
    private SourceText? HostlistOf(ParseResult parsed) =>
        parsed.GetValue(_workers) is { } value ? new(_workers.Name, Utf8Text.Normal(value).TrimEnd('\r', '\n')) : null;

    public static Option<string> Text(string name, string valueName, string description) =>
        new(name) { Description = description, HelpName = valueName };

    public static SourceText? TextOf(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is { } value ? new(option.Name, value) : null;
}

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
