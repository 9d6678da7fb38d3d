using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Core.Deployment;
using PiGen.Core.Model;
using PiGen.Core.Planning;
using PiGen.Ssh;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>Which manager a verb is about: the one of an output folder, or the one that --host names.</summary>
internal sealed class ManagerOptionSet
{
    private readonly ConnectionOptionSet _connection = new();
    private readonly Option<string> _output = ClusterOptionSet.Text(
        "--output",
        "DIR",
        "The folder that was rendered into [default: output]"
    );

    /// <summary>What was asked ahead, for the first connection.</summary>
    private Task<TransportChoice>? _choice;

    public void AddTo(Command command)
    {
        command.Options.Add(_output);
        _connection.AddTo(command);
    }

    /// <summary>What is to be deployed; null, with errors, if the folder holds nothing that can be.</summary>
    public ReviewedHost? Review(
        ParseResult parsed,
        Surroundings surroundings,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        using var folder = OutputFolder.Open(OutputOf(parsed), diagnostics);
        if (folder?.Manifest is { } manifest)
        {
            _choice = AskAhead(parsed, surroundings, manifest.Request, cancellation);
        }
        return folder?.Review(diagnostics);
    }

    // While the files are read, ssh says what is configured. What is wrong with the options is told when they are read again.
    private Task<TransportChoice>? AskAhead(
        ParseResult parsed,
        Surroundings surroundings,
        Request? request,
        CancellationToken cancellation
    ) =>
        _connection.Read(parsed, surroundings.Terminal.CanAsk, DestinationOf(request), []) is { } options
            ? Task.Run(() => TransportChoice.MakeAsync(options, cancellation), cancellation)
            : null;

    private static SshDestination? DestinationOf(Request? request) =>
        request is null ? null : new SshDestination(request.User, request.ManagerAddress, Port: null);

    /// <summary>Connects to the manager, for a verb that needs nothing rendered; null, with the errors printed, if nothing says where it is.</summary>
    public Task<ManagerVisit?> VisitAsync(
        ParseResult parsed,
        Surroundings surroundings,
        CancellationToken cancellation
    ) => VisitAsync(parsed, surroundings, new DiagnosticBag(), cancellation);

    /// <param name="diagnostics">The mistakes that were found before.</param>
    public Task<ManagerVisit?> VisitAsync(
        ParseResult parsed,
        Surroundings surroundings,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    ) => VisitAsync(parsed, surroundings, RequestOf(parsed, diagnostics), diagnostics, cancellation);

    /// <summary>Connects to the manager; null, with the errors printed, if nothing says where it is.</summary>
    public Task<ManagerVisit?> VisitAsync(
        ParseResult parsed,
        Surroundings surroundings,
        Request? request,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    ) => VisitAsync(parsed, surroundings, request?.Manager, DestinationOf(request), diagnostics, cancellation);

    /// <summary>Connects to the manager of a cluster; null, with the errors printed, if nothing says how.</summary>
    public Task<ManagerVisit?> VisitAsync(
        ParseResult parsed,
        Surroundings surroundings,
        Manager manager,
        CancellationToken cancellation
    )
    {
        var destination = new SshDestination(manager.User.ToString(), manager.Address.ToString(), Port: null);
        return VisitAsync(parsed, surroundings, manager.Name.Value, destination, [], cancellation);
    }

    private async Task<ManagerVisit?> VisitAsync(
        ParseResult parsed,
        Surroundings surroundings,
        string? name,
        SshDestination? manager,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        var options = _connection.Read(parsed, surroundings.Terminal.CanAsk, manager, diagnostics);
        if (options is null && !diagnostics.HasErrors)
        {
            diagnostics.Add(NothingRendered(parsed));
        }
        surroundings.Diagnostics.Print(diagnostics);
        if (options is null || diagnostics.HasErrors)
        {
            return null;
        }
        var password = _connection.SudoPassword(parsed, surroundings);
        var person = new PersonAtTerminal(surroundings.Terminal, _connection.IsVerbose(parsed));
        var connection = await ConnectAsync(cancellation);
        var host = new SudoHost(new StagingHost(connection), connection.IsRoot, password);
        return new(connection, host, name ?? "manager", ConnectAsync);

        Task<SshHost> ConnectAsync(CancellationToken stop) =>
            SshHost.ConnectAsync(options, person, stop, Interlocked.Exchange(ref _choice, null));
    }

    public SourceText? IdentityOf(ParseResult parsed) => _connection.IdentityOf(parsed);

    public Diagnostic NothingRendered(ParseResult parsed) => ReviewDiagnostics.NothingRendered(OutputOf(parsed).Whole);

    /// <summary>What was asked of the render; null if there is none, with errors if it cannot be read.</summary>
    public Request? RequestOf(ParseResult parsed, DiagnosticBag diagnostics)
    {
        using var folder = OutputFolder.Open(OutputOf(parsed), diagnostics);
        return folder?.Manifest?.Request;
    }

    private SourceText OutputOf(ParseResult parsed) =>
        ClusterOptionSet.TextOf(parsed, _output) ?? new SourceText(_output.Name, "output");
}

/// <summary>A manager that is connected to.</summary>
/// <param name="Host">Where root's commands run too.</param>
/// <param name="Manager">Its name in the cluster, or just that.</param>
/// <param name="Reconnect">Connects once more, after the connection was lost.</param>
internal sealed record ManagerVisit(
    SshHost Connection,
    SudoHost Host,
    string Manager,
    Func<CancellationToken, Task<SshHost>> Reconnect
) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
