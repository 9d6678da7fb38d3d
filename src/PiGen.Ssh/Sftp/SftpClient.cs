using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.Sftp;

/// <summary>
/// Files of a host over one SFTP connection, any number at once: round trips do not grow with the number of files.
/// Paths are the host's; one that is not absolute begins in the user's home.
/// </summary>
/// <remarks>Every refusal is a <see cref="Failure"/> that names host and path; its cause is the <see cref="SftpRefusal"/>.</remarks>
internal sealed class SftpClient : IAsyncDisposable
{
    private readonly SftpTransport _transport;
    private readonly SftpConnection _connection;
    private readonly SftpFiles _files;
    private readonly Task<SftpRoom> _room;

    private SftpClient(SftpTransport transport, SftpConnection connection)
    {
        (_transport, _connection, _files) = (transport, connection, new(connection));
        // Asked for now and waited for when needed: no round trip of its own.
        _room = RoomAsync(_files);
    }

    /// <summary>Connects as <paramref name="ssh"/> does.</summary>
    public static Task<SftpClient> OpenAsync(OpenSsh ssh, CancellationToken cancellation) =>
        OpenAsync(SftpTransport.Over(ssh), cancellation);

    public static async Task<SftpClient> OpenAsync(SftpTransport transport, CancellationToken cancellation)
    {
        try
        {
            return new(transport, await transport.ConnectAsync(cancellation));
        }
        catch (SftpBroken broken)
        {
            var failure = await transport.ExplainAsync(broken);
            await transport.DisposeAsync();
            throw failure;
        }
        catch
        {
            await transport.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates files that are not there yet. After a failure some may be there, whole or in part.</summary>
    public Task WriteAllAsync(IReadOnlyCollection<NewRemoteFile> files, CancellationToken cancellation) =>
        DoAsync(room => new SftpUpload(_files, room).WriteAllAsync(files, cancellation), cancellation);

    /// <summary>What is at each path, in the order of the paths; null for nothing.</summary>
    /// <param name="mostBytes">Of all files together; more is a failure.</param>
    public Task<IReadOnlyList<RemoteFile?>> ReadAllAsync(
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation,
        long mostBytes = 64 * 1024 * 1024
    ) => TranslateAsync(ReadAllAsync(paths, mostBytes, cancellation), cancellation);

    private async Task<IReadOnlyList<RemoteFile?>> ReadAllAsync(
        IReadOnlyCollection<string> paths,
        long mostBytes,
        CancellationToken cancellation
    ) => await new SftpDownload(_files, _room, mostBytes).ReadAllAsync(paths, cancellation);

    /// <summary>The absolute path of one that begins in the user's home; of <c>.</c> the home itself.</summary>
    public Task<string> RealPathAsync(string path, CancellationToken cancellation) =>
        TranslateAsync(_files.RealPathAsync(path), cancellation);

    /// <summary>Asks nothing any more, and so lets the server end; nothing may be under way.</summary>
    public void End() => _transport.EndRequests();

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _transport.DisposeAsync();
        if (_room.IsCompletedSuccessfully)
        {
            (await _room).Dispose();
        }
    }

    private static async Task<SftpRoom> RoomAsync(SftpFiles files) => new(await files.LimitsAsync());

    private Task<bool> DoAsync(Func<SftpRoom, Task> work, CancellationToken cancellation) =>
        DoAsync(room => Valued(work(room)), cancellation);

    private Task<T> DoAsync<T>(Func<SftpRoom, Task<T>> work, CancellationToken cancellation) =>
        TranslateAsync(WithRoomAsync(work), cancellation);

    private async Task<T> WithRoomAsync<T>(Func<SftpRoom, Task<T>> work) => await work(await _room);

    private static async Task<bool> Valued(Task work)
    {
        await work;
        return true;
    }

    // A cancelled caller goes at once; requests that are on their way end by themselves, and close what they opened.
    private async Task<T> TranslateAsync<T>(Task<T> work, CancellationToken cancellation)
    {
        try
        {
            return await work.WaitAsync(cancellation);
        }
        catch (SftpRefusal refusal)
        {
            throw SftpFailures.Of(_transport.Host, refusal);
        }
        catch (SftpBroken broken)
        {
            throw await _transport.ExplainAsync(broken);
        }
    }
}
