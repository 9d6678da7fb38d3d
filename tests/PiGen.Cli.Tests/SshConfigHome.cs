using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>A home folder of a test's own, with an ssh_config to be.</summary>
public sealed class SshConfigHome : IDisposable
{
    private const string Listing = """
        cd "$1" || exit
        find . -printf '%p %M %u:%g %l\n' | LC_ALL=C sort
        find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2
        """;

    private readonly TemporaryFolder _folder = new();

    public string Config => _folder["home/.ssh/config"];

    public string Blocks(string cluster) => _folder[$"home/.ssh/config.d/pigen-{cluster}.conf"];

    public string Path(string relative) => _folder[$"home/{relative}"];

    public SshConfigHome() => Directory.CreateDirectory(_folder["home"]);

    public void Dispose() => _folder.Dispose();

    /// <summary>Prepares it with a script that runs in the home folder.</summary>
    public void Prepare(string script) =>
        Assert.Equal(
            0,
            RealProgram.Run("sh", "-euc", "umask 077; cd \"$1\"; " + script, "sh", _folder["home"]).ExitCode
        );

    /// <summary>Every file and folder, with mode, owner and hash.</summary>
    public string Snapshot() => RealProgram.Run("sh", "-c", Listing, "sh", _folder["home"]).Out;

    public Answer Run(string verb, params string[] more) =>
        Pigen.Run(["ssh-config", verb, "--config", Config, .. more]);

    public Answer Install(params string[] more) =>
        Run("install", ["--workers", "red00[1-2]", "--wlan", "192.168.1.24", "--yes", .. more]);

    public Answer Remove(params string[] more) => Run("remove", ["--manager", "red", "--yes", .. more]);

    /// <summary>What ssh says about a name: the first value of each keyword.</summary>
    public string Ask(string name, params string[] keywords)
    {
        var answer = RealProgram.Run("ssh", "-G", "-T", "-F", Config, name);
        Assert.Equal("", answer.Error);
        var lines = answer.Out.Split('\n');
        return string.Join(
            ", ",
            keywords.Select(word => lines.First(line => line.StartsWith(word + " ", StringComparison.Ordinal)))
        );
    }
}
