using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Testing;

namespace PiGen.Ssh.Tests;

/// <summary>Commands on a host: their words, streams and ends.</summary>
public abstract class CommandContract(Transport transport) : TransportContract(transport)
{
    [Fact]
    public async Task A_command_without_input_reads_an_end_however_many_run_at_once()
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var command = Script("cat; echo end") with { Patience = TimeSpan.FromSeconds(20) };
        foreach (var lines in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OutputAsync(host, command))))
        {
            Assert.Equal(["end"], lines);
        }
    }

    [Fact]
    public async Task A_command_gets_its_words_and_its_input_and_gives_its_lines_and_its_exit_code()
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var lines = new List<string>();
        var command = Script(
            "cat; printf '<%s>\\n' \"$@\"; echo oh >&2; exit 7",
            "a b",
            "",
            "$x'\"",
            "\n",
            "größe"
        ) with
        {
            Input = "secret\n"u8.ToArray(),
        };
        var answer = await host.RunAsync(command, lines.Add, Cancellation);
        Assert.Equal(
            ["secret", "<a b>", "<>", "<$x'\">", "<", ">", "<größe>", "oh", "7"],
            [.. lines, .. answer.Errors, $"{answer.ExitCode}"]
        );
    }

    [Fact]
    public async Task Lines_come_while_the_command_runs_and_it_can_be_given_up()
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var first = new TaskCompletionSource<string>();
        using var wish = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = host.RunAsync(Script("echo begun; exec sleep 60"), line => first.TrySetResult(line), wish.Token);
        var line = await first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await wish.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("begun", line);
        Assert.Equal(["still here"], await OutputAsync(host, new("echo", "still here")));
    }

    [Fact]
    public async Task Much_on_both_outputs_and_on_the_input_blocks_nothing()
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var lines = 0;
        var command = Script("seq 100000; seq 100000 >&2; wc -c") with { Input = new byte[1_000_000] };
        var answer = await host.RunAsync(command, _ => lines++, Cancellation);
        Assert.Equal((100_001, "100000", 200), (lines, answer.Errors[^1], answer.Errors.Length));
    }

    [Fact]
    public async Task A_command_that_shows_processes_is_not_ended_by_what_is_seen_there()
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        const string Look = "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | tee /dev/stderr; echo end";
        var lines = await OutputAsync(host, Script(Look) with { MostOutput = null });
        Assert.Equal("end", lines[^1]);
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("exec <&-; echo; exit 3", 3)]
    public async Task Input_that_a_command_does_not_read_hinders_nothing(string script, int exitCode)
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var command = Script(script) with { Input = new byte[10_000_000] };
        Assert.Equal(exitCode, (await host.RunAsync(command, _ => { }, Cancellation)).ExitCode);
    }

    [Theory]
    [InlineData("exit 255", 255)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("echo 'Connection refused' >&2; exit 255", 255)]
    public async Task A_command_that_ends_as_ssh_would_or_by_a_signal_is_told_from_it(string script, int exitCode)
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        Assert.Equal(exitCode, (await host.RunAsync(Script(script), _ => { }, Cancellation)).ExitCode);
    }

    // A daemon that a script starts often keeps its streams.
    [Fact]
    public async Task What_a_command_leaves_running_is_not_waited_for()
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var pid = (await OutputAsync(host, Script("sleep 50 & echo $!"))).Single();
        Assert.Equal(0, RealProgram.Run("kill", pid).ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_is_cut_while_a_command_runs_is_lost(bool isShared)
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server.Options() with { IsShared = isShared });
        var running = host.RunAsync(Script("echo; exec sleep 60"), _ => server.CutConnections(), Cancellation);
        var failure = await Assert.ThrowsAsync<LostConnection>(() => running);
        Assert.Equal("the connection to red was lost on the way", failure.Message);
    }

    [Fact]
    public async Task A_command_that_says_nothing_for_too_long_is_given_up()
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var command = new RemoteCommand("sleep", "60") { Patience = TimeSpan.FromSeconds(1) };
        var failure = await Assert.ThrowsAsync<Failure>(() => host.RunAsync(command, _ => { }, Cancellation));
        Assert.Equal("red has said nothing for 1 s", failure.Message);
    }

    [Fact]
    public async Task Commands_run_side_by_side()
    {
        await using var server = await SshServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var pipe = server.Folder["pipe"];
        await OutputAsync(host, new("mkfifo", pipe));
        var reading = OutputAsync(host, new("cat", pipe));
        await OutputAsync(host, Script("echo through >\"$1\"", pipe));
        Assert.Equal(["through"], await reading);
    }
}
