using System.Threading.Channels;

namespace PiGen.Ssh.Sftp;

/// <summary>
/// Requests to an SFTP server and the replies to them, any number at once: an answer finds its question by the id.
/// Once anything breaks, all that wait fail at once, and so does what is asked later.
/// </summary>
internal sealed class SftpConnection : IAsyncDisposable
{
    public const uint Version = 3;

    private const int LongestWrite = 256 * 1024;

    private readonly SftpFrames _replies;
    private readonly Stream _requests;
    private readonly Patience _patience;
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(
        new() { SingleReader = true }
    );
    private readonly Dictionary<uint, TaskCompletionSource<SftpReply>> _pending = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private Task _work = Task.CompletedTask;
    private SftpBroken? _broken;
    private uint _lastId;

    private SftpConnection(Stream replies, Stream requests, Patience patience)
    {
        (_replies, _requests, _patience) = (new(replies), requests, patience);
        patience.Ended += () => Break(SftpBroken.Mute(patience.Limit));
    }

    /// <summary>The extensions that the server offers, each as name and version: <c>posix-rename@openssh.com 1</c>.</summary>
    public IReadOnlySet<string> Extensions { get; private set; } = new HashSet<string>();

    /// <param name="login">How long the first answer may take: a person may have to type a password before it.</param>
    /// <exception cref="SftpBroken">No SFTP server answers.</exception>
    public static async Task<SftpConnection> OpenAsync(
        Stream replies,
        Stream requests,
        TimeSpan login,
        Patience patience,
        CancellationToken cancellation
    )
    {
        var connection = new SftpConnection(replies, requests, patience);
        try
        {
            await connection.GreetAsync(login, cancellation);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        connection._work = Task.WhenAll(connection.SendAllAsync(), connection.ReceiveAllAsync());
        return connection;
    }

    /// <summary>Sends a request after those that were sent before, and waits for its reply alone.</summary>
    public Task<SftpReply> AskAsync(SftpRequest request)
    {
        var reply = new TaskCompletionSource<SftpReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_broken is not null)
            {
                return Task.FromException<SftpReply>(_broken.Again());
            }
            var id = ++_lastId;
            _pending.Add(id, reply);
            _patience.Begin();
            _outgoing.Writer.TryWrite(request.Packet(id));
        }
        return reply.Task;
    }

    public async ValueTask DisposeAsync()
    {
        Break(SftpBroken.Lost());
        await _work;
        _patience.Dispose();
        _end.Dispose();
    }

    private async Task GreetAsync(TimeSpan login, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(login);
        try
        {
            await _requests.WriteAsync(new SftpRequest(SftpPacket.Init).Packet(Version), limited.Token);
            await _requests.FlushAsync(limited.Token);
            ReadVersion(await _replies.FirstAsync(limited.Token).AsTask().WaitAsync(limited.Token));
        }
        catch (IOException e)
        {
            throw SftpBroken.Lost(e);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw SftpBroken.Mute(login);
        }
    }

    private void ReadVersion(SftpReply reply)
    {
        if (reply.UInt32() is not Version and var version)
        {
            throw SftpBroken.Nonsense($"version {version} of the protocol in answer to version {Version}");
        }
        var extensions = new HashSet<string>();
        while (!reply.IsAtEnd)
        {
            extensions.Add($"{reply.Text()} {reply.Text()}");
        }
        Extensions = extensions;
    }

    private async Task SendAllAsync()
    {
        var together = new byte[LongestWrite];
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync(_end.Token))
            {
                await SendWaitingAsync(together);
                await _requests.FlushAsync(_end.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Whatever the server said before it went is still to be read: the receiving side breaks the connection.
        }
    }

    // Small packets leave in one write: a write each would be a packet each on the network too.
    private async Task SendWaitingAsync(byte[] together)
    {
        var length = 0;
        while (_outgoing.Reader.TryRead(out var packet))
        {
            if (length + packet.Length > together.Length)
            {
                await WriteAsync(together.AsMemory(0, length));
                length = 0;
            }
            if (packet.Length > together.Length)
            {
                await WriteAsync(packet);
                continue;
            }
            packet.CopyTo(together.AsMemory(length));
            length += packet.Length;
        }
        await WriteAsync(together.AsMemory(0, length));
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await _requests.WriteAsync(bytes, _end.Token).AsTask().WaitAsync(_end.Token);
        _patience.Renew();
    }

    private async Task ReceiveAllAsync()
    {
        try
        {
            while (true)
            {
                Receive(new(await _replies.NextAsync(_end.Token)));
            }
        }
        catch (SftpBroken broken)
        {
            Break(broken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Break(SftpBroken.Lost(e));
        }
    }

    private void Receive(SftpReply reply)
    {
        TaskCompletionSource<SftpReply>? waiting;
        lock (_lock)
        {
            if (!_pending.Remove(reply.UInt32(), out waiting))
            {
                throw SftpBroken.Nonsense("an answer to a question that nobody asked");
            }
            _patience.Answered(_pending.Count);
        }
        waiting.SetResult(reply);
    }

    private void Break(SftpBroken broken)
    {
        TaskCompletionSource<SftpReply>[] waiting;
        lock (_lock)
        {
            if (_broken is not null)
            {
                return;
            }
            _broken = broken;
            waiting = [.. _pending.Values];
            _pending.Clear();
            _outgoing.Writer.TryComplete();
        }
        foreach (var reply in waiting)
        {
            reply.TrySetException(broken.Again());
        }
        _end.Cancel();
    }
}
