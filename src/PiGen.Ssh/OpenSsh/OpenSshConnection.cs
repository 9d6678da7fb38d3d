using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.OpenSsh;

/// <summary>
/// A host by the person's own programs ssh and sftp. One connection is made and shared by all commands and files, until this is
/// disposed of; where that is not possible each is a handshake of its own.
/// </summary>
internal sealed class OpenSshConnection : IConnection
{
    /// <summary>How often it is looked whether the connection can be shared yet.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(3);

    private readonly SshOptions _options;
    private readonly IPerson _person;
    private readonly SshArguments _arguments;
    private readonly ControlFolder? _control;
    private readonly bool _isShared;
    private SftpProgram? _sftp;

    private OpenSshConnection(SshOptions options, IPerson person, SshSettings settings)
    {
        (_options, _person, Settings) = (options, person, settings);
        var sharesAlready = settings.ControlPath is { } path && (settings.KeepsSharedConnections || File.Exists(path));
        _control = sharesAlready || !options.IsShared ? null : ControlFolder.TryCreate(person);
        _isShared = sharesAlready || _control is not null;
        _arguments = new(options, settings, _control?.Socket);
    }

    public SshSettings Settings { get; }

    public bool MayBeAsking => _options.MayAsk && !_isShared;

    private SshDestination Destination => _options.Destination;

    /// <param name="settings">What <see cref="SettingsAsync"/> said of the same options, if it was asked before.</param>
    /// <exception cref="Failure">The host is not reached.</exception>
    public static async Task<OpenSshConnection> ConnectAsync(
        SshOptions options,
        IPerson person,
        CancellationToken cancellation,
        SshSettings? settings = null
    )
    {
        settings ??= await SettingsAsync(options, cancellation);
        var connection = new OpenSshConnection(options, person, settings);
        try
        {
            await connection.ShareAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks ssh what the person has configured for a destination.</summary>
    public static async Task<SshSettings> SettingsAsync(SshOptions options, CancellationToken cancellation)
    {
        var lines = new List<string>();
        var arguments = new SshArguments(options, null, null).Settings();
        var (code, errors) = await LocalProgram.RunAsync(
            "ssh",
            arguments,
            lines.Add,
            RemoteCommand.UsualOutput,
            cancellation
        );
        return code == 0 ? PrintedSettings.Parse(lines) : throw SshComplaint.Read(options.Destination, errors);
    }

    public Task<IRemoteProcess> StartAsync(string commandLine, CancellationToken cancellation) =>
        Task.FromResult<IRemoteProcess>(
            new OpenSshProcess(LocalProgram.Start("ssh", _arguments.Command(commandLine)), WhyAsync)
        );

    // sftp and the server have a dozen things to tell each other before a file can go.
    public void ExpectFiles()
    {
        try
        {
            _sftp ??= _isShared ? StartSftp() : null;
        }
        catch (Failure)
        {
            // The upload says so, if it comes to that.
        }
    }

    public async Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation)
    {
        await using var sftp = Interlocked.Exchange(ref _sftp, null) ?? StartSftp();
        await sftp.UploadAsync(path, bundle, MayBeAsking, cancellation);
    }

    public async Task<IConnection> BeyondAsync(
        SshDestination destination,
        bool mayAsk,
        CancellationToken cancellation
    ) =>
        await ConnectAsync(
            _options with
            {
                Destination = destination,
                JumpHosts = [],
                ProxyCommand = string.Join(' ', _arguments.Passage().Prepend("ssh").Select(ForProxyCommand)),
                MayAsk = mayAsk,
            },
            _person,
            cancellation
        );

    public async ValueTask DisposeAsync()
    {
        await (_sftp?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (_control is { HoldsSocket: true })
        {
            await ControlAsync("exit");
        }
        _control?.Dispose();
    }

    private SftpProgram StartSftp() => new(_options, _arguments, _person, IsThereAsync);

    // ssh logs in, leaves the connection to those that follow, and ends.
    private async Task ShareAsync(CancellationToken cancellation)
    {
        if (_control is null)
        {
            return;
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (!_options.MayAsk)
        {
            // With a shared connection, ssh's own ConnectTimeout does not end a login that comes a byte at a time.
            stop.CancelAfter(_options.Patience);
        }
        var sharing = LocalProgram.RunAsync(
            "ssh",
            _arguments.Share(_person.WantsNotes),
            _ => { },
            most: null,
            stop.Token
        );
        while (!sharing.IsCompleted && !_control.HoldsSocket)
        {
            await Task.WhenAny(sharing, Task.Delay(Look, CancellationToken.None));
        }
        try
        {
            if (!_control.HoldsSocket && await sharing is { ExitCode: not 0 } ended)
            {
                throw SshComplaint.Read(Destination, ended.Errors);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw SshFailures.ConnectionTimedOut(Destination, where: null);
        }
        foreach (var line in _person.WantsNotes ? (await sharing).Errors : [])
        {
            _person.Note(line);
        }
    }

    /// <summary>Why ssh ended with 255; null if it was the program on the host that did.</summary>
    private async Task<Failure?> WhyAsync(ImmutableArray<RemoteLine> errors)
    {
        // A shared connection that is there still has carried the command to its end.
        if (await IsThereAsync())
        {
            return null;
        }
        ImmutableArray<string> texts = [.. errors.Select(line => line.Text)];
        // ssh ends its own lines in CR LF, the notice of a changed host key only from there on, where a program on a host
        // without a terminal ends them in LF.
        return errors.Any(line => line.EndsInReturn) ? SshComplaint.Read(Destination, texts)
            : SshComplaint.TryRead(Destination, texts) is { } failure ? failure
            // One that is gone is told by nothing but its absence.
            : _isShared ? SshFailures.ConnectionLost(Destination)
            : null;
    }

    private async Task<bool> IsThereAsync() => _isShared && await ControlAsync("check") == 0;

    private async Task<int> ControlAsync(string action) =>
        (
            await LocalProgram.RunAsync("ssh", _arguments.Control(action), _ => { }, null, CancellationToken.None)
        ).ExitCode;

    // ssh expands % in a ProxyCommand, and a shell reads the rest; Windows has none that knows single quotes.
    private static string ForProxyCommand(string argument) =>
        argument == SshArguments.PassageTarget ? argument
        : argument.All(c => char.IsAsciiLetterOrDigit(c) || "@%_+=:,./-".Contains(c))
            ? argument.Replace("%", "%%", StringComparison.Ordinal)
        : RemoteCommand.Quote(argument).Replace("%", "%%", StringComparison.Ordinal);
}

/// <summary>An ssh that runs a command line on the host.</summary>
internal sealed class OpenSshProcess(LocalProgram ssh, Func<ImmutableArray<RemoteLine>, Task<Failure?>> why)
    : IRemoteProcess
{
    public Stream Input => ssh.Input;

    public Stream Output => ssh.Output;

    public Stream Errors => ssh.Errors;

    public async Task<int?> ExitCodeAsync(CancellationToken cancellation) =>
        await ssh.WaitForExitAsync(Task.CompletedTask, cancellation);

    public Task<Failure?> WhyAsync(ImmutableArray<RemoteLine> errors) => why(errors);

    public void Kill() => ssh.Kill();

    public ValueTask DisposeAsync() => ssh.DisposeAsync();
}
