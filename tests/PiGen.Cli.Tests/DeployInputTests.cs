using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>A manifest that is not, to the last brace, as it was written is refused before anything connects.</summary>
public sealed class DeployInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _config;

    public DeployInputTests()
    {
        Pigen.Render(_folder["output"]);
        _config = _folder.Write("ssh_config", $"Host *\n  ProxyCommand touch '{_folder["connected"]}'\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"version\": 1", "\"version\": \"1\"", "PG0501")]
    [InlineData("\"version\": 1", "\"version\": 1, \"more\": 1", "PG0501")]
    [InlineData("\"version\": 1", "\"version\": 1, \"version\": 1", "PG0501")]
    [InlineData("/etc/systemd/system/autossh-red001", "//etc/autossh-red001", "PG0503")]
    [InlineData("autossh-red001.service", "autossh-red002.service", "PG0503")]
    [InlineData("\"host\": \"laptop\"", "\"host\": \"../laptop\"", "PG0503")]
    [InlineData("\"mode\": \"0644\"", "\"mode\": \"0844\"", "PG0503")]
    public void A_manifest_that_says_more_or_something_else_is_refused(string written, string broken, string code)
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

    // How deploy ends, what its complaint begins with, and whether it tried to connect.
    private (int ExitCode, string Complaint, bool HasConnected) Refusal()
    {
        var answer = Pigen.Run("deploy", "--yes", "--force", "--output", _folder["output"], "-F", _config);
        return (answer.ExitCode, answer.Error.Split(':')[0], File.Exists(_folder["connected"]));
    }
}
