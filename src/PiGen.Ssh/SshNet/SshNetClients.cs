using System.Net.Sockets;
using PiGen.Core;
using PiGen.Core.Deployment;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>Logs clients of SSH.NET in to one host: each is a connection and a login of its own.</summary>
/// <param name="target">What the person wants to reach: this host, or one behind it.</param>
/// <param name="jump">What the host is reached through; null for nothing.</param>
/// <param name="unread">How much of what the host sent lies unread.</param>
internal sealed class SshNetClients(
    ClientSettings settings,
    IPerson person,
    SshDestination target,
    SshNetClients? jump,
    Func<long> unread
) : IAsyncDisposable
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _ending = new();
    private readonly List<(BaseClient Client, Relay Relay)> _clients = [];
    private Login? _login;
    private HostKeys? _keys;

    /// <summary>The one that is logged in for commands.</summary>
    public SshClient? Shell { get; private set; }

    /// <summary>Whether a further login would ask the person again.</summary>
    public bool AsksAgain => _login!.IsInteractive;

    /// <summary>Cancelled when this is disposed of.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>The first login, for commands; the person may be asked.</summary>
    /// <exception cref="Failure">The host is not reached, or does not let the person in.</exception>
    public async Task LoginAsync(CancellationToken cancellation)
    {
        using var patience = new Patience(person, settings, cancellation);
        _login = await Task.Factory.StartNew(
            () => new Login(settings, patience, cancellation),
            TaskCreationOptions.LongRunning
        );
        _keys = new HostKeys(settings, patience, cancellation);
        Shell = await ConnectAsync(info => new SshClient(info), patience);
        person.Note($"{settings.Destination}: logged in as {settings.User} by {_login.Way}");
    }

    /// <summary>A further login, for files.</summary>
    /// <exception cref="Failure">The host does not let the person in, or has no SFTP.</exception>
    public async Task<SftpClient> LoginAgainAsync()
    {
        using var patience = new Patience(person, settings, _ending.Token);
        return await ConnectAsync(
            info => new FileClient(info, settings.Destination) { OperationTimeout = RemoteCommand.UsualPatience },
            patience
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        (BaseClient, Relay)[] clients;
        lock (_clients)
        {
            clients = [.. _clients];
        }
        await Task.WhenAll(clients.Select(CloseAsync));
        _login?.Dispose();
    }

    private async Task<T> ConnectAsync<T>(Func<ConnectionInfo, T> create, Patience patience)
        where T : BaseClient
    {
        var relay = new Relay(await ReachAsync(patience.Token));
        var client = create(Describe(relay));
        try
        {
            lock (_clients)
            {
                ObjectDisposedException.ThrowIf(_ending.IsCancellationRequested, this);
                _clients.Add((client, relay));
            }
            client.HostKeyReceived += (_, shown) => _keys!.Check(shown);
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
        relay.Unread = unread;
        client.ConnectionInfo.Timeout = RemoteCommand.UsualPatience;
        _ = relay.WatchAsync(Patience.Alive(settings), settings.ServerAliveCountMax, () => SshNetInternals.Ask(client));
        return client;
    }

    private async Task<Socket> ReachAsync(CancellationToken cancellation)
    {
        if (jump is null)
        {
            return await Route.ConnectAsync(settings, target, Patience.OfConnecting(settings), cancellation);
        }
        try
        {
            var socket = await Route.ThroughAsync(jump.Shell!, settings, cancellation);
            jump.Ending.Register(socket.Dispose);
            return socket;
        }
        catch (Exception e) when (e is not OperationCanceledException && SshNetFailures.IsOfTransport(e))
        {
            throw SshFailures.JumpRefused(settings.Destination);
        }
    }

    // Waits without an end while somebody may be asked: it is the relay that ends a login.
    private ConnectionInfo Describe(Relay relay)
    {
        var info = new ConnectionInfo(
            settings.HostName,
            settings.Port,
            settings.User,
            ProxyTypes.Http,
            "127.0.0.1",
            relay.Port,
            Relay.User,
            relay.Secret,
            _login!.Methods(_keys)
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
            ChannelCloseTimeout = Goodbye,
            RetryAttempts = 1,
        };
        AlgorithmList.Offer(info.Encryptions, settings.Ciphers);
        AlgorithmList.Offer(info.HmacAlgorithms, settings.Macs);
        AlgorithmList.Offer(info.KeyExchangeAlgorithms, settings.KexAlgorithms);
        _keys!.Apply(info);
        return info;
    }

    private Exception WhyNot(Exception e, BaseClient client, Relay relay, Patience patience) =>
        (_keys!.Refusal ?? (client as FileClient)?.Refusal) is { } refusal ? refusal
        : patience.IsGivenUp || (e is OperationCanceledException && !patience.Token.IsCancellationRequested)
            ? new OperationCanceledException(patience.Token)
        : client is FileClient && client.ConnectionInfo.IsAuthenticated
            ? SshNetFailures.OfWork(
                settings.Destination,
                patience.Token.IsCancellationRequested ? new OperationCanceledException() : e,
                Patience.OfConnecting(settings)
            )
        : patience.Token.IsCancellationRequested
            ? SshFailures.ConnectionTimedOut(target, target == settings.Destination ? null : $"{settings.Destination}")
        : SshNetFailures.OfLogin(settings.Destination, e, _login!, relay.HasHeard, jump is not null);

    // It takes leave of the server, which may not listen any more.
    private static async Task CloseAsync((BaseClient Client, Relay Relay) each)
    {
        var closing = Task.Factory.StartNew(each.Client.Dispose, TaskCreationOptions.LongRunning);
        await Task.WhenAny(closing, Task.Delay(Goodbye));
        each.Relay.Dispose();
    }
}

/// <summary>A client for files that takes text for what it is: SSH.NET takes it for a length, and waits for so many bytes.</summary>
internal sealed class FileClient(ConnectionInfo info, SshDestination host) : SftpClient(info)
{
    /// <summary>Why what the host sent was not taken; null if it was.</summary>
    public Failure? Refusal { get; private set; }

    // No answer of an SFTP server is so long that its length begins with anything else.
    protected override void OnConnected()
    {
        var hasBegun = false;
        SshNetInternals.Watch(this, Check);
        base.OnConnected();

        void Check(ReadOnlyMemory<byte> data)
        {
            if (!hasBegun && data.Length > 0 && data.Span[0] != 0)
            {
                throw Refusal = SshFailures.Chatter(host);
            }
            hasBegun |= data.Length > 0;
        }
    }
}
