using PiGen.Cli.Files;
using PiGen.Templating.Text;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>What a person has for ssh, with the line ends and the byte order mark of Windows.</summary>
public sealed class SshLineEndTests : IDisposable
{
    private const string Key =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL8O1K1xm40dv7htLoVCh529DVmStMBw3KrdwcaO/Qto me@laptop";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sections_of_ssh_config_that_were_saved_so_are_installed_as_without()
    {
        Assert.SkipWhen(RealProgram.Missing("ssh") is not null || OperatingSystem.IsWindows(), "not installed: ssh");
        Pigen.Render(_folder["own"]);
        var artifact = _folder.Read("own/laptop/ssh_config.jump");
        foreach (var ends in (string[])["\n", "\r\n"])
        {
            var mine = $"Host web{ends}  Port 2222{ends}";
            string Installed(string sections)
            {
                _folder.Write("own/laptop/ssh_config.jump", sections);
                _folder.Write("config", mine);
                string[] args = ["--config", _folder["config"], "--output", _folder["own"], "--yes", "--force"];
                Assert.Equal(0, Pigen.Run(["ssh-config", "install", "--inline", .. args]).ExitCode);
                var installed = _folder.Read("config");
                Assert.Equal(
                    0,
                    Pigen
                        .Run("ssh-config", "remove", "--config", _folder["config"], "--manager", "red", "--yes")
                        .ExitCode
                );
                Assert.Equal(mine, _folder.Read("config"));
                return installed;
            }
            var plain = Installed(artifact);
            Assert.Equal(ends == "\n" ? 0 : plain.Count(c => c == '\n'), plain.Count(c => c == '\r'));
            Assert.All(LineEndTests.Ways, way => Assert.Equal(plain, Installed(way(artifact))));
        }
    }

    [Fact]
    public void A_persons_ssh_config_is_understood_the_same_and_keeps_its_line_ends()
    {
        Assert.SkipWhen(RealProgram.Missing("ssh") is not null || OperatingSystem.IsWindows(), "not installed: ssh");
        const string Mine = "# mine\nHost \"red001\"\n\tUser=me\n\nMatch host red002 # why\n  Port 2222\n";
        Answer Installed(string config, params string[] more)
        {
            _folder.Write("config", config);
            string[] cluster = ["--workers", "red00[1-2]", "--wlan", "192.168.1.24", "--yes"];
            return Pigen.Run(["ssh-config", "install", "--config", _folder["config"], .. cluster, .. more]);
        }
        var saved = LineEndTests.Ways[0](Mine);
        var told = Installed(Mine);
        Assert.Contains("PG0721", told.Error, StringComparison.Ordinal);
        Assert.Equal(told, Installed(saved));
        Assert.Equal(0, Installed(saved, "--force").ExitCode);
        Assert.Equal($"Include {_folder["config.d"]}/pigen-*.conf\r\n{saved}", _folder.Read("config"));
        Pigen.Run("ssh-config", "remove", "--config", _folder["config"], "--manager", "red", "--yes");
        Assert.Equal(saved, _folder.Read("config"));
    }

    // OpenSSH does not read one with a byte order mark, so it is left for the person to mend.
    [Fact]
    public void A_persons_ssh_config_that_ssh_refuses_is_left_alone()
    {
        Assert.SkipWhen(RealProgram.Missing("ssh") is not null || OperatingSystem.IsWindows(), "not installed: ssh");
        _folder.Write("config", "\uFEFFHost web\n");
        var before = _folder.Snapshot();
        string[] cluster = ["--workers", "red001", "--wlan", "192.168.1.24", "--yes", "--force"];
        var answer = Pigen.Run(["ssh-config", "install", "--config", _folder["config"], .. cluster]);
        Assert.Equal((1, before), (answer.ExitCode, _folder.Snapshot()));
        Assert.Contains("ssh does not read the configuration as it is", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Public_keys_are_read_so_too()
    {
        string Read(string text)
        {
            var diagnostics = new DiagnosticBag();
            var keys = PersonsSshFolder.ReadPublic(new("--key", _folder.Write("k.pub", text)), diagnostics);
            return string.Join('\n', [.. keys.Select(key => key.ToString()), .. diagnostics.Select(Place)]);
        }
        foreach (var text in (string[])[$"{Key}\n", $"# mine\n\n{Key}\n{Key} 2\n", $"{Key}\nnone é\n"])
        {
            var plain = Read(text);
            Assert.All(LineEndTests.Ways, way => Assert.Equal(plain, Read(way(text))));
        }
        Assert.Equal(Key, Read($"{Key}\n"));

        static string Place(Diagnostic one) => $"{one.Code} {one.Span.Source.PlaceOf(one.Span.Start)} {one.Span.Text}";
    }
}
