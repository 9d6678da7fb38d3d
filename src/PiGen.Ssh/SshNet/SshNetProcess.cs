using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using PiGen.Core;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PiGen.Ssh.SshNet;

/// <summary>A command line that runs on a host over a channel of SSH.NET.</summary>
internal sealed class SshNetProcess : IRemoteProcess
{
    // As a shell says it: 128 and the signal's number on Linux. RFC 4254, 6.10, has the names.
    private static readonly ImmutableArray<(string Name, int Number)> Signals =
    [
        ("HUP", 1),
        ("INT", 2),
        ("QUIT", 3),
        ("ILL", 4),
        ("TRAP", 5),
        ("ABRT", 6),
        ("BUS", 7),
        ("FPE", 8),
        ("KILL", 9),
        ("USR1", 10),
        ("SEGV", 11),
        ("USR2", 12),
        ("PIPE", 13),
        ("ALRM", 14),
        ("TERM", 15),
    ];

    private readonly SshCommand _command;
    private readonly SshDestination _host;
    private readonly Action<SshNetProcess> _ended;
    private readonly Task _running;
    private readonly Pump _output;
    private readonly Pump _errors;
    private int _isKilled;

    private SshNetProcess(SshClient client, string commandLine, SshDestination host, Action<SshNetProcess> ended)
    {
        (_host, _ended) = (host, ended);
        _command = client.CreateCommand(commandLine, Encoding.UTF8);
        try
        {
            _running = _command.ExecuteAsync(CancellationToken.None);
            Input = new CommandInput(TryOpenInput(), _running);
        }
        catch
        {
            _command.Dispose();
            throw;
        }
        (_output, _errors) = (new(_command.OutputStream), new(_command.ExtendedOutputStream));
    }

    public Stream Input { get; }

    public Stream Output => _output.Reader;

    public Stream Errors => _errors.Reader;

    /// <summary>How much of what it printed lies unread here.</summary>
    public long Unread => _isKilled == 0 ? _command.OutputStream.Length + _command.ExtendedOutputStream.Length : 0;

    /// <param name="ended">Called once when nobody needs it any more.</param>
    public static async Task<SshNetProcess> StartAsync(
        SshClient client,
        string commandLine,
        SshDestination host,
        Action<SshNetProcess> ended,
        CancellationToken cancellation
    )
    {
        var starting = Task.Run(() => new SshNetProcess(client, commandLine, host, ended), CancellationToken.None);
        try
        {
            return await starting.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (!starting.IsCompleted)
        {
            _ = starting.ContinueWith(late => late.Result.Kill(), TaskContinuationOptions.OnlyOnRanToCompletion);
            throw;
        }
    }

    public async Task<int?> ExitCodeAsync(CancellationToken cancellation)
    {
        await Task.WhenAny(_running).WaitAsync(cancellation);
        return _isKilled != 0 || !_running.IsCompletedSuccessfully ? null
            : _command.ExitSignal is { } signal ? 128 + Signals.FirstOrDefault(known => known.Name == signal).Number
            : _command.ExitStatus;
    }

    public Task<Failure> WhyAsync(ImmutableArray<string> errors) =>
        Task.FromResult(SshFailures.ConnectionLost(_host, _running.Exception?.InnerException));

    public void Kill()
    {
        if (Interlocked.Exchange(ref _isKilled, 1) != 0)
        {
            return;
        }
        _output.End();
        _errors.End();
        _ended(this);
        // It says goodbye to the server and waits for an answer.
        _ = Task.Run(_command.Dispose);
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    // Null for a command that has ended already.
    private Stream? TryOpenInput()
    {
        try
        {
            return _command.CreateInputStream();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Hands on what SSH.NET has received, for its own streams block the thread that reads.</summary>
    private sealed class Pump
    {
        private readonly Stream _from;
        private readonly Pipe _pipe = new();
        private volatile bool _isEnding;

        public Pump(Stream from)
        {
            _from = from;
            Reader = _pipe.Reader.AsStream();
            new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "ssh output" }.Start();
        }

        public Stream Reader { get; }

        public void End()
        {
            _isEnding = true;
            _from.Dispose();
            _pipe.Writer.CancelPendingFlush();
        }

        private void Run()
        {
            while (!_isEnding && _from.Read(_pipe.Writer.GetSpan(16 * 1024)) is > 0 and var read)
            {
                _pipe.Writer.Advance(read);
                var flushing = _pipe.Writer.FlushAsync();
                var flushed = flushing.IsCompleted ? flushing.Result : flushing.AsTask().GetAwaiter().GetResult();
                if (flushed.IsCanceled || flushed.IsCompleted)
                {
                    break;
                }
            }
            _pipe.Writer.Complete();
        }
    }
}

/// <summary>What a command on a host reads; a write waits for the host, but not for a command that has ended.</summary>
/// <param name="stream">SSH.NET's; null where there is none any more.</param>
/// <param name="running">Until the command has ended.</param>
internal sealed class CommandInput(Stream? stream, Task running) : Stream
{
    private const int LargestWrite = 64 * 1024;

    private bool _hasWritten;
    private bool _isClosed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellation = default)
    {
        while (buffer.Length > 0)
        {
            // A copy, for it may be looked at still when nobody waits for it any more.
            var bytes = buffer[..Math.Min(buffer.Length, LargestWrite)].ToArray();
            buffer = buffer[bytes.Length..];
            await SendAsync(bytes, cancellation);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellation) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellation).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellation) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed && stream is not null)
        {
            _isClosed = true;
            _ = Task.Run(Close);
        }
        base.Dispose(disposing);

        void Close()
        {
            try
            {
                if (!_hasWritten)
                {
                    SshNetInternals.Pretend(stream);
                }
                stream.Dispose();
            }
            catch (Exception e) when (IsOfEnd(e))
            {
                // Whoever would have read it is gone.
            }
        }
    }

    private async Task SendAsync(byte[] bytes, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _hasWritten = true;
        var writing =
            stream is null || running.IsCompleted ? running : Task.Run(() => stream.Write(bytes), cancellation);
        await Task.WhenAny(writing, running).WaitAsync(cancellation);
        if (running.IsCompleted || !writing.IsCompletedSuccessfully)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new IOException("the command reads no more", writing.Exception?.InnerException);
        }
    }

    private static bool IsOfEnd(Exception e) =>
        e is SshException or InvalidOperationException or System.Net.Sockets.SocketException or IOException;
}
