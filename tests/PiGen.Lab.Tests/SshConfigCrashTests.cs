using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>The program itself, killed while it changes a person's ssh_config, by strace, at each of the calls that change files.</summary>
public sealed class SshConfigCrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Config => _folder["home/.ssh/config"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rename", false)]
    [InlineData("fsync", true)]
    [InlineData("unlink", true)]
    [InlineData("mkdir", false)]
    public void Whatever_kills_it_ssh_reads_one_of_the_two_and_the_next_run_goes_on(string call, bool isThere)
    {
        Assert.SkipWhen(RealProgram.Missing("strace", "ssh") is not null, "not installed: strace, ssh");
        var before = Begin(isThere);
        string[] install = ["install", "--workers", "red00[1-2]"];
        string[] remove = ["remove", "--manager", "red"];
        var with = WhatIsMade(install, remove);
        var isKilled = true;
        for (var turn = 1; isKilled; turn++)
        {
            isKilled = Kill(call, turn, install);
            Assert.Contains(Bytes(), (string?[])[before, with]);
            Run(install);
            Assert.Equal(with, Bytes());
            isKilled |= Kill(call, turn, remove);
            Assert.Contains(Bytes(), (string?[])[before, with]);
            Run(remove);
            Assert.Equal(
                (before, isThere ? 1 : 0),
                (
                    Bytes(),
                    Directory.GetFileSystemEntries(_folder["home"], "*", SearchOption.AllDirectories).Count(File.Exists)
                )
            );
        }
    }

    private string? Begin(bool isThere)
    {
        Directory.CreateDirectory(_folder["home"]);
        Directory.CreateDirectory(_folder["tmp"]);
        if (isThere)
        {
            _folder.Write("home/.ssh/config", "Host web\n  Port 2222");
        }
        return Bytes();
    }

    private string? WhatIsMade(string[] install, string[] remove)
    {
        Run(install);
        var made = Bytes();
        Run(remove);
        return made;
    }

    private string? Bytes() => File.Exists(Config) ? File.ReadAllText(Config) : null;

    private string[] Words(string[] words) => ["ssh-config", .. words, "--yes", "--config", Config];

    private void Run(string[] words)
    {
        var answer = Pigen.Run(Words(words));
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
    }

    private bool Kill(string call, int turn, string[] words)
    {
        var inject = $"inject={call}:signal=KILL:when={turn}";
        string[] strace = ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", inject];
        var environment = new Dictionary<string, string> { ["TMPDIR"] = _folder["tmp"] };
        return RealProgram.Run("strace", [.. strace, .. PigenProgram.Command(Words(words))], environment).ExitCode != 0;
    }
}
