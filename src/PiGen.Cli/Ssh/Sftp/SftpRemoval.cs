using PiGen.Core.Deployment;

namespace PiGen.Cli.Ssh.Sftp;

/// <summary>Removes a folder with all that is in it; a link is removed, and what it leads to is left alone.</summary>
internal sealed class SftpRemoval(SftpFiles files, SftpRoom room)
{
    // A server can make up names without end.
    private const int MostNames = 100_000;
    private const int Deepest = 64;

    private int _names;

    public async Task RemoveAsync(string path, CancellationToken cancellation)
    {
        SftpAttributes attributes;
        try
        {
            attributes = await files.StatAsync(path).ConfigureAwait(false);
        }
        catch (SftpRefusal refusal) when (refusal.Status == SftpStatus.NoSuchFile)
        {
            return;
        }
        await RemoveIfThereAsync(path, attributes.Kind, depth: 0, cancellation).ConfigureAwait(false);
    }

    // Somebody else may be at it as well: what is gone already is as good as removed, and the rest is still to do.
    private async Task RemoveIfThereAsync(string path, RemoteFileKind kind, int depth, CancellationToken cancellation)
    {
        try
        {
            await RemoveAsync(path, kind, depth, cancellation).ConfigureAwait(false);
        }
        catch (SftpRefusal refusal) when (refusal.Status == SftpStatus.NoSuchFile) { }
    }

    private async Task RemoveAsync(string path, RemoteFileKind kind, int depth, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (kind != RemoteFileKind.Folder)
        {
            await files.RemoveAsync(path).ConfigureAwait(false);
            return;
        }
        var names = await room.WithHandleAsync(() => ListAsync(path, depth, cancellation), cancellation)
            .ConfigureAwait(false);
        await InFlight
            .AllAsync(
                names,
                (name, stop) => RemoveIfThereAsync($"{path}/{name.Text}", name.Attributes.Kind, depth + 1, stop),
                cancellation
            )
            .ConfigureAwait(false);
        await files.RemoveFolderAsync(path).ConfigureAwait(false);
    }

    private async Task<List<SftpName>> ListAsync(string path, int depth, CancellationToken cancellation)
    {
        var handle = await files.OpenFolderAsync(path).ConfigureAwait(false);
        try
        {
            var all = new List<SftpName>();
            while (await files.ReadFolderAsync(handle).ConfigureAwait(false) is { } names)
            {
                cancellation.ThrowIfCancellationRequested();
                Check(names, depth);
                all.AddRange(names.Where(name => name.Text is not ("." or "..")));
            }
            return all;
        }
        finally
        {
            await files.CloseAsync(handle).ConfigureAwait(false);
        }
    }

    private void Check(List<SftpName> names, int depth)
    {
        if (names.Any(name => name.Text.Length == 0 || name.Text.Contains('/', StringComparison.Ordinal)))
        {
            throw SftpBroken.Nonsense("a name that leads out of its folder");
        }
        if (depth > Deepest || Interlocked.Add(ref _names, Math.Max(names.Count, 1)) > MostNames)
        {
            throw SftpBroken.Nonsense("a folder that has no end");
        }
    }
}
