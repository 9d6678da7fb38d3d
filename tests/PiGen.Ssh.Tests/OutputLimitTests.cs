using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.Tests;

/// <summary>What a host sends has an end, in lines, in bytes and in time.</summary>
public sealed class OutputLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_line_that_is_only_shown_is_cut_where_everybody_sees_it()
    {
        await using var server = await SshServer.StartAsync();
        await using var ssh = await SshHost.ConnectAsync(server.Options(), new TestPerson(), Cancellation);
        var lines = new List<string>();
        var command = new RemoteCommand("sh", "-c", "head -c 150000 /dev/zero | tr '\\0' x; echo; echo end")
        {
            MostOutput = null,
        };
        await ssh.RunAsync(command, lines.Add, Cancellation);
        Assert.Equal(
            ["x…", "…x…", "…x", "end"],
            lines.Select(line => string.Concat(line.Where((c, i) => i == 0 || c != line[i - 1])))
        );
        Assert.Equal(150_000, lines.Sum(line => line.Count(c => c == 'x')));
    }

    [Fact]
    public async Task Much_that_is_only_shown_goes_through()
    {
        await using var server = await SshServer.StartAsync();
        await using var ssh = await SshHost.ConnectAsync(server.Options(), new TestPerson(), Cancellation);
        var count = 0;
        var command = new RemoteCommand("sh", "-c", "yes 0123456789 | head -n 2000000") { MostOutput = null };
        await ssh.RunAsync(command, _ => count++, Cancellation);
        Assert.Equal(2_000_000, count);
    }

    [Fact]
    public async Task A_command_that_says_nothing_is_given_up()
    {
        await using var server = await SshServer.StartAsync();
        await using var ssh = await SshHost.ConnectAsync(server.Options(), new TestPerson(), Cancellation);
        var command = new RemoteCommand("sh", "-c", "echo begun; sleep 60") { Patience = TimeSpan.FromSeconds(1) };
        var failure = await Assert.ThrowsAsync<Failure>(() => ssh.RunAsync(command, _ => { }, Cancellation));
        Assert.Equal("red has said nothing for 1 s", failure.Message);
    }
}
