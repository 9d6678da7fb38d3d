namespace PiGen.Cli.Ssh.Sftp;

/// <summary>What a server has room for, shared by all that goes over one connection.</summary>
internal sealed class SftpRoom(SftpLimits limits) : IDisposable
{
    private readonly SemaphoreSlim _handles = new(limits.Handles);

    public SftpLimits Limits { get; } = limits;

    public ByteWindow Window { get; } = new(SftpLimits.Window);

    /// <summary>Does something that holds a file open, when there is room for it.</summary>
    public async Task<T> WithHandleAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _handles.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _handles.Release();
        }
    }

    public void Dispose() => _handles.Dispose();
}
