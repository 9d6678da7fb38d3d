using System.Text.RegularExpressions;
using PiGen.Cli.Tests.Ssh;
using PiGen.Templating.Text;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>What a host or somebody's file says is shown with nothing in it that nobody sees.</summary>
public sealed class DeceptiveTextTests : IDisposable
{
    private const string Status = """
        cat <<'END'
        look
        uptime 100.00
        pending restart \u202Eunit\e[2J
        deployed 2026-01-02T03:04:05Z me\u202Eme
        holder 2026-01-02T03:04:05Z you\u200Byou 1
        deploying now
        tunnel autossh\u2066.service 127.0.0.1 8001 red001 22 ssh
        recorded 1111 /etc/\u202Efile
        found 2222  /etc/\u202Efile

        Id=autossh\u2066.service
        ActiveState=act\u202Eive
        SubState=running
        END
        """;

    private readonly StandInSsh _ssh = new();

    public void Dispose() => _ssh.Dispose();

    [Fact]
    public void A_managers_status()
    {
        _ssh.Script("red", Regex.Unescape(Status));
        var answer = _ssh.Run("status", "--host", "red");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        AssertShown(answer, "me\\u202Eme", "\\u001B[2J", "/etc/\\u202Efile", "you\\u200Byou", "act\\u202Eive");
    }

    [Fact]
    public void A_workers_refusal()
    {
        _ssh.Script("red001", "printf 'go \u202Eaway\e[2J\n' >&2; exit 255");
        AssertShown(
            _ssh.Run("keys", "list", "--workers", "red001", "--user", Environment.UserName, "--wlan", "192.168.1.24"),
            "go \\u202Eaway\\u001B[2J"
        );
    }

    [Fact]
    public void What_ssh_says()
    {
        _ssh.Script("red", "printf 'Bad \u202Eword\e[2J\n' >&2; exit 255");
        AssertShown(_ssh.Run("status", "--host", "red"), "Bad \\u202Eword\\u001B[2J");
    }

    [Theory]
    [InlineData("\u202E")]
    [InlineData("\u200B")]
    [InlineData("\u2028")]
    [InlineData("\u0085")]
    [InlineData("\u00A0")]
    [InlineData("\t")]
    [InlineData("\U000E0041")]
    public void A_path_with_what_nobody_sees_is_no_place_for_an_artifact(string letter)
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "pack/x.scriban",
            $"+++\neach = \"cluster\"\nhost = manager.name\npath = \"/etc/a{letter}b\"\nmode = \"0644\"\nlanguage = \"text\"\n+++\n"
        );
        var answer = Pigen.Run(
            "render",
            "--workers",
            "red00[1-2]",
            "--wlan",
            "192.168.1.24",
            "--templates",
            folder["pack"],
            "--output",
            folder["out"]
        );
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("error PG0407", answer.Error, StringComparison.Ordinal);
        AssertShown(answer);
    }

    [Fact]
    public void A_caret_stands_under_its_letter_behind_an_escape()
    {
        var error = Pigen.Run("hosts", "expand", "\u200Bred001[").Error;
        Assert.Contains("1 | \\u200Bred001[\n  |             ^\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_mistakes_the_first_fifty_are_told_and_how_many_more()
    {
        using var folder = new TemporaryFolder();
        folder.Write("pack/x.scriban", string.Concat(Enumerable.Repeat("{{ x = }}\n", 20_000)));
        var answer = Pigen.Run("template", "check", folder["pack"]);
        var told = answer.Error.Split('\n').Count(line => line.StartsWith("error PG", StringComparison.Ordinal));
        Assert.Equal((1, 50), (answer.ExitCode, told));
        Assert.Matches("\nand [0-9]+ more\n$", answer.Error);
    }

    private static void AssertShown(Answer answer, params string[] texts)
    {
        var lines = (answer.Out + answer.Error).Split('\n');
        Assert.DoesNotContain(lines, line => !ShownText.IsPlain(line));
        Assert.All(texts, text => Assert.Contains(lines, line => line.Contains(text, StringComparison.Ordinal)));
    }
}
