using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>The program itself, killed in the middle of a render, by strace, at each of the calls that change the folder.</summary>
public class RenderCrashTests
{
    private static readonly string[] Before = ["--workers", "red[1-2]", "--wlan", "10.0.0.1", "--expose", "80:8080"];
    private static readonly string[] After = ["--workers", "red[2-3]", "--wlan", "10.0.0.2"];

    [Theory]
    [InlineData("renameat2")]
    [InlineData("mkdirat")]
    [InlineData("unlinkat")]
    public void A_render_that_is_killed_has_happened_as_a_whole_or_not_at_all(string call) =>
        KillAtEvery(3, call, Before, mine: "red/mine");

    // Its folders come with all that is in them.
    [Theory]
    [InlineData("renameat2")]
    [InlineData("unlinkat")]
    public void So_has_a_first_render(string call) => KillAtEvery(1, call, before: [], mine: "mine");

    private static void KillAtEvery(int step, string call, string[] before, string mine)
    {
        Assert.SkipWhen(RealProgram.Missing("strace") is not null, "not installed: strace");
        var (old, next) = (SnapshotOf(before, mine), SnapshotOf(After, mine));
        for (var turn = 1; ; turn += step)
        {
            using var output = new TemporaryFolder();
            Prepare(output, before, mine);
            var killed = Kill(call, turn, output);
            // Whoever opens the folder next puts it right, even if it then refuses what is asked.
            Pigen.Run("render", "--workers", "red[", "--output", output.Path);
            Assert.Contains(output.Snapshot(), (string[])[old, next]);
            if (!killed)
            {
                Assert.True(turn > 1, $"a render makes no call {call}");
                return;
            }
        }
    }

    private static string SnapshotOf(string[] options, string mine)
    {
        using var output = new TemporaryFolder();
        Prepare(output, options, mine);
        return output.Snapshot();
    }

    /// <param name="options">Of a render; none for an empty folder.</param>
    private static void Prepare(TemporaryFolder output, string[] options, string mine)
    {
        if (options.Length > 0)
        {
            Assert.Equal("", Pigen.Run(["render", .. options, "--output", output.Path]).Error);
        }
        output.Write(mine, "mine");
    }

    private static bool Kill(string call, int turn, TemporaryFolder output)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "pigen.dll");
        var inject = $"inject={call}:signal=KILL:when={turn}";
        string[] strace = ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", inject];
        var answer = RealProgram.Run(
            "strace",
            [.. strace, "dotnet", "exec", program, "render", .. After, "--output", output.Path]
        );
        return answer.ExitCode != 0;
    }
}
