using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Model;

namespace PiGen.Ssh.Tests;

/// <summary>What becomes of work whose connection ends somewhere on the way.</summary>
public abstract class CutContract(Transport transport) : TransportContract(transport)
{
    private const int Cuts = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Wherever_a_connection_is_cut_it_is_a_failure_and_the_next_run_clears_what_is_left()
    {
        await using var server = await UserServer.StartAsync();
        var total = await CutAsync(server, long.MaxValue);
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = Cancellation };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Cuts),
            bounds,
            async (cut, _) => await CutAsync(server, total * (2 * cut + 1) / (2 * Cuts))
        );
        Assert.True(await server.Server.HasNoConnectionAsync());
        await Eventually.IsTrueAsync(() => !server.NamesInHome().Any(IsHeld));
        await using var host = await ConnectAsync(server);
        await WorkAsync(host);
        Assert.Empty(server.NamesInHome());

        // Whoever still runs there holds the folder, until it is gone.
        bool IsHeld(string name) =>
            Testing.RealProgram.Run("flock", "-n", Path.Combine(server.Home, name), "true").ExitCode == 1;
    }

    [Fact]
    public async Task A_host_that_falls_silent_is_given_up_as_the_persons_configuration_says()
    {
        await using var server = await UserServer.StartAsync();
        server.Server.AddToClientConfig("ServerAliveInterval 1\nServerAliveCountMax 1");
        await using var relay = new CuttingRelay(server.Server.Port, most: 40_000, isSilent: true);
        await using var host = await ConnectAsync(Through(server, relay.Start()));
        var answer = host.RunAsync(Script("yes | head -c 1000000; sleep 60"), _ => { }, Cancellation);
        var failure = await Assert.ThrowsAsync<LostConnection>(() => answer.WaitAsync(Patience, Cancellation));
        Assert.Matches("^the connection to ann@red:[0-9]+ was lost on the way$", failure.Message);
    }

    private async Task<long> CutAsync(UserServer server, long most)
    {
        await using var relay = new CuttingRelay(server.Server.Port, most);
        var options = Through(server, relay.Start());
        try
        {
            await RunAsync().WaitAsync(Patience, Cancellation);
        }
        catch (Failure) when (most < long.MaxValue) { }
        catch (TimeoutException)
        {
            Assert.Fail($"cut after {most} bytes, it hangs");
        }
        return relay.Passed;

        async Task RunAsync()
        {
            await using var host = await ConnectAsync(options);
            await WorkAsync(host);
        }
    }

    private static async Task WorkAsync(SshHost host)
    {
        await host.RunAsync(Script("seq 500"), _ => { }, Cancellation);
        var command = Script("cat; ls \"$1\"; seq 500", RemoteCommand.FilesFolder) with
        {
            Files = [FileOf("one", new byte[10_000]), FileOf("two/three", default)],
            Input = new byte[5000],
        };
        var answer = await new StagingHost(host).RunAsync(command, _ => { }, Cancellation);
        Assert.Equal(0, answer.ExitCode);
    }

    private static SshOptions Through(UserServer server, int port) =>
        server.Options() with
        {
            Destination = new("ann", "red", Port.TryFrom(port)),
        };
}
