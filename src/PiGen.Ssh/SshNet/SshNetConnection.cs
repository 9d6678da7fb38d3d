using PiGen.Core;
using PiGen.Core.Deployment;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>A connection by the library SSH.NET: a client for commands, and one for files that logs in while those run.</summary>
internal sealed class SshNetConnection : IConnection
{
    private readonly SshOptions _options;
    private readonly IPerson _person;
    private readonly ClientSettings _settings;
    private readonly SshNetConnection? _ownJump;
    private readonly SshNetClients _clients;
    private readonly HashSet<SshNetProcess> _processes = [];
    private Task<SftpClient>? _sftp;

    /// <param name="through">Where the host is reached through another one.</param>
    /// <param name="ownJump">The same, where nobody else uses it.</param>
    private SshNetConnection(
        SshOptions options,
        IPerson person,
        ClientSettings settings,
        SshDestination target,
        SshNetConnection? through,
        SshNetConnection? ownJump
    )
    {
        (_options, _person, _settings, _ownJump) = (options, person, settings, ownJump);
        _clients = new(settings, person, target, through?._clients, Unread);
        Settings = new()
        {
            HostName = settings.HostName,
            User = settings.User,
            KnownHostsFiles = settings.UserKnownHostsFiles,
            GlobalKnownHostsFiles = settings.GlobalKnownHostsFiles,
            HidesNames = settings.HashKnownHosts,
            IdentityFiles = settings.IdentityFiles,
            IsDirect = through is null,
        };
    }

    public SshSettings Settings { get; }

    public bool MayBeAsking => false;

    /// <summary>Connects to the host, through all that lies on the way.</summary>
    /// <exception cref="Failure">The host is not reached.</exception>
    public static async Task<SshNetConnection> ConnectAsync(
        SshOptions options,
        IPerson person,
        CancellationToken cancellation
    )
    {
        SshNetConnection? connection = null;
        foreach (var settings in SettingsReader.Way(options))
        {
            var next = new SshNetConnection(options, person, settings, options.Destination, connection, connection);
            connection = await LoginAsync(next, cancellation);
        }
        return connection!;
    }

    public async Task<IRemoteProcess> StartAsync(string commandLine, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(RemoteCommand.UsualPatience);
        try
        {
            var host = _settings.Destination;
            var process = await SshNetProcess.StartAsync(_clients.Shell!, commandLine, host, Forget, limited.Token);
            lock (_processes)
            {
                _processes.Add(process);
            }
            return process;
        }
        catch (Exception e) when (SshNetFailures.IsOfTransport(e))
        {
            cancellation.ThrowIfCancellationRequested();
            throw SshNetFailures.OfWork(_settings.Destination, e, RemoteCommand.UsualPatience);
        }
    }

    // A login takes as long as a command or two do, which so hide it.
    public void ExpectFiles() => _sftp ??= _clients.AsksAgain ? null : BeginSftp();

    public async Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _clients.Ending);
        using var silence = new Silence(_options.Patience, Task.CompletedTask, ending.Token);
        try
        {
            if (_clients.AsksAgain)
            {
                await CommandUpload.SendAsync(this, _settings.Destination, path, bundle, silence);
                return;
            }
            // A login that failed meanwhile may be possible now.
            _sftp = _sftp is null or { IsFaulted: true } ? BeginSftp() : _sftp;
            await SftpUpload.SendAsync(await _sftp.WaitAsync(silence.Token), path, bundle, silence);
        }
        catch (Exception e) when (SshNetFailures.IsOfTransport(e))
        {
            // What it is in the middle of, it does not come out of.
            _sftp = null;
            cancellation.ThrowIfCancellationRequested();
            throw SshNetFailures.OfWork(_settings.Destination, e, _options.Patience);
        }
    }

    public async Task<IConnection> BeyondAsync(SshDestination destination, bool mayAsk, CancellationToken cancellation)
    {
        var options = _options with { Destination = destination, JumpHosts = [], MayAsk = mayAsk };
        var settings = SettingsReader.Read(options) with { Jumps = [] };
        return await LoginAsync(new(options, _person, settings, destination, this, ownJump: null), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _clients.DisposeAsync();
        if (_ownJump is not null)
        {
            await _ownJump.DisposeAsync();
        }
    }

    private static async Task<SshNetConnection> LoginAsync(SshNetConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection._clients.LoginAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private Task<SftpClient> BeginSftp() => Task.Run(_clients.LoginAgainAsync);

    private long Unread()
    {
        lock (_processes)
        {
            return _processes.Sum(process => process.Unread);
        }
    }

    private void Forget(SshNetProcess process)
    {
        lock (_processes)
        {
            _processes.Remove(process);
        }
    }
}
