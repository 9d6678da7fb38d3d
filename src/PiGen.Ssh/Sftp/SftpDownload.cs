using PiGen.Core.Deployment;

namespace PiGen.Ssh.Sftp;

/// <summary>Reads files of a host, all at once: three round trips for any number that the server may hold open.</summary>
/// <param name="room">Needed once a file is opened.</param>
internal sealed class SftpDownload(SftpFiles files, Task<SftpRoom> room, long mostBytes)
{
    private const int Step = 32 * 1024;

    private long _spent;

    public Task<RemoteFile?[]> ReadAllAsync(IEnumerable<string> paths, CancellationToken cancellation) =>
        InFlight.AllAsync(paths, ReadAsync, cancellation);

    private async Task<RemoteFile?> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var attributes = await files.StatAsync(path);
            return attributes.Kind switch
            {
                RemoteFileKind.File => await FileAsync(path, attributes, cancellation),
                RemoteFileKind.Link => new(
                    RemoteFileKind.Link,
                    attributes.Mode,
                    default,
                    await files.ReadLinkAsync(path)
                ),
                // Not opened: a pipe would keep the server waiting for ever.
                RemoteFileKind.Folder or RemoteFileKind.Other or RemoteFileKind.Unreadable => new(
                    attributes.Kind,
                    attributes.Mode,
                    default
                ),
            };
        }
        catch (SftpRefusal refusal) when (refusal.Status == SftpStatus.NoSuchFile)
        {
            return null;
        }
        catch (SftpRefusal refusal) when (refusal.Status == SftpStatus.PermissionDenied)
        {
            return new(RemoteFileKind.Unreadable, UnixFileMode.None, default);
        }
    }

    private async Task<RemoteFile> FileAsync(string path, SftpAttributes attributes, CancellationToken cancellation)
    {
        var space = await room;
        return await space.WithHandleAsync(() => FileAsync(space, path, attributes, cancellation), cancellation);
    }

    private async Task<RemoteFile> FileAsync(
        SftpRoom space,
        string path,
        SftpAttributes attributes,
        CancellationToken cancellation
    )
    {
        var handle = await files.OpenAsync(path);
        try
        {
            var content = await ContentAsync(space, handle, attributes.Size ?? 0, cancellation);
            return new(RemoteFileKind.File, attributes.Mode, content);
        }
        finally
        {
            // Not waited for: the server takes it before whatever is asked next, and what was read is read.
            _ = IgnoredAsync(files.CloseAsync(handle));
        }
    }

    private static async Task IgnoredAsync(Task closing)
    {
        try
        {
            await closing;
        }
        catch (Exception e) when (e is SftpRefusal or SftpBroken) { }
    }

    // The size is only what the server said a moment ago: what has grown since is read too, what is no longer there is not.
    private async Task<byte[]> ContentAsync(
        SftpRoom space,
        SftpHandle handle,
        ulong size,
        CancellationToken cancellation
    )
    {
        Spend(handle, size);
        var parts = new List<Task<ReadOnlyMemory<byte>>>();
        for (ulong offset = 0; offset < size; offset += (ulong)space.Limits.Read)
        {
            var length = (int)Math.Min((ulong)space.Limits.Read, size - offset);
            parts.Add(ChunkAsync(space, handle, offset, length, cancellation));
        }
        parts.Add(RestAsync(handle, size, cancellation));
        var read = await Task.WhenAll(parts);
        return Joined(read);
    }

    private static byte[] Joined(ReadOnlyMemory<byte>[] parts)
    {
        var whole = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(whole.AsMemory(at));
            at += part.Length;
        }
        return whole;
    }

    private async Task<ReadOnlyMemory<byte>> ChunkAsync(
        SftpRoom space,
        SftpHandle handle,
        ulong offset,
        int length,
        CancellationToken cancellation
    )
    {
        await space.Window.EnterAsync(length, cancellation);
        try
        {
            return await FullAsync(handle, offset, new byte[length]);
        }
        finally
        {
            space.Window.Leave(length);
        }
    }

    private async Task<ReadOnlyMemory<byte>> FullAsync(SftpHandle handle, ulong offset, byte[] chunk)
    {
        var filled = 0;
        while (
            filled < chunk.Length
            && await files.ReadAsync(handle, offset + (ulong)filled, chunk.Length - filled) is { } bytes
        )
        {
            bytes.CopyTo(chunk.AsMemory(filled));
            filled += bytes.Length;
        }
        return chunk.AsMemory(0, filled);
    }

    private async Task<ReadOnlyMemory<byte>> RestAsync(SftpHandle handle, ulong offset, CancellationToken cancellation)
    {
        var rest = new MemoryStream();
        while (await files.ReadAsync(handle, offset + (ulong)rest.Length, Step) is { } bytes)
        {
            cancellation.ThrowIfCancellationRequested();
            Spend(handle, (ulong)bytes.Length);
            rest.Write(bytes.Span);
        }
        return rest.ToArray();
    }

    private void Spend(SftpHandle handle, ulong bytes)
    {
        if (bytes > (ulong)mostBytes || Interlocked.Add(ref _spent, (long)bytes) > mostBytes)
        {
            throw new SftpRefusal(SftpStatus.TooLarge, "read", handle.Path, $"more than {mostBytes / 1024} KiB");
        }
    }
}

/// <summary>Creates files on a host, all at once: two round trips for any number that the server may hold open.</summary>
internal sealed class SftpUpload(SftpFiles files, SftpRoom room)
{
    public Task WriteAllAsync(IEnumerable<NewRemoteFile> all, CancellationToken cancellation) =>
        InFlight.AllAsync(all, (file, stop) => room.WithHandleAsync(() => WriteAsync(file, stop), stop), cancellation);

    private async Task<bool> WriteAsync(NewRemoteFile file, CancellationToken cancellation)
    {
        var handle = await CreateAsync(file);
        var replies = new List<Task>();
        try
        {
            await SendContentAsync(handle, file.Content, replies, cancellation);
            // Again, and last: what the umask took is given back.
            replies.Add(files.SetModeAsync(handle, file.Mode));
        }
        finally
        {
            replies.Add(files.CloseAsync(handle));
            await Task.WhenAll(replies);
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
            await room.Window.EnterAsync(chunk.Length, cancellation);
            replies.Add(WriteChunkAsync(handle, (ulong)offset, chunk));
        }
    }

    private async Task WriteChunkAsync(SftpHandle handle, ulong offset, ReadOnlyMemory<byte> chunk)
    {
        try
        {
            await files.WriteAsync(handle, offset, chunk);
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
            return await files.CreateAsync(file.Path, file.Mode);
        }
        catch (SftpRefusal refusal)
        {
            throw await files.WhyNotCreatedAsync(refusal);
        }
    }
}
