using System.Buffers.Binary;
using PiGen.Core;

namespace PiGen.Ssh.Sftp;

/// <summary>The two streams that an SFTP server is spoken with, and what is known when they end: an ssh behind them, or none.</summary>
internal sealed class SftpTransport(SshDestination host, Stream replies, Stream requests) : IAsyncDisposable
{
    private OpenSsh? _ssh;
    private SshProcess? _process;
    private bool _hasBegun;

    public SshDestination Host { get; } = host;

    /// <summary>How long nothing may move while a question is open.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the first answer may take: sshd gives a person two minutes to log in (LoginGraceTime), a jump host two more.</summary>
    public TimeSpan Login { get; init; } = TimeSpan.FromMinutes(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static SftpTransport Over(OpenSsh ssh)
    {
        var process = ssh.StartSftp();
        var login = ssh.MayAsk ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(60);
        return new(ssh.Destination, process.Output, process.Input)
        {
            _ssh = ssh,
            _process = process,
            Login = login,
        };
    }

    public async Task<SftpConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = await SftpConnection.OpenAsync(replies, requests, Login, new(Limit, Time), cancellation);
        _hasBegun = true;
        return connection;
    }

    /// <summary>The failure that a person is told of. Where the stream ended, ssh knows why.</summary>
    public async Task<Failure> ExplainAsync(SftpBroken broken) =>
        broken.Fault switch
        {
            SftpFault.Chatter => SftpFailures.Chatter(Host, broken),
            SftpFault.Nonsense => SftpFailures.Nonsense(Host, broken),
            SftpFault.Mute => SftpFailures.Mute(Host, broken),
            SftpFault.Lost => await WhyLostAsync() ?? SshFailures.ConnectionLost(Host, broken),
        };

    public void EndRequests() => _process?.CloseInput();

    public async ValueTask DisposeAsync()
    {
        await requests.DisposeAsync();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private async Task<Failure?> WhyLostAsync()
    {
        if (_ssh is null || _process is null)
        {
            return null;
        }
        _process.CloseInput();
        var code = await _process.ExitCodeAsync();
        if (code is not { } ended)
        {
            return null;
        }
        // Another code is the server's own: the connection carried it.
        var failure = ended == OpenSsh.OwnExitCode ? await _ssh.FailureOfAsync(_process.Complaints) : null;
        return failure ?? WhyEnded(ended, _process);
    }

    // Over a shared connection ssh says nothing of a subsystem that was refused, but the connection is there still.
    private Failure WhyEnded(int code, SshProcess process) =>
        code == OpenSsh.OwnExitCode && !_hasBegun
            ? SshFailures.NoSftp(Host)
            : SftpFailures.Ended(Host, code, process.Complaints.Lines().LastOrDefault());
}

/// <summary>Runs out when questions are open and nothing at all has moved for the limit.</summary>
internal sealed class Patience : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _lastMove;
    private volatile bool _isWaiting;

    public Patience(TimeSpan limit, TimeProvider time)
    {
        (Limit, _time, _lastMove) = (limit, time, time.GetTimestamp());
        _timer = time.CreateTimer(_ => Look(), state: null, limit / 4, limit / 4);
    }

    public event Action? Ended;

    public TimeSpan Limit { get; }

    /// <summary>A question was asked.</summary>
    public void Begin()
    {
        if (!_isWaiting)
        {
            Renew();
            _isWaiting = true;
        }
    }

    /// <summary>An answer came, and so many are still open.</summary>
    public void Answered(int open)
    {
        Renew();
        _isWaiting = open > 0;
    }

    public void Renew() => Interlocked.Exchange(ref _lastMove, _time.GetTimestamp());

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_isWaiting && _time.GetElapsedTime(Interlocked.Read(ref _lastMove)) > Limit)
        {
            Ended?.Invoke();
        }
    }
}

/// <summary>Cuts what a server sends into packets, none longer than OpenSSH's own.</summary>
internal sealed class SftpFrames(Stream stream)
{
    private const int LongestPacket = 256 * 1024; // SFTP_MAX_MSG_LENGTH
    private const int LongestSample = 60;

    private readonly byte[] _buffer = new byte[sizeof(uint) + LongestPacket];
    private int _start;
    private int _end;

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The next packet, from its type on, in memory of its own.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellation)
    {
        await FillAsync(sizeof(uint), cancellation);
        var length = BinaryPrimitives.ReadUInt32BigEndian(Unread);
        if (length is 0 or > LongestPacket)
        {
            throw SftpBroken.Nonsense("a packet of an impossible length");
        }
        await FillAsync(sizeof(uint) + (int)length, cancellation);
        var packet = Unread.Slice(sizeof(uint), (int)length).ToArray();
        _start += sizeof(uint) + packet.Length;
        return packet;
    }

    /// <summary>The first packet, or what else has come in its place.</summary>
    public async ValueTask<SftpReply> FirstAsync(CancellationToken cancellation)
    {
        await FillAsync(sizeof(uint) + 1, cancellation);
        // A shell's chatter, read as a length, is larger than any packet.
        return Unread[0] == 0 && Unread[sizeof(uint)] == (byte)SftpPacket.Version
            ? new(await NextAsync(cancellation))
            : throw SftpBroken.Chatter(Sample());
    }

    private string Sample()
    {
        var bytes = Unread[..Math.Min(Unread.Length, LongestSample)];
        var letters = System.Text.Encoding.UTF8.GetString(bytes).Trim().Select(c => char.IsControl(c) ? '\uFFFD' : c);
        return string.Concat(letters).Split('\uFFFD', StringSplitOptions.RemoveEmptyEntries) is [var line, ..]
            ? PiGen.Templating.Text.ShownText.Of(line)
            : "bytes that are no text";
    }

    private async ValueTask FillAsync(int length, CancellationToken cancellation)
    {
        while (_end - _start < length)
        {
            if (_start > 0)
            {
                Unread.CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }
            // Waited for apart: not every kind of pipe lets go of a read that is cancelled.
            var reading = stream.ReadAsync(_buffer.AsMemory(_end), cancellation).AsTask();
            var read = await reading.WaitAsync(cancellation);
            _end += read > 0 ? read : throw SftpBroken.Lost();
        }
    }
}
