using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Core;
using PiGen.Core.Definition;
using PiGen.Core.Deployment;
using PiGen.Ssh;
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
    private readonly TransportOptionSet _transport = new();
    private readonly Option<string> _sudoPasswordFile = ClusterOptionSet.Text(
        "--sudo-password-file",
        "FILE",
        "A file of yours alone (mode 0600) with the password that sudo wants on the manager [default: you are asked]"
    );

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_host, _config, _identity, _jump, _sudoPasswordFile])
        {
            command.Options.Add(option);
        }
        _transport.AddTo(command);
    }

    /// <param name="manager">Where to go unless the person says otherwise; null if nobody knows.</param>
    public SshOptions? Read(ParseResult parsed, bool mayAsk, SshDestination? manager, DiagnosticBag diagnostics)
    {
        var destination = ClusterOptionSet.TextOf(parsed, _host) is { } host
            ? SshDestination.Parse(host, diagnostics)
            : manager;
        var jumps = JumpsOf(parsed, diagnostics);
        var transport = _transport.Read(parsed, diagnostics);
        return destination is null || jumps is null
            ? null
            : new()
            {
                Destination = destination,
                Transport = transport,
                ConfigFile = parsed.GetValue(_config),
                IdentityFile = parsed.GetValue(_identity),
                JumpHosts = jumps.Value,
                MayAsk = mayAsk,
            };
    }

    public SourceText? IdentityOf(ParseResult parsed) => ClusterOptionSet.TextOf(parsed, _identity);

    public bool IsVerbose(ParseResult parsed) => _transport.IsVerbose(parsed);

    /// <exception cref="Failure">The file cannot be read, or others can read it.</exception>
    public SudoPassword SudoPassword(ParseResult parsed, Surroundings surroundings) =>
        parsed.GetValue(_sudoPasswordFile) is { } file ? new(Given: SecretFile.Read(file))
        : surroundings.Terminal.CanAsk
            ? new(
                Asked: (host, stop) => surroundings.Terminal.AskSecret($"sudo password on {host}: ", stop),
                Wrong: () => surroundings.Terminal.Error.WriteLine("sudo does not take it, try again")
            )
        : new();

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

/// <summary>What carries commands and files, the same for every verb that goes to a host.</summary>
internal sealed class TransportOptionSet
{
    private const string Variable = "PIGEN_TRANSPORT";

    private readonly Option<string> _transport = ClusterOptionSet.Text(
        "--transport",
        "openssh|ssh.net",
        "Your own ssh and sftp, or the library SSH.NET, which needs no program [default: openssh where it is installed]"
    );
    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "Say how the host was reached, and what was used to get in",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_transport);
        command.Options.Add(_verbose);
    }

    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(_verbose);

    /// <summary>The one that the person named; null for whichever there is, or with an error.</summary>
    public Transport? Read(ParseResult parsed, DiagnosticBag diagnostics)
    {
        var named =
            ClusterOptionSet.TextOf(parsed, _transport)
            ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? new(Variable, value) : null);
        var transport = named is null ? null : TransportChoice.TryParse(named.Content);
        if (named is not null && transport is null)
        {
            diagnostics.Add(
                Diagnostic.Error("PG0607", named.Whole, "this is no transport", "write openssh or ssh.net")
            );
        }
        return transport;
    }
}
