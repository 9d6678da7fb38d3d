namespace PiGen.Cli.Tests.Ssh;

/// <summary>
/// A link on which only one side talks at a time: what the client writes is held until it falls silent, then handed
/// on as a whole. So many hand-overs are so many round trips of a long line.
/// </summary>
internal sealed class TurnCountingLink(Stream requests) : WriteOnlyStream
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(60);

    private readonly MemoryStream _held = new();
    private readonly Lock _lock = new();
    private CancellationTokenSource _talking = new();

    public int Turns { get; private set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_lock)
        {
            _held.Write(buffer, offset, count);
            _talking.Cancel();
            _talking = new();
            _ = HandOverAsync(_talking.Token);
        }
    }

    private async Task HandOverAsync(CancellationToken talking)
    {
        await Task.Delay(Silence, CancellationToken.None);
        lock (_lock)
        {
            if (talking.IsCancellationRequested)
            {
                return;
            }
            Turns++;
            requests.Write(_held.GetBuffer(), 0, (int)_held.Length);
            requests.Flush();
            _held.SetLength(0);
        }
    }
}
