namespace PiGen.Cli.Ssh.Sftp;

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
