using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Definition;
using PiGen.Core.Keys;
using PiGen.Core.Model;
using PiGen.Core.Planning;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>Which cluster the keys are about, and how its manager is reached: what was rendered, or the options of a render.</summary>
internal sealed class KeysOptionSet
{
    private readonly ClusterOptionSet _cluster = new();
    private readonly ManagerOptionSet _manager = new();

    public void AddTo(Command command)
    {
        _manager.AddTo(command);
        _cluster.AddTo(command);
    }

    /// <summary>The private key that the person named with -i; null if they named none.</summary>
    public SourceText? IdentityOf(ParseResult parsed) => _manager.IdentityOf(parsed);

    /// <summary>Connects to the cluster's manager; null, with the errors printed, if nothing says which or how.</summary>
    public async Task<KeysVisit?> VisitAsync(
        ParseResult parsed,
        Surroundings surroundings,
        CancellationToken cancellation
    )
    {
        if (ClusterOf(parsed, surroundings) is not { } cluster)
        {
            return null;
        }
        var visit = await _manager.VisitAsync(parsed, surroundings, cluster.Manager, cancellation);
        if (visit is null)
        {
            return null;
        }
        try
        {
            var user = await TunnelUser.FindAsync(visit.Host, cluster.Manager.User, cancellation);
            return new(cluster, visit, user) { MayAsk = surroundings.Terminal.CanAsk };
        }
        catch
        {
            await visit.DisposeAsync();
            throw;
        }
    }

    private Cluster? ClusterOf(ParseResult parsed, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var given = _cluster.Read(parsed, surroundings.CommandLine);
        var options =
            given.Workers is not null ? given.WithTunnelsIfAny()
            : _manager.RequestOf(parsed, diagnostics) is { } request ? OptionsOf(request, surroundings.CommandLine)
            : null;
        if (options is null && !diagnostics.HasErrors)
        {
            diagnostics.Add(_manager.NothingRendered(parsed));
        }
        var cluster = options is null ? null : ClusterDefinition.Read(options, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        return cluster;
    }

    private static ClusterOptions OptionsOf(Request request, CommandLine commandLine) =>
        new()
        {
            Origin = commandLine.Text.Whole,
            Workers = Text("workers", request.Workers),
            Wlan = request.Wlan is null ? null : Text("wlan", request.Wlan),
            Manager = Text("manager", request.Manager),
            ManagerAddress = Text("manager_address", request.ManagerAddress),
            User = Text("user", request.User),
            Identity = Text("identity", request.Identity),
            Port = request.Port is null ? null : Text("port", request.Port),
            NoSsh = request.Port is null,
            Expose = [.. request.Expose.Select(expose => Text("expose", expose))],
        };

    private static SourceText Text(string member, string value) => new($"{ManifestDocument.FileName}, {member}", value);
}

/// <summary>A manager that is connected to, with the cluster it belongs to.</summary>
/// <param name="User">Who the tunnels run as there.</param>
internal sealed record KeysVisit(Cluster Cluster, ManagerVisit Visit, TunnelUser User) : IAsyncDisposable
{
    public bool MayAsk { get; init; }

    public string Manager => Cluster.Manager.Name.Value;

    public string[] Workers { get; } = [.. Cluster.Workers.Select(worker => worker.Value)];

    public ManagerLogins Logins { get; } = new(User, Cluster.Manager);

    public ValueTask DisposeAsync() => Visit.DisposeAsync();
}

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

/// <summary><c>pigen keys</c>: who can log in where, and the public keys and host keys that it takes.</summary>
internal static class KeysCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings) =>
        new("keys", "Who can log in where, and what it takes: keys on the workers, host keys known on both sides")
        {
            KeysListCommand.Create(surroundings),
            KeysPushCommand.Create(surroundings),
            KeysTrustCommand.Create(surroundings),
            KeysRevokeCommand.Create(surroundings),
            KeysCreateCommand.Create(surroundings),
        };
}
