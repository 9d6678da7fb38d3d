using PiGen.Core.Deployment;

namespace PiGen.Ssh.Tests;

/// <summary>More than is kept in memory.</summary>
public abstract class MuchDataContract(Transport transport) : TransportContract(transport)
{
    private const long MostMemory = 150_000_000;

    private const string HundredMegabytes = "head -c 100000000 /dev/zero | tr '\\0' x | fold -w 1000";

    [Fact]
    public async Task A_hundred_megabytes_of_lines_come_through()
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var lines = 0;
        var command = Script(HundredMegabytes) with { MostOutput = null };
        var memory = await MostMemoryAsync(host.RunAsync(command, _ => lines++, Cancellation));
        Assert.Equal(100_000, lines);
        Assert.InRange(memory, 0, MostMemory);
    }

    [Fact]
    public async Task An_answer_is_no_longer_than_it_may_be()
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var failure = await FailureOfAsync(() => OutputAsync(host, Script(HundredMegabytes)));
        Assert.Equal("red gave an answer longer than 64 MiB", failure);
    }

    [Fact]
    public async Task A_bundle_of_300_megabytes_is_sent_without_being_held_in_memory()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var content = new byte[1_000_000];
        new Random(1).NextBytes(content);
        var command = Script("du -s --apparent-size --block-size=1000000 \"$1\"", RemoteCommand.FilesFolder) with
        {
            Files = [.. Enumerable.Range(0, 300).Select(n => FileOf($"many/{n}", content))],
        };
        var lines = new List<string>();
        var memory = await MostMemoryAsync(new StagingHost(host).RunAsync(command, lines.Add, Cancellation));
        Assert.StartsWith("301\t", lines.Single(), StringComparison.Ordinal);
        Assert.InRange(memory, 0, MostMemory);
    }

    /// <summary>How many bytes more there were at most than before.</summary>
    private static async Task<long> MostMemoryAsync(Task work)
    {
        var (before, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        while (!work.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            await Task.WhenAny(work, Task.Delay(20, Cancellation));
        }
        await work;
        return Math.Max(0, most - before);
    }
}
