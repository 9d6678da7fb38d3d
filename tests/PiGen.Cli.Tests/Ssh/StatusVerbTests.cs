using PiGen.Ssh.Tests;
using PiGen.Testing;

namespace PiGen.Cli.Tests.Ssh;

/// <summary>The verbs that only look, on a host where nothing was ever deployed: this one, by a real sshd.</summary>
public class StatusVerbTests
{
    [Theory]
    [InlineData(0, "nothing is deployed on manager\n", "")]
    [InlineData(2, "nothing is deployed on manager\n", "--exit-code")]
    [InlineData(
        0,
        "{\n  \"manager\": \"manager\",\n  \"well\": false,\n  \"deployed\": null,\n  \"deploying\": null,\n  \"unfinished\": false,\n  \"due\": [],\n  \"tunnels\": [],\n  \"drift\": []\n}\n",
        "--json"
    )]
    public async Task Where_nothing_is_deployed_status_says_so(int exitCode, string text, string option)
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        var answer = Run(server, ["status", .. option.Length == 0 ? (string[])[] : [option]]);
        Assert.Equal((exitCode, text, ""), (answer.ExitCode, answer.Out, answer.Error));
    }

    [Fact]
    public async Task Where_nothing_is_deployed_there_are_no_logs()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        Assert.Equal(
            (
                1,
                "",
                "error PG0006: nothing is deployed on manager\n --> NAME:1:1\n  |\n1 | red001\n  | ^^^^^^\nhint: deploy first: pigen deploy\n"
            ),
            Answered(Run(server, "logs", "red001"))
        );
    }

    [Fact]
    public async Task A_diff_needs_something_rendered()
    {
        await using var server = await SshServer.StartAsync("Subsystem sftp internal-sftp");
        Assert.Contains("PG0531", Run(server, "diff").Error);
    }

    private static (int, string, string) Answered(Answer answer) => (answer.ExitCode, answer.Out, answer.Error);

    private static Answer Run(SshServer server, params string[] arguments)
    {
        Assert.SkipWhen(Directory.Exists("/var/lib/pigen"), "something is deployed here");
        return Pigen.Run([
            .. arguments,
            "--host",
            "red",
            "-F",
            server.Folder["ssh_config"],
            "--output",
            server.Folder["nothing"],
        ]);
    }
}
