using PiGen.Cli.Ssh.Sftp;
using PiGen.Core.Deployment;
using PiGen.Testing;

namespace PiGen.Cli.Tests.Ssh;

/// <summary>On a long line each round trip counts: their number does not depend on the number of files.</summary>
public sealed class SftpRoundTripTests : IDisposable
{
    // A busy machine may pause in the middle of an answer, which is then counted as two.
    private const int Few = 20;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    // Two when all is quiet: open, then write, mode and close.
    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Files_are_written_in_a_few_round_trips(int count) =>
        Assert.InRange(await TurnsOf(client => client.WriteAllAsync(Files(count), Cancellation)), 2, Few);

    // Three when all is quiet: look, open, read. That files are closed is not waited for.
    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Files_are_read_in_a_few_round_trips(int count)
    {
        var files = Files(count);
        foreach (var file in files)
        {
            await File.WriteAllBytesAsync(file.Path, file.Content, Cancellation);
        }
        Assert.InRange(
            await TurnsOf(client => client.ReadAllAsync([.. files.Select(file => file.Path)], Cancellation)),
            3,
            Few
        );
    }

    private NewRemoteFile[] Files(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(n => new NewRemoteFile(_folder[$"{n}"], new byte[500], UnixFileMode.UserRead)),
        ];

    private static async Task<int> TurnsOf(Func<SftpClient, Task> work)
    {
        await using var server = SftpServer.Start();
        var link = new TurnCountingLink(server.Requests);
        await using var client = await SftpClient.OpenAsync(
            new SftpTransport(SftpServer.Host, server.Replies, link),
            Cancellation
        );
        await client.RealPathAsync(".", Cancellation);
        var before = link.Turns;
        await work(client);
        return link.Turns - before;
    }
}
