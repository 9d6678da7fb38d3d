using System.CommandLine;
using PiGen.Cli.Files;
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
