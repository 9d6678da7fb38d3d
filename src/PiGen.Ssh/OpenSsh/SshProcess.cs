using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;

namespace PiGen.Ssh.OpenSsh;

/// <summary>An ssh that runs: its standard input and output as bytes, its standard error read all the while.</summary>
internal sealed class SshProcess : IAsyncDisposable
{
    /// <summary>How long ssh may take to end once its input has.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Task _complaining;

    private SshProcess(Process process)
    {
        _process = process;
        _complaining = new LineReader(process.StandardError.BaseStream, "ssh", most: null).ReadAllAsync(Complaints.Add);
    }

    public Complaints Complaints { get; } = new();

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public static SshProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw SshFailures.NotStarted(program, e);
        }
    }

    /// <summary>Ends the program's input; that it may have ended before is no mistake.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.BaseStream.Close();
        }
        catch (IOException) { }
    }

    /// <summary>The exit code, with all complaints read.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        // A shared connection that was left behind may hold standard error open: https://bugzilla.mindrot.org/show_bug.cgi?id=1988
        await Task.WhenAny(_complaining, Task.Delay(Grace, cancellation));
        return _process.ExitCode;
    }

    /// <summary>The exit code, with all complaints read; null if ssh does not end.</summary>
    public async Task<int?> ExitCodeAsync()
    {
        using var limited = new CancellationTokenSource(Grace);
        try
        {
            return await WaitForExitAsync(limited.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        CloseInput();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Grace);
        }
        catch (TimeoutException)
        {
            Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}

/// <summary>The last lines of an ssh's standard error: its own complaints, and what the program on the host wrote there.</summary>
internal sealed class Complaints
{
    private const int MostLines = 200;
    private const int LongestLine = 4096;

    private readonly Queue<RemoteLine> _lines = [];
    private readonly Lock _lock = new();

    public void Add(RemoteLine line)
    {
        lock (_lock)
        {
            if (_lines.Count == MostLines)
            {
                _lines.Dequeue();
            }
            _lines.Enqueue(line.Text.Length > LongestLine ? line with { Text = line.Text[..LongestLine] + "…" } : line);
        }
    }

    public ImmutableArray<string> Lines()
    {
        lock (_lock)
        {
            return [.. _lines.Select(line => line.Text)];
        }
    }

    /// <summary>
    /// Lines of ssh itself. It ends its own in CR LF, the notice of a changed host key only from there on,
    /// where a program on the host that has no terminal ends them in LF.
    /// </summary>
    public ImmutableArray<string> OfSsh()
    {
        lock (_lock)
        {
            return _lines.Any(line => line.EndsInReturn) ? Lines() : [];
        }
    }
}

/// <summary>Ends the wait for a command that has been silent for too long.</summary>
internal sealed class Silence : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly TimeSpan _patience;
    private readonly Task _ready;

    /// <param name="patience">Null for no end.</param>
    /// <param name="ready">What the command's input waits for: once the command has said something, it waits as well.</param>
    public Silence(TimeSpan? patience, Task ready, CancellationToken cancellation)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        (_patience, _ready) = (patience ?? Timeout.InfiniteTimeSpan, ready);
        Token = _end.Token;
        _end.CancelAfter(_patience);
        _ = ready.ContinueWith(_ => Begin(), TaskScheduler.Default);
    }

    /// <summary>Cancelled too when the silence has lasted for too long.</summary>
    public CancellationToken Token { get; }

    /// <summary>Something was heard.</summary>
    public void Broken() => Begin(_ready.IsCompleted ? _patience : Timeout.InfiniteTimeSpan);

    public void Dispose() => _end.Dispose();

    private void Begin() => Begin(_patience);

    private void Begin(TimeSpan patience)
    {
        try
        {
            _end.CancelAfter(patience);
        }
        catch (ObjectDisposedException)
        {
            // The command has ended.
        }
    }
}
