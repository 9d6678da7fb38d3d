using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Deployment;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PiGen.Ssh.SshNet;

/// <summary>A connection by the library SSH.NET: a client for commands, and one for files that logs in while those run.</summary>
internal sealed class SshNetConnection : IConnection
{
    private const int MostJumps = 16;

    private static readonly TimeSpan Goodbye = TimeSpan.FromMilliseconds(250);

    private readonly SshOptions _options;
    private readonly IPerson _person;
    private readonly ClientSettings _settings;
    private readonly SshDestination _target;
    private readonly SshNetConnection? _jump;
    private readonly bool _ownsJump;
    private readonly CancellationTokenSource _ending = new();
    private readonly HashSet<SshNetProcess> _processes = [];
    private readonly List<(BaseClient Client, Relay Relay)> _clients = [];
    private Login? _login;
    private HostKeys? _keys;
    private byte[]? _hostKey;
    private SshClient? _shell;
    private Task<SftpClient>? _sftp;

    private SshNetConnection(
        SshOptions options,
        IPerson person,
        ClientSettings settings,
        SshDestination target,
        SshNetConnection? jump,
        bool ownsJump
    )
    {
        (_options, _person, _settings, _target) = (options, person, settings, target);
        (_jump, _ownsJump) = (jump, ownsJump);
        Settings = new()
        {
            HostName = settings.HostName,
            User = settings.User,
            KnownHostsFiles = settings.UserKnownHostsFiles,
            GlobalKnownHostsFiles = settings.GlobalKnownHostsFiles,
            HidesNames = settings.HashKnownHosts,
            IdentityFiles = settings.IdentityFiles,
            IsDirect = jump is null,
            HasConnectTimeout = true,
            ChecksThatServerIsAlive = true,
        };
    }

    public SshSettings Settings { get; }

    /// <summary>Connects to the host, through all that lies on the way.</summary>
    /// <exception cref="Failure">The host is not reached.</exception>
    public static Task<SshNetConnection> ConnectAsync(
        SshOptions options,
        IPerson person,
        CancellationToken cancellation
    )
    {
        // SSH.NET waits on threads of the pool, which gives further ones out only after a while.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 128), ports);
        return ReachAsync(options, person, options.Destination, MostJumps, cancellation);
    }

