using System.Diagnostics;
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
        for file in passwd shadow group sudoers; do mount --bind "$0/$file" "/etc/$file" || exit 99; done
        for folder in /run/sudo /var/lib/sudo; do [ ! -d "$folder" ] || mount -t tmpfs none "$folder" || exit 99; done
        exec "$@"
        """;

    public SshServer Server => server;

    public string Home => server.Folder["home"];

    /// <param name="sudoers">Lines of sudoers(5).</param>
    public static Task<UserServer> StartAsync(params string[] sudoers) => StartWithAsync([], sudoers);

    /// <param name="settings">Of sshd_config, as <c>NAME=VALUE</c>; they go before all others.</param>
    public static async Task<UserServer> StartWithAsync(string[] settings, params string[] sudoers)
    {
        var missing = RealProgram.Missing("unshare", "mount", "sudo", "bash");
        Assert.SkipWhen(missing is not null, missing ?? "");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give a server users of its own");
        var folder = new TemporaryFolder();
        WriteUsers(folder, sudoers);
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
            .. settings.SelectMany(setting => new[] { "-o", setting }),
        ];
        return new(await SshServer.StartAsync(folder, around, ["Subsystem sftp internal-sftp"]));
    }

    public SshOptions Options() => server.Options() with { Destination = SshDestination.TryParse("ann@red")! };

    /// <summary>As if the person's program were killed: all at once, and without a word to the server.</summary>
    public void KillClients()
    {
        foreach (var client in Process.GetProcessesByName("ssh").Where(IsOurs))
        {
            client.Kill();
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    // Only commands over a connection name the configuration; the connection itself goes by its socket.
    private bool IsOurs(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(server.Folder["ssh_config"]);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void WriteUsers(TemporaryFolder folder, string[] sudoers)
    {
        var home = Directory.CreateDirectory(folder["home"]).FullName;
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_001_001);
        RealProgram.Run("chown", Id, home);
        Write("passwd", $"ann:x:{Id}:{Id}::{home}:/bin/bash");
        Write("group", $"ann:x:{Id}:");
        Write("shadow", $"ann:{PasswordHash}:19000:0:99999:7:::");
        folder.Write("sudoers", string.Join('\n', ["Defaults !lecture", .. sudoers, ""]));
        RealProgram.Run("chmod", "0440", folder["sudoers"], folder["shadow"]);

        void Write(string name, string line) => folder.Write(name, File.ReadAllText("/etc/" + name) + line + "\n");
    }
}
