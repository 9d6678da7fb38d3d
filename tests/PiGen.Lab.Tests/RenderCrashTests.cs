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
    public void A_render_that_is_killed_has_happened_as_a_whole_or_not_at_all(string call)
    {
        Assert.SkipWhen(RealProgram.Missing("strace") is not null, "not installed: strace");
        var (old, next) = (SnapshotOf(Before), SnapshotOf(After));
        for (var turn = 1; ; turn += 3)
        {
            using var output = new TemporaryFolder();
            Render(output, Before);
            output.Write("red/mine", "mine");
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

    private static string SnapshotOf(string[] options)
    {
        using var output = new TemporaryFolder();
        Render(output, options);
        output.Write("red/mine", "mine");
        return output.Snapshot();
    }

    private static void Render(TemporaryFolder output, string[] options) =>
        Assert.Equal("", Pigen.Run(["render", .. options, "--output", output.Path]).Error);

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
