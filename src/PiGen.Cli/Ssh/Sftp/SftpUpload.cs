using PiGen.Core.Deployment;

namespace PiGen.Cli.Ssh.Sftp;

/// <summary>Creates files on a host, all at once: two round trips for any number that the server may hold open.</summary>
internal sealed class SftpUpload(SftpFiles files, SftpRoom room)
{
    public Task WriteAllAsync(IEnumerable<NewRemoteFile> all, CancellationToken cancellation) =>
        InFlight.AllAsync(all, (file, stop) => room.WithHandleAsync(() => WriteAsync(file, stop), stop), cancellation);

    private async Task<bool> WriteAsync(NewRemoteFile file, CancellationToken cancellation)
    {
        var handle = await CreateAsync(file).ConfigureAwait(false);
        var replies = new List<Task>();
        try
        {
            await SendContentAsync(handle, file.Content, replies, cancellation).ConfigureAwait(false);
            // Again, and last: what the umask took is given back.
            replies.Add(files.SetModeAsync(handle, file.Mode));
        }
        finally
        {
            replies.Add(files.CloseAsync(handle));
            await Task.WhenAll(replies).ConfigureAwait(false);
        }
        return true;
    }

    // The draft has a server answer requests for one file in the order in which they came: nothing need be waited for.
    private async Task SendContentAsync(
        SftpHandle handle,
        ReadOnlyMemory<byte> content,
        List<Task> replies,
        CancellationToken cancellation
    )
    {
        for (var offset = 0; offset < content.Length; offset += room.Limits.Write)
        {
            var chunk = content.Slice(offset, Math.Min(room.Limits.Write, content.Length - offset));
            await room.Window.EnterAsync(chunk.Length, cancellation).ConfigureAwait(false);
            replies.Add(WriteChunkAsync(handle, (ulong)offset, chunk));
        }
    }

    private async Task WriteChunkAsync(SftpHandle handle, ulong offset, ReadOnlyMemory<byte> chunk)
    {
        try
        {
            await files.WriteAsync(handle, offset, chunk).ConfigureAwait(false);
        }
        finally
        {
            room.Window.Leave(chunk.Length);
        }
    }

    private async Task<SftpHandle> CreateAsync(NewRemoteFile file)
    {
        try
        {
            return await files.CreateAsync(file.Path, file.Mode).ConfigureAwait(false);
        }
        catch (SftpRefusal refusal)
        {
            throw await files.WhyNotCreatedAsync(refusal).ConfigureAwait(false);
        }
    }
}
