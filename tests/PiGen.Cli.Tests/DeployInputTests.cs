using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>An output folder that is not whole is refused before anything is sent: nothing even connects.</summary>
public sealed class DeployInputTests : IDisposable
{
    private const string Unit = "output/red/etc/systemd/system/autossh-red001.service";

    private readonly TemporaryFolder _folder = new();
    private readonly string _config;

    public DeployInputTests()
    {
        Pigen.Render(_folder["output"]);
        _config = _folder.Write("ssh_config", $"Host *\n  ProxyCommand touch '{_folder["connected"]}'\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "PG0502")]
    [InlineData("\"version\": 1", "\"version\": \"1\"", "PG0501")]
    [InlineData("\"artifacts\": [", "\"artefacts\": [", "PG0501")]
    [InlineData("\"version\": 1", "\"version\": 1, \"more\": 1", "PG0501")]
    [InlineData("\"version\": 1", "\"version\": 1, \"version\": 1", "PG0501")]
    [InlineData("\"path\": \"install.sh\"", "\"path\": \"../install.sh\"", "PG0503")]
    [InlineData("/etc/systemd/system/autossh-red001", "/etc/../../autossh-red001", "PG0503")]
    [InlineData("/etc/systemd/system/autossh-red001", "//etc/autossh-red001", "PG0503")]
    [InlineData("autossh-red001.service", "autossh-red002.service", "PG0503")]
    [InlineData("\"host\": \"laptop\"", "\"host\": \"../laptop\"", "PG0503")]
    [InlineData("\"mode\": \"0644\"", "\"mode\": \"4644\"", "PG0503")]
    [InlineData("\"mode\": \"0644\"", "\"mode\": \"0844\"", "PG0503")]
    [InlineData("\"sha256\": \"", "\"sha256\": \"0", "PG0503")]
    public void A_manifest_that_is_not_as_written_is_refused(string written, string broken, string code)
    {
        var manifest = _folder.Read("output/pigen.json");
        Assert.Contains(written, manifest, StringComparison.Ordinal);
        _folder.Write("output/pigen.json", manifest.Replace(written, broken, StringComparison.Ordinal));
        Assert.Equal((1, $"error {code}", false), Refusal());
    }

    [Fact]
    public void A_manifest_that_ends_too_early_is_refused_wherever_it_ends()
    {
        var manifest = _folder.Read("output/pigen.json").TrimEnd();
        for (var length = 0; length < manifest.Length; length += 97)
        {
            _folder.Write("output/pigen.json", manifest[..length]);
            Assert.Equal((1, "error PG0501", false), Refusal());
        }
    }

    [Fact]
    public void A_link_in_the_place_of_a_file_is_refused()
    {
        File.Delete(_folder[Unit]);
        File.CreateSymbolicLink(_folder[Unit], "/etc/hostname");
        Assert.Equal((1, "error PG0523", false), Refusal());
    }

    [Fact]
    public void A_link_in_the_place_of_a_folder_is_refused()
    {
        Directory.Move(_folder["output/red/etc"], _folder["etc"]);
        Directory.CreateSymbolicLink(_folder["output/red/etc"], _folder["etc"]);
        Assert.Equal((1, "error PG0523", false), Refusal());
    }

    [Fact]
    public void A_missing_file_is_refused()
    {
        File.Delete(_folder[Unit]);
        Assert.Equal((1, "error PG0522", false), Refusal());
    }

    [Fact]
    public void A_file_that_nobody_rendered_is_refused()
    {
        _folder.Write("output/red/etc/systemd/system/more.service", "");
        Assert.Equal((1, "error PG0524", false), Refusal());
    }

    [Fact]
    public void A_folder_that_nothing_was_rendered_into_is_refused()
    {
        Directory.Delete(_folder["output"], recursive: true);
        Assert.Equal((1, "error PG0521", false), Refusal());
    }

    // How deploy ends, what its complaint begins with, and whether it tried to connect.
    private (int ExitCode, string Complaint, bool HasConnected) Refusal()
    {
        var answer = Pigen.Run("deploy", "--yes", "--force", "--output", _folder["output"], "-F", _config);
        return (answer.ExitCode, answer.Error.Split(':')[0], File.Exists(_folder["connected"]));
    }
}
