using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using PiGen.Core;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>A command line that runs on a host over a channel of SSH.NET.</summary>
internal sealed class SshNetProcess : IRemoteProcess
{
    // RFC 4254, 6.10, has the names; in this order they have the numbers from 1 on Linux.
    private static readonly ImmutableArray<string> Signals =
    [
        .. "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM".Split(' '),
    ];

    private readonly SshCommand _command;
    private readonly SshDestination _host;
    private readonly Action<SshNetProcess> _ended;
    private readonly Task _running;
    private readonly Pump _output;
    private readonly Pump _errors;
    private readonly Pipe _input = new();
    private int _isKilled;

    private SshNetProcess(SshClient client, string commandLine, SshDestination host, Action<SshNetProcess> ended)
    {
        (_host, _ended) = (host, ended);
        _command = client.CreateCommand(commandLine, Encoding.UTF8);
        try
        {
            _running = _command.ExecuteAsync(CancellationToken.None);
        }
        catch
        {
            _command.Dispose();
            throw;
        }
        (_output, _errors) = (new(_command.OutputStream), new(_command.ExtendedOutputStream));
        Input = _input.Writer.AsStream();
        _ = _running.ContinueWith(_ => _input.Reader.CancelPendingRead(), TaskScheduler.Default);
        _ = FeedAsync(TryOpenInput());
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
        var starting = Task.Factory.StartNew(
            () => new SshNetProcess(client, commandLine, host, ended),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            return await starting.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _ = starting.ContinueWith(late => late.Result.Kill(), TaskContinuationOptions.OnlyOnRanToCompletion);
            throw;
        }
    }

    public async Task<int?> ExitCodeAsync(CancellationToken cancellation)
    {
        await Task.WhenAny(_running).WaitAsync(cancellation);
        // As a shell says it of a signal.
        return _isKilled != 0 || !_running.IsCompletedSuccessfully ? null
            : _command.ExitSignal is { } signal ? 128 + 1 + Signals.IndexOf(signal)
            : _command.ExitStatus;
    }

    // A channel may end without a word of the command. It has run if it said anything.
    public Task<Failure?> WhyAsync(ImmutableArray<RemoteLine> errors) =>
        Task.FromResult<Failure?>(
            !_running.IsCompletedSuccessfully || _isKilled != 0
                ? SshFailures.ConnectionLost(_host, _running.Exception?.InnerException)
            : _command.ExitStatus is not null || _command.ExitSignal is not null ? null
            : _output.HasHeard || _errors.HasHeard ? SshFailures.ConnectionLost(_host)
            : SshFailures.NoSession(_host)
        );

    public void Kill()
    {
        if (Interlocked.Exchange(ref _isKilled, 1) != 0)
        {
            return;
        }
        _output.End();
        _errors.End();
        _ended(this);
        // It takes leave of the server and waits for an answer.
        _ = Task.Factory.StartNew(_command.Dispose, TaskCreationOptions.LongRunning);
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

    private async Task FeedAsync(Stream? to)
    {
        var hasWritten = false;
        try
        {
            for (ReadResult read = default; !read.IsCompleted && !_running.IsCompleted && to is not null; )
            {
                read = await _input.Reader.ReadAsync();
                // A copy, for SSH.NET may still look at it when nobody waits for it any more.
                var bytes = read.Buffer.ToArray();
                _input.Reader.AdvanceTo(read.Buffer.End);
                if (bytes.Length > 0)
                {
                    hasWritten = true;
                    var writing = Task.Factory.StartNew(() => to.Write(bytes), TaskCreationOptions.LongRunning);
                    await await Task.WhenAny(writing, _running);
                }
            }
            if (!hasWritten && to is not null)
            {
                SshNetInternals.Pretend(to);
            }
            to?.Dispose();
        }
        catch (Exception e) when (SshNetFailures.IsOfTransport(e))
        {
            // The command reads no more.
        }
        await _input.Reader.CompleteAsync(new IOException("the command reads no more"));
    }

    /// <summary>Hands on what SSH.NET has received, for its own streams block the thread that reads.</summary>
    private sealed class Pump
    {
        private readonly Stream _from;
        private readonly Pipe _pipe = new();
        private volatile bool _isEnding;
        private volatile bool _hasHeard;

        public Pump(Stream from)
        {
            _from = from;
            Reader = _pipe.Reader.AsStream();
            new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "ssh output" }.Start();
        }

        public Stream Reader { get; }

        public bool HasHeard => _hasHeard;

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
                _hasHeard = true;
                _pipe.Writer.Advance(read);
                var flushed = _pipe.Writer.FlushAsync().AsTask().GetAwaiter().GetResult();
                if (flushed.IsCanceled || flushed.IsCompleted)
                {
                    break;
                }
            }
            _pipe.Writer.Complete();
        }
    }
}
