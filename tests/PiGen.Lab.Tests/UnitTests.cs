using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>The units, read by systemd itself.</summary>
public sealed class UnitTests : IDisposable
{
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
        string[] wlan = more.Contains("--wlan") ? [] : ["--wlan", "192.168.1.24"];
        Pigen.Run(["render", "--workers", "red00[1-2]", .. wlan, "--output", _folder.Path, .. more]);
        var units = Directory.GetFiles(_folder["red/etc/systemd/system"]);
        var answer = RealProgram.Run("systemd-analyze", ["verify", "--man=no", .. units]);
        Assert.Equal(new Answer(0, "", ""), answer);
    }
}
