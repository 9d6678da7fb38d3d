namespace PiGen.Ssh.SshNet;

/// <summary>A person who is asked during a login, and how long the login may take besides. After it there is nobody to ask.</summary>
internal sealed class Patience : IPerson, IDisposable
{
    private readonly IPerson _person;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _over;
    private readonly CancellationToken _cancellation;
    private readonly Lock _turn = new();
    private bool _isRunning;
    private volatile bool _isOver;

    public Patience(IPerson person, ClientSettings settings, CancellationToken cancellation)
    {
        (_person, _limit, _cancellation) = (person, OfConnecting(settings), cancellation);
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    public bool CanAsk => !_isOver && _person.CanAsk;

    /// <summary>That of whoever connects, and the end of the time for it.</summary>
    public CancellationToken Token => _over.Token;

    /// <summary>Whether whoever connects wants it no more.</summary>
    public bool IsGivenUp => _cancellation.IsCancellationRequested;

    public static TimeSpan OfConnecting(ClientSettings settings) => settings.ConnectTimeout ?? TimeSpan.FromSeconds(20);

    /// <summary>For how long a host may be silent before it is asked whether it is there.</summary>
    public static TimeSpan Alive(ClientSettings settings) => settings.ServerAliveInterval ?? TimeSpan.FromSeconds(15);

    /// <summary>Lets the time run.</summary>
    public void Begin() => Set(isRunning: true);

    /// <summary>Stops the clock.</summary>
    public void End() => Set(isRunning: false);

    public string AskSecret(string prompt, CancellationToken cancellation) =>
        Asked(() => _person.AskSecret(prompt, cancellation));

    public string AskLine(string prompt, CancellationToken cancellation) =>
        Asked(() => _person.AskLine(prompt, cancellation));

    public bool WantsNotes => _person.WantsNotes;

    public void Note(string line) => _person.Note(line);

    public void Remember(string path, string line) => _person.Remember(path, line);

    public IDisposable MakeFolder(out string path) => _person.MakeFolder(out path);

    public void Dispose()
    {
        lock (_turn)
        {
            _isOver = true;
            _over.Dispose();
        }
    }

    // A question may still be open on a thread of SSH.NET when the login has been given up.
    private void Set(bool isRunning)
    {
        lock (_turn)
        {
            _isRunning = isRunning;
            if (!_isOver)
            {
                _over.CancelAfter(isRunning ? _limit : Timeout.InfiniteTimeSpan);
            }
        }
    }

    // The clock stands still while the person thinks.
    private string Asked(Func<string> ask)
    {
        var wasRunning = _isRunning;
        End();
        try
        {
            return ask();
        }
        finally
        {
            if (wasRunning)
            {
                Begin();
            }
        }
    }
}
