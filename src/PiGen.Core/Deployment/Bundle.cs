using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Pipelines;

namespace PiGen.Core.Deployment;

/// <summary>Files that go to a host as one: a tar of all of them, with the folders that they lie in.</summary>
/// <param name="Files">Their paths are relative.</param>
public sealed record Bundle(ImmutableArray<NewRemoteFile> Files)
{
    /// <summary>An upload that is slower than this has stopped.</summary>
    public const int LeastBytesPerSecond = 8 * 1024;

    /// <summary>About how many bytes the tar has.</summary>
    public long Length => Files.Sum(file => file.Content.Length + 1024L);

    /// <summary>Writes the tar, in GNU's format: any tar unpacks it, and names are bytes of any number.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellation)
    {
        await using var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var file in Files)
        {
            await writer.WriteEntryAsync(
                new GnuTarEntry(TarEntryType.RegularFile, file.Path)
                {
                    Mode = file.Mode,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                    DataStream = new MemoryStream(file.Content.ToArray(), writable: false),
                },
                cancellation
            );
        }
    }

    /// <summary>The tar, made while it is read.</summary>
    public Stream Open(CancellationToken cancellation)
    {
        var pipe = new Pipe();
        _ = FillAsync();
        return pipe.Reader.AsStream();

        async Task FillAsync()
        {
            try
            {
                await WriteAsync(pipe.Writer.AsStream(leaveOpen: true), cancellation);
                await pipe.Writer.CompleteAsync();
            }
            catch (Exception e)
            {
                await pipe.Writer.CompleteAsync(e);
            }
        }
    }
}
