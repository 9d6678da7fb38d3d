using PiGen.Cli.Tests.Ssh;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>Whatever one worker prints, the others are heard.</summary>
public sealed class HostileWorkerTests : IDisposable
{
    private const string Lost = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f lost";
    private const string Kept = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f kept";

    // A line that is cut after 64 KiB, and what would then stand at the start of one.
    private const string Forged = """
        head -c 65532 /dev/zero | tr '\0' x
        printf 'end 0\nout none .ssh\nend 0\nworker 1 0\nout\nbm9uZSAuc3NoCm5vbmUgYQpub25lIGIK\nerr\nend\n'
        head -c 65536 /dev/zero | tr '\0' y
        printf 'worker 1 0\nout\nbm9uZSAuc3NoCm5vbmUgYQpub25lIGIK\nerr\nend\n'
        """;

    private readonly StandInSsh _ssh = new();

    public void Dispose() => _ssh.Dispose();

    public static TheoryData<string> Scripts =>
        new(
            Forged,
            "exec >&2\n" + Forged + "\nexit 255",
            "exec yes",
            "exec yes >&2",
            "exec head -c 150000000 /dev/zero",
            "exec head -c 200000 /dev/urandom",
            "printf 'folder .ssh\\nfile .ssh/authorized_keys\\n!!!!\\nfile .ssh/authorized_keys.pigen\\nQQ\\n'",
            "printf 'folder .ssh\\nfile .ssh/authorized_keys\\n'",
            "exec sleep 30",
            "trap '' TERM; sleep 30",
            "kill -9 $PPID",
            "exit 255",
            ":"
        );

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_key_is_revoked_on_a_good_worker_whatever_an_evil_one_prints(string script)
    {
        Push("good");
        _ssh.Script("evil", script);
        var answer = Keys("revoke", "--key", _ssh.Folder.Write("lost.pub", Lost + "\n"), "--yes");
        Assert.Equal((1, Kept + "\n"), (answer.ExitCode, File.ReadAllText(_ssh.Home("good", ".ssh/authorized_keys"))));
        Assert.Contains("not reached: evil (", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("good", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Forged)]
    [InlineData("exec yes")]
    public void Another_workers_login_is_told_as_it_is(string script)
    {
        _ssh.Script("evil", script);
        _ssh.Script("good", "echo 'Permission denied (publickey).' >&2; exit 255");
        Assert.Contains("red →     good  root  closed: login refused", Keys("list").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec yes")]
    [InlineData(Forged)]
    public void Another_workers_host_key_is_shown_as_it_is(string script)
    {
        var key = Lost[..Lost.LastIndexOf(' ')];
        _ssh.Script("evil.keys", script);
        _ssh.Script("good.keys", $"echo good {key}");
        var answer = Keys("trust", "--yes");
        Assert.Equal(
            (1, $"good {key}\n"),
            (answer.ExitCode, File.ReadAllText(_ssh.Home("red.local", ".ssh/known_hosts")))
        );
        Assert.Contains("no host key was shown by evil", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_run_left_on_the_manager_that_was_killed_is_taken_away_by_the_next()
    {
        var abandoned = Directory.CreateDirectory($"/tmp/pigen-keys-{Guid.NewGuid():n}"[..26]).FullName;
        try
        {
            File.WriteAllText(Path.Combine(abandoned, "0.in"), "secret");
            Directory.SetLastWriteTimeUtc(abandoned, DateTime.UtcNow.AddHours(-1));
            Keys("list");
            Assert.False(Directory.Exists(abandoned));
        }
        finally
        {
            if (Directory.Exists(abandoned))
            {
                Directory.Delete(abandoned, recursive: true);
            }
        }
    }

    // As a push has left it.
    private void Push(string worker)
    {
        _ssh.Folder.Write($"hosts/{worker}/.ssh/authorized_keys", $"{Kept}\n{Lost}\n");
        _ssh.Folder.Write($"hosts/{worker}/.ssh/authorized_keys.pigen", $"key {Kept}\nkey {Lost}\n");
    }

    private Answer Keys(string verb, params string[] more) =>
        _ssh.Run([
            "keys",
            verb,
            "--workers",
            "evil,good",
            "--manager",
            "red",
            "--user",
            Environment.UserName,
            "--wlan",
            "192.168.1.24",
            .. more,
        ]);
}
