using PiGen.Lab.Tests.Hosts;

namespace PiGen.Lab.Tests;

/// <summary>
/// Tests that begin with workers that only the laptop's key opens, and that nobody knows yet. What they do to the workers
/// and the laptop is undone after each.
/// </summary>
public abstract class FreshWorkerTests : LabTests
{
    // As if nothing but an image with the laptop's key had been written to the worker.
    private const string MakeFresh = """
        cd /home/pi
        cp -a .ssh .ssh.before
        printf '%s' "$1" >.ssh/authorized_keys
        rm -f .ssh/known_hosts
        """;

    private const string BringHomeBack = """
        cd /home/pi
        rm -rf .ssh .dotfiles
        mv .ssh.before .ssh
        """;

    protected FreshWorkerTests(Lab lab)
        : base(lab)
    {
        var key = Path.Combine(Lab.Laptop.Home, ".ssh/id_ed25519");
        LaptopsKey = Lab.Laptop.Do("ssh-keygen", "-y", "-f", key);
        File.WriteAllText(key + ".pub", LaptopsKey);
        Lab.Laptop.Know(
            string.Concat(KnownLines().Where(line => line.StartsWith("red.local", StringComparison.Ordinal)))
        );
        Lab.Manager.Do("rm", "/home/pi/.ssh/known_hosts");
        foreach (var worker in Workers)
        {
            worker.Do("sh", "-euc", MakeFresh, "sh", LaptopsKey);
        }
    }

    protected string LaptopsKey { get; }

    protected Worker[] Workers => [Lab.Red001, Lab.Red002];

    protected string KnownHosts => Path.Combine(Lab.Laptop.Home, ".ssh/known_hosts");

    protected override void Restore()
    {
        foreach (var worker in Workers)
        {
            worker.Do("sh", "-euc", BringHomeBack);
        }
    }

    private IEnumerable<string> KnownLines() => File.ReadLines(KnownHosts).Select(line => line + "\n");
}
