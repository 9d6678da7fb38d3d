using System.Diagnostics;
using PiGen.Cli.Tests.Ssh;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>Ctrl-C and SIGTERM end the program wherever it is stuck.</summary>
public sealed class EndingSignalTests : IDisposable
{
    // Half of what it took before a program was ended that is stuck; it ends within a second, and starts in less than one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Deaf = """
        trap '' INT TERM HUP
        echo begun >"$HOSTS/begun"
        exec sleep 20
        """;

    // More than a pipe holds.
    private const string Talkative = """
        echo look
        echo uptime 1
        echo deployed now me
        seq -f 'tunnel autossh-red%05.0f.service 127.0.0.1 8001 red001 22 ssh' 3000
        echo
        """;

    private readonly StandInSsh _ssh = new();

    public void Dispose() => _ssh.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task An_ssh_that_hears_no_signal_holds_nobody(string signal)
    {
        _ssh.Script("red", Deaf);
        using var program = _ssh.Start("status", "--host", "red");
        await BegunAsync(program);
        Signal(program, signal);
        Assert.Equal(130, ExitCodeOf(program));
    }

    [Theory]
    [InlineData("TERM", 1)]
    [InlineData("INT", 1)]
    [InlineData("TERM", 2)]
    public void A_reader_that_does_not_read_holds_nobody(string signal, int times)
    {
        _ssh.Script("red", Talkative);
        using var program = _ssh.Start("status", "--host", "red");
        Assert.NotEqual(-1, program.StandardOutput.BaseStream.ReadByte());
        for (var i = 0; i < times; i++)
        {
            Signal(program, signal);
        }
        Assert.Equal(130, ExitCodeOf(program));
    }

    private async Task BegunAsync(Process program)
    {
        while (!File.Exists(_ssh.Folder["hosts/begun"]))
        {
            Assert.False(program.HasExited);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static void Signal(Process program, string signal) =>
        RealProgram.Run("kill", $"-{signal}", $"{program.Id}");

    private static int ExitCodeOf(Process program)
    {
        var hasEnded = program.WaitForExit(Patience);
        if (!hasEnded)
        {
            program.Kill();
        }
        Assert.True(hasEnded, $"after {Patience.TotalSeconds} s it still runs");
        return program.ExitCode;
    }
}
