namespace PiGen.Ssh.Sftp;

/// <summary>What a server has room for, shared by all that goes over one connection.</summary>
internal sealed class SftpRoom(SftpLimits limits) : IDisposable
{
    private readonly SemaphoreSlim _handles = new(limits.Handles);

    public SftpLimits Limits { get; } = limits;

    public ByteWindow Window { get; } = new(SftpLimits.Window);

    /// <summary>Does something that holds a file open, when there is room for it.</summary>
    public async Task<T> WithHandleAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _handles.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _handles.Release();
        }
    }

    public void Dispose() => _handles.Dispose();
}

/// <summary>How much may be asked of a server at once.</summary>
/// <param name="Read">Bytes in one request.</param>
/// <param name="Write">Bytes in one request.</param>
/// <param name="Handles">Files open at the same time.</param>
internal sealed record SftpLimits(int Read, int Write, int Handles)
{
    /// <summary>Of a file's bytes on the way, in all requests together: 16 of the longest.</summary>
    public const int Window = 16 * LongestChunk;

    // More per request was not faster, and OpenSSH takes no packet above 256 KiB.
    private const int LongestChunk = 128 * 1024;
    private const int MostHandles = 512;

    /// <summary>What every server takes: section 3 of the draft has packets of 34,000 bytes.</summary>
    public static SftpLimits Unknown { get; } = new(32 * 1024, 32 * 1024, 64);

    /// <summary>As a server says it: 0 is no limit, https://github.com/openssh/openssh-portable/blob/master/PROTOCOL (4.8).</summary>
    public static SftpLimits Of(ulong read, ulong write, ulong handles) =>
        new(Within(read, LongestChunk), Within(write, LongestChunk), Within(handles, MostHandles));

    private static int Within(ulong said, int most) => said == 0 ? most : (int)Math.Min(said, (ulong)most);
}

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
        await turn.Task;
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

/// <summary>Does one thing to many files, all at once, and stops at the first failure.</summary>
internal static class InFlight
{
    /// <summary>Returns when all have ended. After a failure those that have not begun do not; it is thrown then.</summary>
    public static async Task<TResult[]> AllAsync<T, TResult>(
        IEnumerable<T> items,
        Func<T, CancellationToken, Task<TResult>> work,
        CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Exception? first = null;
        var tasks = items.Select(OneAsync).ToArray();
        var results = await Task.WhenAll(tasks);
        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
        return results!;

        async Task<TResult?> OneAsync(T item)
        {
            try
            {
                return await work(item, stop.Token);
            }
            catch (Exception e)
            {
                // The others are cancelled by this one: they have no say in what went wrong.
                if (Interlocked.CompareExchange(ref first, e, null) is null)
                {
                    await stop.CancelAsync();
                }
                return default;
            }
        }
    }
}