    public async Task<IRemoteProcess> StartAsync(string commandLine, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Patience.Usual);
        try
        {
            var host = _settings.Destination;
            var process = await SshNetProcess.StartAsync(_shell!, commandLine, host, Forget, limited.Token);
            lock (_processes)
            {
                _processes.Add(process);
            }
            return process;
        }
        catch (Exception e) when (SshNetFailures.IsOfTransport(e))
        {
            cancellation.ThrowIfCancellationRequested();
            throw SshNetFailures.OfWork(_settings.Destination, e);
        }
    }

    public async Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ending.Token);
        try
        {
            if (_login!.IsInteractive)
            {
                await CommandUpload.SendAsync(this, _settings.Destination, path, bundle, idle);
                return;
            }
            // A login that failed meanwhile may be possible now.
            _sftp = _sftp is null or { IsFaulted: true } ? BeginSftp() : _sftp;
            var sftp = await _sftp.WaitAsync(cancellation);
            await SftpUpload.SendAsync(sftp, path, bundle, idle);
        }
        catch (Exception e) when (SshNetFailures.IsOfTransport(e))
        {
            // What it is in the middle of, it does not come out of.
            _sftp = null;
            cancellation.ThrowIfCancellationRequested();
            throw SshNetFailures.OfWork(_settings.Destination, e);
        }
    }

    public async Task<IConnection> BeyondAsync(SshDestination destination, CancellationToken cancellation)
    {
        var options = _options with { Destination = destination, JumpHosts = [] };
        var settings = SettingsReader.Read(options) with { Jumps = [] };
        return await LoginAsync(new(options, _person, settings, destination, this, ownsJump: false), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        (BaseClient Client, Relay Relay)[] clients;
        lock (_clients)
        {
            clients = [.. _clients];
        }
        await Task.WhenAll(clients.Select(each => CloseAsync(each.Client, each.Relay)));
        _login?.Dispose();
        if (_ownsJump && _jump is not null)
        {
            await _jump.DisposeAsync();
        }
    }

    private static async Task<SshNetConnection> ReachAsync(
        SshOptions options,
        IPerson person,
        SshDestination target,
        int jumpsLeft,
        CancellationToken cancellation
    )
    {
        var settings = SettingsReader.Read(options);
        if (settings.Jumps.IsEmpty)
        {
            return await LoginAsync(new(options, person, settings, target, jump: null, ownsJump: false), cancellation);
        }
        if (jumpsLeft == 0 || settings.Jumps.Contains(options.Destination))
        {
            throw SshFailures.JumpLoop(target);
        }
        // As ssh does: the last one is reached through those before it, and the first by its own settings.
        var before = options with
        {
            Destination = settings.Jumps[^1],
            JumpHosts = settings.Jumps[..^1],
            IdentityFile = null,
        };
        var jump = await ReachAsync(before, person, target, jumpsLeft - 1, cancellation);
        return await LoginAsync(new(options, person, settings, target, jump, ownsJump: true), cancellation);
    }

    private static async Task<SshNetConnection> LoginAsync(SshNetConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.LoginAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task LoginAsync(CancellationToken cancellation)
    {
        using var patience = new Patience(_person, _settings, cancellation);
        _login = await Task.Run(() => Login.Prepare(_settings, patience, cancellation), cancellation);
        _keys = new HostKeys(_settings, patience);
        _shell = await ConnectAsync(info => new SshClient(info), _keys.Algorithms, patience);
        if (!_login.IsInteractive && _target == _settings.Destination && (_jump is null || _ownsJump))
        {
            _sftp = BeginSftp();
        }
    }

    // Asks once: what comes later, an exchange of new keys or the second login, must show the same one.
    private void Check(HostKeyEventArgs shown)
    {
        if (_hostKey is not null)
        {
            shown.CanTrust = shown.HostKey.AsSpan().SequenceEqual(_hostKey);
            return;
        }
        _keys!.Check(shown);
        _hostKey = shown.CanTrust ? shown.HostKey : null;
    }

    // Its login takes as long as a command or two do.
    private Task<SftpClient> BeginSftp()
    {
        var connecting = Task.Run(ConnectSftpAsync, _ending.Token);
        _ = connecting.ContinueWith(failed => failed.Exception, TaskContinuationOptions.OnlyOnFaulted);
        return connecting;
    }

    private async Task<SftpClient> ConnectSftpAsync()
    {
        using var patience = new Patience(_person, _settings, _ending.Token);
        ImmutableArray<string> kinds = [_shell!.ConnectionInfo.CurrentHostKeyAlgorithm!];
        var client = await ConnectAsync(
            info => new SftpClient(info) { OperationTimeout = Patience.OfConnecting(_settings) },
            kinds,
            patience
        );
        client.OperationTimeout = Patience.Usual;
        return client;
    }

    private async Task<T> ConnectAsync<T>(
        Func<ConnectionInfo, T> create,
        ImmutableArray<string> hostKeys,
        Patience patience
    )
        where T : BaseClient
    {
        var host = _jump is null
            ? await Route.ConnectAsync(_settings, _target, Patience.OfConnecting(_settings), patience.Token)
            : await ThroughJumpAsync(_jump._shell!, patience.Token);
        var relay = new Relay(host);
        var client = create(Describe(relay, hostKeys));
        try
        {
            lock (_clients)
            {
                ObjectDisposedException.ThrowIf(_ending.IsCancellationRequested, this);
                _clients.Add((client, relay));
            }
            client.HostKeyReceived += (_, shown) => Check(shown);
            client.ErrorOccurred += (_, _) => relay.Dispose();
            patience.Begin();
            using (patience.Token.Register(relay.Dispose))
            {
                await Task.Factory.StartNew(client.Connect, TaskCreationOptions.LongRunning);
            }
            patience.End();
        }
        catch (Exception e) when (e is Failure || SshNetFailures.IsOfTransport(e))
        {
            relay.Dispose();
            throw WhyNot(e, client, relay, patience);
        }
        relay.Unread = Unread;
        client.ConnectionInfo.Timeout = Patience.Usual;
        client.KeepAliveInterval = Patience.Alive(_settings);
        return client;
    }

    private async Task<System.Net.Sockets.Socket> ThroughJumpAsync(SshClient jump, CancellationToken cancellation)
    {
        try
        {
            return await Route.ThroughAsync(jump, _settings, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && SshNetFailures.IsOfTransport(e))
        {
            throw SshFailures.JumpRefused(_settings.Destination);
        }
    }

    private Exception WhyNot(Exception e, BaseClient client, Relay relay, Patience patience)
    {
        var host = _settings.Destination;
        var isLetIn = client.ConnectionInfo.IsAuthenticated;
        return _keys!.Refusal is { } refusal ? refusal
            : e is OperationCanceledException || patience.IsGivenUp ? new OperationCanceledException(patience.Token)
            : isLetIn && client is SftpClient
                ? e.Message.StartsWith("Subsystem ", StringComparison.Ordinal) ? SshFailures.NoSftp(host)
                    : SshFailures.SftpDisturbed(host)
            : patience.Token.IsCancellationRequested
                ? SshFailures.ConnectionTimedOut(_target, $"{_settings.HostName} port {_settings.Port}")
            : SshNetFailures.OfLogin(host, e, _login!, relay.HasHeard, _jump is not null);
    }

    // Waits without an end while somebody may be asked: it is the relay that ends a login.
    private ConnectionInfo Describe(Relay relay, ImmutableArray<string> hostKeys)
    {
        var info = new ConnectionInfo(
            _settings.HostName,
            _settings.Port,
            _settings.User,
            ProxyTypes.Http,
            "127.0.0.1",
            relay.Port,
            Relay.User,
            relay.Secret,
            _login!.Methods()
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
            ChannelCloseTimeout = Goodbye,
            RetryAttempts = 1,
        };
        Algorithms.Offer(info, _settings, hostKeys);
        return info;
    }

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

    // It takes leave of the server, which may not listen any more.
    private static async Task CloseAsync(BaseClient client, Relay relay)
    {
        var closing = Task.Run(client.Dispose);
        await Task.WhenAny(closing, Task.Delay(Goodbye));
        relay.Dispose();
        _ = closing.ContinueWith(failed => failed.Exception, TaskContinuationOptions.OnlyOnFaulted);
    }
}
