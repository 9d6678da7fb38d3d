namespace PiGen.Cli.Ssh.Sftp;

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
        var results = await Task.WhenAll(tasks).ConfigureAwait(false);
        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
        return results!;

        async Task<TResult?> OneAsync(T item)
        {
            try
            {
                return await work(item, stop.Token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // The others are cancelled by this one: they have no say in what went wrong.
                if (Interlocked.CompareExchange(ref first, e, null) is null)
                {
                    await stop.CancelAsync().ConfigureAwait(false);
                }
                return default;
            }
        }
    }

    public static Task AllAsync<T>(
        IEnumerable<T> items,
        Func<T, CancellationToken, Task> work,
        CancellationToken cancellation
    ) =>
        AllAsync(
            items,
            async (item, stop) =>
            {
                await work(item, stop).ConfigureAwait(false);
                return true;
            },
            cancellation
        );
}
