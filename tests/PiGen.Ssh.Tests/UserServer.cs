using PiGen.Testing;

namespace PiGen.Ssh.Tests;

/// <summary>
/// A server whose <c>ann</c> is no root, with a home of her own and this machine's real sudo. She is there for this server
/// alone: its users and sudoers lie over the machine's in a mount namespace.
/// </summary>
internal sealed class UserServer(SshServer server) : IAsyncDisposable
{
    /// <summary>Hers, with what a shell, a pipe or a quotation might trip over.</summary>
    public const string Password = """it's "my" $word""";

    // openssl passwd -6 -salt pigentest PASSWORD
    private const string PasswordHash =
        "$6$pigentest$xyL4Psiymjr2ynXRKro3q/I1uLKAOir5ibnPGSpinsV7OkmQndemcw6xTUQBT88FsaV/pCHV.fwKO3pMCbd5Z/";

    private const string Id = "4242";

    private const string Enter = """
        for file in passwd shadow group sudoers pam.d/sudo; do mount --bind "$0/$file" "/etc/$file" || exit 99; done
        for folder in /run/sudo /var/lib/sudo; do [ ! -d "$folder" ] || mount -t tmpfs none "$folder" || exit 99; done
        exec "$@"
        """;

    public SshServer Server => server;

    public string Home => server.Folder["home"];

    /// <param name="sudoers">Lines of sudoers(5).</param>
    /// <param name="shell">Her login shell.</param>
    /// <param name="settings">Lines of sshd_config; null for an SFTP server and nothing else.</param>
    /// <param name="first">Of sshd_config, as <c>NAME=VALUE</c>; they go before all others.</param>
    public static async Task<UserServer> StartAsync(
        string sudoers = "",
        string shell = "/bin/bash",
        string[]? settings = null,
        string[]? first = null
    )
    {
        var missing = RealProgram.Missing("unshare", "mount", "sudo", "bash");
        Assert.SkipWhen(missing is not null, missing ?? "");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give a server users of its own");
        var folder = new TemporaryFolder();
        WriteUsers(folder, sudoers, shell);
        string[] around =
        [
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            Enter,
            folder.Path,
            SshServer.Program,
            .. (first ?? []).SelectMany(setting => new[] { "-o", setting }),
        ];
        return new(await SshServer.StartAsync(folder, around, settings ?? ["Subsystem sftp internal-sftp"]));
    }

    /// <summary>What lies in her home, but for what her shells read or write by themselves.</summary>
    public IEnumerable<string> NamesInHome() =>
        Directory
            .EnumerateFileSystemEntries(Home)
            .Select(path => Path.GetFileName(path))
            .Where(name => name is not ".bashrc" and not ".config" and not ".local" and not ".cache")
            .Order(StringComparer.Ordinal);

    public SshOptions Options() => server.Options() with { Destination = SshDestination.TryParse("ann@red")! };

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static void WriteUsers(TemporaryFolder folder, string sudoers, string shell)
    {
        var home = Directory.CreateDirectory(folder["home"]).FullName;
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_001_001);
        RealProgram.Run("chown", Id, home);
        // BusyBox is whatever it is called.
        var called = Path.GetFileName(shell) == "busybox" ? folder["sh"] : shell;
        if (called != shell)
        {
            File.CreateSymbolicLink(called, shell);
        }
        Write("passwd", $"ann:x:{Id}:{Id}::{home}:{called}");
        Write("group", $"ann:x:{Id}:");
        Write("shadow", $"ann:{PasswordHash}:19000:0:99999:7:::");
        folder.Write("sudoers", $"Defaults !lecture\n{sudoers}\n");
        // As Debian has it, but for the two seconds after a wrong password.
        folder.Write("pam.d/sudo", "auth required pam_unix.so nodelay\naccount required pam_unix.so\n");
        RealProgram.Run("chmod", "0440", folder["sudoers"], folder["shadow"]);

        void Write(string name, string line) => folder.Write(name, File.ReadAllText("/etc/" + name) + line + "\n");
    }
}
