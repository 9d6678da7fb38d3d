namespace PiGen.Cli.Ssh.Sftp;

/// <summary>Lets so many bytes be on the way and no more; who asks first goes first.</summary>
internal sealed class ByteWindow(int size)
{
    private readonly Queue<(int Bytes, TaskCompletionSource Turn)> _waiting = [];
    private readonly Lock _lock = new();
    private int _free = size;

    /// <summary>Waits for room, at most the window's whole size.</summary>
    public async Task EnterAsync(int bytes, CancellationToken cancellation)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_waiting.Count == 0 && bytes <= _free)
            {
                _free -= bytes;
                return;
            }
            _waiting.Enqueue((bytes, turn));
        }
        using var cancelling = cancellation.Register(() => turn.TrySetCanceled(cancellation));
        await turn.Task.ConfigureAwait(false);
    }

    public void Leave(int bytes)
    {
        lock (_lock)
        {
            _free += bytes;
            while (_waiting.TryPeek(out var next) && (next.Turn.Task.IsCanceled || next.Bytes <= _free))
            {
                _waiting.Dequeue();
                // False for one who was cancelled in the meantime, and takes nothing.
                _free -= next.Turn.TrySetResult() ? next.Bytes : 0;
            }
        }
    }
}
