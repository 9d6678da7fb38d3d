using PiGen.Cli.Tests.Ssh;

namespace PiGen.Cli.Tests;

/// <summary>What a host sends has an end, in bytes and in time. The program that is run has less memory than the answers have bytes.</summary>
public sealed class AnswerLimitTests
{
    [Theory]
    [InlineData("exec yes", "longer than 64 MiB")]
    [InlineData("exec yes ''", "longer than 64 MiB")]
    [InlineData("exec cat /dev/zero", "with a line longer than 64 KiB")]
    [InlineData("head -c 65536 /dev/zero | tr '\\0' x; sleep 5", "with a line longer than 64 KiB")]
    public void An_answer_without_end_is_said_of_the_host(string script, string what)
    {
        using var ssh = new StandInSsh();
        ssh.Script("red", script);
        var answer = ssh.Run("status", "--host", "red");
        Assert.Equal(
            (1, "", $"error: red gave an answer {what}"),
            (answer.ExitCode, answer.Out, answer.Error.Split('\n')[0])
        );
    }
}
