using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PiGen.Testing;

namespace PiGen.Ssh.Tests;

/// <summary>A real sshd on a port of this machine, with keys, configuration and known hosts of its own; the client's <c>red</c> leads to it.</summary>
internal sealed class SshServer : IAsyncDisposable
{
    internal const string Program = "/usr/sbin/sshd";

    private readonly Process _process;

    private SshServer(TemporaryFolder folder, Process process, int port) =>
        (Folder, _process, Port) = (folder, process, port);

    public static string? Missing =>
        !File.Exists(Program)
            ? $"not installed: {Program}"
            : RealProgram.Missing("ssh", "ssh-keygen", "pkill", "pgrep");

    public TemporaryFolder Folder { get; }

    public int Port { get; }

    /// <param name="settings">Of sshd_config, a line each.</param>
    public static Task<SshServer> StartAsync(params string[] settings) => StartAsync(new(), [Program], settings);

    /// <param name="around">The server's program, and what starts it.</param>
    internal static async Task<SshServer> StartAsync(TemporaryFolder folder, string[] around, string[] settings)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        MakeKeys(folder);
        var port = FreePort();
        folder.Write("sshd_config", string.Join('\n', [.. Settings(folder, port), .. settings, ""]));
        WriteClientConfig(folder, port);
        var start = new ProcessStartInfo(
            around[0],
            [.. around[1..], "-D", "-E", folder["log"], "-f", folder["sshd_config"]]
        );
        var server = new SshServer(folder, Process.Start(start)!, port);
        await server.WaitAsync();
        return server;
    }

    /// <param name="host">A host of <c>ssh_config</c>; <see cref="WriteClientConfig"/> has them.</param>
    public SshOptions Options(string host = "red") =>
        new()
        {
            Destination = SshDestination.TryParse(host)!,
            ConfigFile = Folder["ssh_config"],
            MayAsk = false,
        };

    public void AddToClientConfig(string lines) => File.AppendAllText(Folder["ssh_config"], lines + "\n");

    /// <summary>How often somebody has logged in.</summary>
    public int Logins() =>
        File.ReadLines(Folder["log"]).Count(line => line.Contains("Accepted publickey", StringComparison.Ordinal));

    /// <summary>Ends the server's end of every connection, as a power cut would.</summary>
    public void CutConnections() => RealProgram.Run("pkill", "-P", _process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether all connections end within some time.</summary>
    public async Task<bool> HasNoConnectionAsync()
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(20))
        {
            if (RealProgram.Run("pgrep", "-P", _process.Id.ToString(CultureInfo.InvariantCulture)).ExitCode != 0)
            {
                return true;
            }
        }
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        // All of it, the listener stopped first: a connection taken meanwhile would make its log anew in a folder that is going.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Folder.Dispose();
    }

    private static void MakeKeys(TemporaryFolder folder)
    {
        foreach (var key in ((string[])["host", "key", "stranger"]).Where(key => !File.Exists(folder[key])))
        {
            RealProgram.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder[key]);
        }
        // sshd run by root wants it, and makes it nowhere but in its unit.
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd");
        }
    }

    private static string[] Settings(TemporaryFolder folder, int port) =>
        [
            $"Port {port}",
            "ListenAddress 127.0.0.1",
            $"HostKey {folder["host"]}",
            $"AuthorizedKeysFile {folder["key.pub"]}",
            "StrictModes no",
            "PidFile none",
            "UsePAM no",
            "PermitRootLogin yes",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
        ];

    private static void WriteClientConfig(TemporaryFolder folder, int port)
    {
        folder.Write("known_hosts", $"red {folder.Read("host.pub")}");
        folder.Write("changed", $"changed {folder.Read("stranger.pub")}");
        folder.Write("revoked", $"@revoked revoked {folder.Read("host.pub")}");
        folder.Write("none", "");
        folder.Write(
            "ssh_config",
            $"""
            Host unknown
                UserKnownHostsFile {folder["none"]}
                HostKeyAlias unknown
            Host changed
                UserKnownHostsFile {folder["changed"]}
                HostKeyAlias changed
            Host revoked
                UserKnownHostsFile {folder["revoked"]}
                HostKeyAlias revoked
            Host denied
                IdentityFile {folder["stranger"]}
            Host closed
                Port 1
            Host nowhere
                HostName no-such-host.invalid
            Host * !denied
                IdentityFile {folder["key"]}
            Host *
                HostName 127.0.0.1
                Port {port}
                IdentitiesOnly yes
                UserKnownHostsFile {folder["known_hosts"]}
                GlobalKnownHostsFile none
                HostKeyAlias red

            """
        );
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync()
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(20))
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) { }
        }
        throw new TimeoutException($"sshd does not listen: {Folder.Read("log")}");
    }
}
