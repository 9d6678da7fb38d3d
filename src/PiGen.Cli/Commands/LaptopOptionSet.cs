using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.SshConfig;
using PiGen.Ssh;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>On which laptops ssh_config changes, and what is agreed to beforehand.</summary>
internal sealed class LaptopOptionSet
{
    private readonly Option<string[]> _laptops = new("--laptop")
    {
        Description = "A laptop to do this on, over ssh; may be given again [default: this machine]",
        HelpName = "[USER@]HOST[:PORT]",
        AllowMultipleArgumentsPerToken = false,
    };
    private readonly Option<string> _config = ClusterOptionSet.Text(
        "--config",
        "FILE",
        "The ssh_config there [default: ~/.ssh/config]"
    );
    private readonly TransportOptionSet _transport = new();
    private readonly ConsentOptionSet _consent = new();
    private readonly Option<bool> _force = new("--force")
    {
        Description = "Agree to what gets into each other's way, and to lose edits of PiGen's own lines",
    };
    private readonly Option<bool> _exitCode = new("--exit-code")
    {
        Description = "With --dry-run: exit with 2 if there is something to do",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_laptops);
        command.Options.Add(_config);
        _transport.AddTo(command);
        _consent.AddTo(command);
        command.Options.Add(_force);
        command.Options.Add(_exitCode);
    }

    public bool IsDryRun(ParseResult parsed) => _consent.IsDryRun(parsed);

    public bool IsForced(ParseResult parsed) => parsed.GetValue(_force);

    /// <summary>How a dry run ends that has found something to do.</summary>
    public int ExitCodeOfDifference(ParseResult parsed) =>
        parsed.GetValue(_exitCode) ? ExitCode.Different : ExitCode.Done;

    /// <summary>Opens each laptop; empty, with errors, if a name is none.</summary>
    public async Task<LaptopVisits> VisitAsync(
        ParseResult parsed,
        Terminal terminal,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        var config = ConfigOf(parsed, diagnostics);
        var names = parsed.GetValue(_laptops) ?? [];
        var destinations = names.Select(name => SshDestination.Parse(new SourceText(_laptops.Name, name), diagnostics));
        SshDestination[] parsedNames = [.. destinations.OfType<SshDestination>()];
        var transport = _transport.Read(parsed, diagnostics);
        var visits = new LaptopVisits([]);
        if (diagnostics.HasErrors)
        {
            return visits;
        }
        try
        {
            if (names.Length == 0)
            {
                var machine = await ThisMachine.OpenAsync(cancellation);
                visits.Add(new(machine, "", PlacesOf(config, machine, isHere: true), Connection: null));
            }
            foreach (var destination in parsedNames)
            {
                var options = new SshOptions
                {
                    Destination = destination,
                    Transport = transport,
                    MayAsk = terminal.CanAsk,
                };
                var person = new PersonAtTerminal(terminal, _transport.IsVerbose(parsed));
                var host = await SshHost.ConnectAsync(options, person, cancellation);
                visits.Add(await VisitAsync(host, destination, config, cancellation));
            }
            return visits;
        }
        catch
        {
            await visits.DisposeAsync();
            throw;
        }
    }

    private static async Task<LaptopVisit> VisitAsync(
        SshHost host,
        SshDestination destination,
        string? config,
        CancellationToken cancellation
    )
    {
        try
        {
            var laptop = await RemoteLaptop.OpenAsync(new StagingHost(host), cancellation);
            return new(laptop, destination.ToString(), PlacesOf(config, laptop, isHere: false), host);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the person agrees to what they have seen, and to what <paramref name="objections"/> name.</summary>
    /// <exception cref="Failure">They did not, or there is nobody to ask.</exception>
    public void Agree(
        ParseResult parsed,
        Terminal terminal,
        string question,
        string[] objections,
        CancellationToken cancellation
    )
    {
        if (objections.Length == 0 || IsForced(parsed))
        {
            _consent.Agree(parsed, terminal, question, cancellation);
            return;
        }
        if (!terminal.CanAsk)
        {
            throw new Failure(
                $"nothing was changed: {string.Join("; ", objections)}",
                "look at the warnings; --yes --force agrees to them"
            );
        }
        ConsentOptionSet.Ask(
            terminal,
            $"{string.Join('\n', objections)}\n{question.TrimEnd('?')} all the same?",
            cancellation
        );
    }

    private string? ConfigOf(ParseResult parsed, DiagnosticBag diagnostics)
    {
        if (ClusterOptionSet.TextOf(parsed, _config) is not { } text)
        {
            return null;
        }
        if (text.Content.Length == 0 || text.Content.EndsWith('/') || text.Content.Any(char.IsControl))
        {
            diagnostics.Add(SshConfigOptionDiagnostics.NoFile(text.Whole));
        }
        return text.Content;
    }

    // A relative path is below where the person is: here the working folder, there their home.
    private static ConfigPlaces PlacesOf(string? config, ILaptop laptop, bool isHere) =>
        config is null ? ConfigPlaces.Own
        : config is ['~', '/', ..] ? ConfigPlaces.Of(ConfigPlaces.Expanded(config, laptop.Home), laptop.Home)
        : isHere ? ConfigPlaces.Of(Path.GetFullPath(config), laptop.Home)
        : ConfigPlaces.Of(config.StartsWith('/') ? config : $"{laptop.Home}/{config}", laptop.Home);
}

/// <summary>Laptops that are connected to.</summary>
internal sealed class LaptopVisits(List<LaptopVisit> visits) : IAsyncDisposable
{
    public IReadOnlyList<LaptopVisit> All => visits;

    public void Add(LaptopVisit visit) => visits.Add(visit);

    public async ValueTask DisposeAsync()
    {
        foreach (var visit in visits)
        {
            await visit.DisposeAsync();
        }
    }
}
