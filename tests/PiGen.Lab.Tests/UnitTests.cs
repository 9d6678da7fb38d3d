using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>The units, read by systemd itself.</summary>
public sealed class UnitTests : IDisposable
{
    private const string Systemd = "/lib/systemd/systemd";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--kind", "autossh")]
    [InlineData("--kind", "tutorial")]
    [InlineData("--kind", "autossh", "--expose", "80,443:8080")]
    [InlineData("--kind", "autossh", "--wlan", "fd00::24", "--identity", "/home/pi/my keys/id")]
    [InlineData("--kind", "tutorial", "--wlan", "fd00::24", "--identity", "/home/pi/my keys/id")]
    public void Systemd_has_nothing_to_say_about_any_unit(params string[] more)
    {
        Assert.SkipWhen(
            RealProgram.Missing("systemd-analyze", "autossh") is not null,
            "not installed: systemd-analyze or autossh"
        );
        Render("red00[1-2]", more);
        var units = Directory.GetFiles(_folder["red/etc/systemd/system"]);
        var answer = RealProgram.Run("systemd-analyze", ["verify", "--man=no", .. units]);
        Assert.Equal(new Answer(0, "", ""), answer);
    }

    [Theory]
    [InlineData("/home/pi/.ssh/id_rsa")]
    [InlineData("/home/pi/my keys/id")]
    [InlineData("/home/pi/a;b ; #c/[k]*{x}/@-é")]
    public void Systemd_reads_the_words_that_were_meant(string identity)
    {
        Render("red001", "--wlan", "fd00::24", "--identity", identity);
        Assert.Equal(
            [
                .. "/usr/bin/autossh -M 0".Split(' '),
                .. Options("BatchMode yes", "ConnectTimeout 10", "ExitOnForwardFailure yes"),
                .. Options("ServerAliveInterval 30", "ServerAliveCountMax 3", "ControlMaster no", "ControlPath none"),
                "-i",
                identity,
                .. "-NL [fd00::24]:8001:localhost:22 pi@red001".Split(' '),
            ],
            WordsOf("autossh-red001.service")
        );
    }

    [Theory]
    [InlineData("/home/pi/.ssh/id_rsa")]
    [InlineData("/home/pi/my keys/id")]
    public void Systemd_reads_the_words_of_the_tutorials_unit(string identity)
    {
        Render("red001", "--wlan", "192.168.1.24", "--identity", identity, "--kind", "tutorial");
        Assert.Equal(
            [
                .. "/usr/bin/autossh -M 0".Split(' '),
                .. Options("ServerAliveInterval 30", "ServerAliveCountMax 3"),
                "-i",
                identity,
                .. "-NL 192.168.1.24:8001:localhost:22 pi@red001".Split(' '),
            ],
            WordsOf("autossh-red001.service")
        );
    }

    [Theory]
    [InlineData("100%n 50%% $HOME ${HOME} $$ it's \"it\" \\x41\\n")]
    [InlineData(";")]
    [InlineData("-@")]
    [InlineData("\\;")]
    [InlineData("'")]
    [InlineData(" # é")]
    public void Systemd_reads_any_word_that_a_template_writes(string word)
    {
        _folder.Write(
            "pack/echo.scriban",
            $$$"""
            +++
            each = "cluster"
            host = manager.name
            path = "/etc/systemd/system/echo.service"
            mode = "0644"
            language = "systemd"
            +++
            [Service]
            ExecStart=/bin/echo {{ `{{{word}}}` }} end

            """
        );
        Render("red001", "--templates", _folder["pack"]);
        Assert.Equal(["/bin/echo", word, "end"], WordsOf("echo.service"));
    }

    private static IEnumerable<string> Options(params string[] options) =>
        options.SelectMany(option => new[] { "-o", option });

    private void Render(string workers, params string[] more)
    {
        string[] wlan = more.Contains("--wlan") ? [] : ["--wlan", "192.168.1.24"];
        var answer = Pigen.Run(["render", "--workers", workers, .. wlan, "--output", _folder.Path, .. more]);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
    }

    // systemd dumps all units that it would start, with their command lines quoted for a shell, and does nothing: systemd(1), --test.
    // It refuses to do so for root; '$$' stays as it is until the command runs.
    private string[] WordsOf(string unit)
    {
        Assert.SkipWhen(RealProgram.Missing("unshare", Systemd) is not null, $"not installed: unshare or {Systemd}");
        var folder = _folder["red/etc/systemd/system"];
        var dump = RealProgram.Run(
            "unshare",
            ["--map-user=1000", Systemd, "--test", "--system", $"--unit={unit}"],
            new() { ["SYSTEMD_UNIT_PATH"] = $"{folder}:" }
        );
        Assert.SkipWhen(dump.ExitCode != 0, $"systemd --test does not run here: {dump.Error}");
        var line = dump
            .Out.Split('\n')
            .SkipWhile(line => !line.EndsWith($"Fragment Path: {folder}/{unit}", StringComparison.Ordinal))
            .First(line => line.Contains("Command Line: ", StringComparison.Ordinal));
        var words = RealProgram.Run(
            "sh",
            "-c",
            "printf '%s\\n' " + line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]
        );
        return words.Out.TrimEnd('\n').Replace("$$", "$", StringComparison.Ordinal).Split('\n');
    }
}
