namespace PiGen.Cli.Ssh;

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
